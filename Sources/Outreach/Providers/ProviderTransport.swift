import AsyncHTTPClient
import NIOCore
import NIOHTTP1
public import StaffFederation

/// Carries questions to the provider that signs staff in. No redirects, a bound on time and on what is read.
public struct ProviderTransport: Sendable {
    private static let seconds: Int64 = 10

    private let client: HTTPClient

    public init(client: OutboundClient) { self.client = client.client }

    /// Sends one request; `unreachable` where no answer comes in time.
    public func send(_ request: OIDCRequest) async throws(OIDCError) -> OIDCResponse {
        var outgoing = HTTPClientRequest(url: request.address.text)
        outgoing.method = .RAW(value: request.method)
        for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        do {
            let response = try await client.execute(outgoing, timeout: .seconds(Self.seconds))
            var body: [UInt8] = []
            for try await chunk in response.body {
                body += chunk.readableBytesView
                // WHY: one byte more than is allowed tells that there was more.
                guard body.count <= request.responseBytesMax else { break }
            }
            return OIDCResponse(status: Int(response.status.code), body: body)
        } catch { throw .unreachable(request.endpoint) }
    }
}
