import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Screening

extension SafeFetcher {
    /// What one visit found.
    enum Visit {
        case body(FetchedBody)
        case redirect(String)
    }

    /// Addresses of one name that are tried when no connection can be made.
    private static let attemptsMax = 3

    /// Visits the place, connecting only to the addresses that were checked.
    func visit(_ place: WebAddress, at checked: [NetworkAddress]) async throws(FetchError) -> Visit {
        var last = FetchError.failed
        for address in checked.prefix(Self.attemptsMax) {
            let client = makeClient(for: place, at: address)
            let outcome = await visit(place, with: client)
            try? await client.shutdown()
            switch outcome {
            case .success(let visit): return visit
            case .failure(.refused(let error)): throw error
            case .failure(.unreachable(let error)): last = error
            }
        }
        throw last
    }

    private enum Failure: Error {
        /// No connection: another address of the same name may answer.
        case unreachable(FetchError)
        case refused(FetchError)
    }

    /// A client for one visit: it knows one address for one name, and nothing else.
    private func makeClient(for place: WebAddress, at address: NetworkAddress) -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(Int64(settings.connectSeconds * 1000))))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        if case .name(let name) = place.host { configuration.dnsOverride = [name: address.text] }
        // Belt and braces: whatever the client made of the override, a connection to another address is dropped
        // before a byte of the request is written.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            guard let remote = channel.remoteAddress, NetworkAddress(remote) == address else {
                return channel.eventLoop.makeFailedFuture(WrongAddress())
            }
            return channel.eventLoop.makeSucceededVoidFuture()
        }
        return HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    private func visit(_ place: WebAddress, with client: HTTPClient) async -> Result<Visit, Failure> {
        var request = HTTPClientRequest(url: place.text)
        request.headers.add(name: "user-agent", value: "Vangrail")
        request.headers.add(name: "accept", value: "image/*")
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: .milliseconds(Int64(settings.totalSeconds * 1000)))
        } catch {
            return .failure(Self.failure(error))
        }
        do throws(FetchError) {
            if let location = try Self.location(response) { return .success(.redirect(location)) }
            return .success(.body(try await read(response)))
        } catch {
            return .failure(.refused(error))
        }
    }

    private static func location(_ response: HTTPClientResponse) throws(FetchError) -> String? {
        guard [301, 302, 303, 307, 308].contains(response.status.code) else { return nil }
        let locations = response.headers["location"]
        guard locations.count == 1, let location = locations.first else { throw .redirectNotAllowed }
        return location
    }

    private func read(_ response: HTTPClientResponse) async throws(FetchError) -> FetchedBody {
        guard response.status == .ok else { throw .notFound }
        let claimed = response.headers.first(name: "content-type") ?? ""
        let mediaType = claimed.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        let isPicture = mediaType.hasPrefix("image/")
        guard isPicture || ["application/octet-stream", "binary/octet-stream"].contains(mediaType) else {
            throw .notAPicture
        }
        // Compression was not offered; a body in it is not the picture that will be judged.
        guard response.headers["content-encoding"].allSatisfy({ $0.lowercased() == "identity" }) else {
            throw .notAPicture
        }
        let length = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard length <= settings.bytesMax else { throw .tooLarge }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        do {
            for try await chunk in response.body {
                guard bytes.count + chunk.readableBytes <= settings.bytesMax else { throw FetchError.tooLarge }
                bytes.append(contentsOf: chunk.readableBytesView)
            }
        } catch {
            throw error as? FetchError ?? .failed
        }
        guard !Task.isCancelled else { throw .timedOut }
        guard !bytes.isEmpty else { throw .notFound }
        return FetchedBody(bytes: bytes, mediaType: mediaType)
    }

    private static func failure(_ error: any Error) -> Failure {
        if error is WrongAddress { return .refused(.addressNotPublic) }
        if error is NIOConnectionError || error is IOError { return .unreachable(.failed) }
        switch error as? HTTPClientError {
        case .connectTimeout?: return .unreachable(.timedOut)
        case .deadlineExceeded?, .readTimeout?, .cancelled?: return .refused(.timedOut)
        default: return .refused(.failed)
        }
    }
}

/// The connection went to an address that nobody checked.
private struct WrongAddress: Error {}

extension NetworkAddress {
    /// The address of a socket; nil for a local one.
    fileprivate init?(_ socket: SocketAddress) {
        guard let text = socket.ipAddress else { return nil }
        self.init(text)
    }
}
