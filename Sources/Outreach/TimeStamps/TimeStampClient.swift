import AsyncHTTPClient
public import ContentCredentials
import NIOCore
import NIOHTTP1

/// Asks a time stamp authority (RFC 3161, over HTTP) that the operator has named.
public struct TimeStampClient: Sendable {
    private static let seconds: Int64 = 5

    private let address: String
    private let client: HTTPClient

    /// `address`: `http` or `https`; tokens are signed, so either will do.
    public init(address: String) {
        self.address = address
        client = HTTPClient.shared
    }

    /// What signing asks for tokens.
    public var port: TimeStampPort {
        TimeStampPort { imprint async throws(TimeStampPort.Failure) in try await token(for: imprint) }
    }

    private func token(for imprint: [UInt8]) async throws(TimeStampPort.Failure) -> [UInt8] {
        let asked = TimeStampRequest(imprint: imprint, nonce: .random(in: 1...(.max)))
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: TimeStampRequest.mediaType)
        request.body = .bytes(ByteBuffer(bytes: asked.der))
        let body: [UInt8]
        do {
            let response = try await client.execute(request, timeout: .seconds(Self.seconds))
            guard response.status == .ok else { throw TimeStampPort.Failure("status \(response.status.code)") }
            body = Array(try await response.body.collect(upTo: TimeStampResponse.bytesMax).readableBytesView)
        } catch let failure as TimeStampPort.Failure {
            throw failure
        } catch { throw TimeStampPort.Failure("the authority cannot be reached") }
        do throws(TimeStampResponseError) { return try TimeStampResponse.token(in: body, for: asked) } catch {
            throw TimeStampPort.Failure("\(error)")
        }
    }
}
