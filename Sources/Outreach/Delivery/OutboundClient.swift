import AsyncHTTPClient
import NIOCore
public import NIOPosix

/// The connections to those whom the operator has named: the platform, and the provider that signs staff in. Whoever
/// makes it shuts it down.
///
/// It is made here and nowhere else, so that no setting of it can send anything elsewhere: no redirects, no proxy, no
/// certificate that is not trusted.
public struct OutboundClient: Sendable {
    static let localName = "localhost"

    let client: HTTPClient

    /// The parts:
    /// - `connectSeconds`: time for one connection with its encryption.
    /// - `authorities`: whose certificates are believed.
    public init(
        connectSeconds: Double = 5, authorities: TrustedAuthorities = .system,
        group: MultiThreadedEventLoopGroup = .singleton
    ) {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: authorities.clientConfiguration, redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(Int64(min(max(connectSeconds, 0.001), 600) * 1000))))
        configuration.httpVersion = .http1Only
        // Retries are counted by the schedule, and `localhost` is an address, whatever a name server says.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = [Self.localName: "127.0.0.1"]
        configuration.tracing.tracer = nil
        client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    /// Ends all connections; attempts that still run come to an end with a failure.
    public func shutdown() async {
        // It fails only when it was shut down before.
        try? await client.shutdown()
    }
}
