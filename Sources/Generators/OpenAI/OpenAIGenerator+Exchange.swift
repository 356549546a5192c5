import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import SafetyModel
import Screening
import WireJSON

extension OpenAIGenerator {
    /// Sends the request and reads the answer, whichever of the two forms it has.
    func exchange(
        _ upstream: UpstreamRequest, emit: @Sendable (GeneratedFrame) async -> Void
    ) async throws(GeneratorError) -> GeneratedSummary {
        let (response, key) = try await send(upstream)
        guard response.status == .ok else {
            let body = try await collect(response, limit: UpstreamRefusal.answerBytesMax, cutting: true)
            throw UpstreamRefusal(keys: settings.keys).error(
                status: Int(response.status.code), retryAfterSeconds: response.retryAfterSeconds, body: body)
        }
        if response.headers.first(name: "content-type")?.lowercased().hasPrefix("text/event-stream") == true {
            return try await readStream(response, model: upstream.model, emit: emit)
        }
        let body = try await collect(response, limit: settings.answerBytesMax, cutting: false)
        let answer = try await read(body, model: upstream.model)
        var frames: [GeneratedFrame] = []
        var bytes = body.count
        for (index, item) in answer.items.enumerated() {
            switch item {
            case .picture(let picture, let revised):
                frames.append(.final(index: index, picture: picture, revisedPrompt: revised))
            case .address(let address, let revised):
                let picture = try await fetch(address, key: key, limit: settings.answerBytesMax - bytes)
                bytes += picture.bytes.count
                frames.append(.final(index: index, picture: picture, revisedPrompt: revised))
            }
        }
        for frame in frames { await emit(frame) }
        return answer.summary
    }

    /// Sends the request, at most twice: again after no connection could be made, and again where a JSON request met a
    /// server that says it is not ready and asks for 2 seconds at most. Never after it may have been carried out.
    private func send(
        _ upstream: UpstreamRequest
    ) async throws(GeneratorError) -> (response: HTTPClientResponse, key: String?) {
        var mayRetry = true
        while true {
            let key = keys.next()
            var request = HTTPClientRequest(url: address(upstream.route))
            request.method = .POST
            request.headers.add(name: "content-type", value: upstream.contentType)
            request.headers.add(
                name: "accept", value: upstream.streams ? "text/event-stream, application/json" : "application/json")
            authorise(&request, key: key)
            request.body = .bytes(ByteBuffer(bytes: upstream.body))
            do {
                let response = try await client.execute(request, deadline: .distantFuture)
                guard mayRetry, upstream.isJSON, response.status == .serviceUnavailable,
                    let wait = response.retryAfterSeconds, wait <= 2
                else { return (response, key) }
                mayRetry = false
                try await Task.sleep(for: .seconds(wait))
            } catch {
                guard mayRetry, Self.isBeforeAnyByte(error) else { throw Self.generatorError(error) }
                mayRetry = false
                do { try await Task.sleep(for: .milliseconds(100)) } catch { throw .failed }
            }
        }
    }

    private func read(_ body: [UInt8], model: String?) async throws(GeneratorError) -> UpstreamAnswer {
        guard body.count >= Aside.bytesMin else { return try UpstreamAnswer(body, model: model, settings: settings) }
        return try await Aside.run { () async -> Result<UpstreamAnswer, GeneratorError> in
            do throws(GeneratorError) {
                return .success(try UpstreamAnswer(body, model: model, settings: settings))
            } catch { return .failure(error) }
        }.get()
    }

    private func readStream(
        _ response: HTTPClientResponse, model: String?, emit: @Sendable (GeneratedFrame) async -> Void
    ) async throws(GeneratorError) -> GeneratedSummary {
        var parser = ServerSentEventParser(eventBytesMax: settings.pictureBytesMax / 3 * 4 + 65_536)
        var reader = UpstreamStream(settings: settings, model: model)
        var bytes = 0
        do {
            for try await chunk in response.body {
                bytes += chunk.readableBytes
                guard bytes <= settings.answerBytesMax else { throw GeneratorError.failed }
                for event in try parser.take(chunk) {
                    if let frame = try reader.take(event) { await emit(frame) }
                }
            }
            try Task.checkCancellation()
            if let event = parser.finish(), let frame = try reader.take(event) { await emit(frame) }
            return try reader.finish()
        } catch {
            throw Self.generatorError(error)
        }
    }

    /// Fetches a picture that the answer only names, where the settings allow that place.
    private func fetch(_ address: String, key: String?, limit: Int) async throws(GeneratorError) -> Picture {
        guard let base = Origin.split(settings.baseURL)?.origin else { throw .failed }
        let full = address.hasPrefix("/") && !address.hasPrefix("//") ? base.text + address : address
        guard let place = Origin.split(full) else { throw .failed }
        let isBase = place.origin == base
        switch settings.addresses {
        case .never: throw .failed
        case .sameOrigin: guard isBase else { throw .failed }
        case .origins(let list):
            guard isBase || list.contains(where: { Origin.split($0)?.origin == place.origin }) else { throw .failed }
        }
        // Written anew from what was judged, without a fragment.
        let rest = place.rest.prefix { $0 != "#" }
        var request = HTTPClientRequest(url: place.origin.text + (rest.hasPrefix("/") ? "" : "/") + rest)
        if isBase { authorise(&request, key: key) }
        do {
            let response = try await client.execute(request, deadline: .distantFuture)
            guard response.status == .ok else { throw GeneratorError.failed }
            let body = try await collect(response, limit: min(limit, settings.pictureBytesMax), cutting: false)
            guard !body.isEmpty else { throw GeneratorError.empty }
            return Picture(bytes: body)
        } catch {
            throw Self.generatorError(error)
        }
    }

    /// Asks the server for its models: 5 seconds, 1 MB and 500 names at most.
    func fetchModels() async throws(GeneratorError) -> [String] {
        var request = HTTPClientRequest(url: address("/models"))
        authorise(&request, key: keys.next())
        let outcome = await withTaskGroup(of: Result<[UInt8], GeneratorError>.self) { [request] group in
            defer { group.cancelAll() }
            group.addTask {
                do {
                    let response = try await client.execute(request, deadline: .now() + .seconds(5))
                    guard response.status == .ok else { return .failure(.failed) }
                    return .success(try await collect(response, limit: 1_000_000, cutting: false))
                } catch {
                    return .failure(Self.generatorError(error))
                }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(min(5, settings.totalSeconds)))
                return .failure(.timedOut)
            }
            return await group.next() ?? .failure(.failed)
        }
        guard let data = try? JSONReader.read(try outcome.get()).member("data")?.elements else {
            if case .failure(let error) = outcome { throw error }
            throw .failed
        }
        return data.prefix(500).compactMap { $0.member("id")?.text(bytesMax: 128) }
    }

    // MARK: Small parts

    private func address(_ route: String) -> String {
        let base = settings.baseURL.hasSuffix("/") ? String(settings.baseURL.dropLast()) : settings.baseURL
        return base + route + (settings.query.map { "?" + $0 } ?? "")
    }

    private func authorise(_ request: inout HTTPClientRequest, key: String?) {
        guard let key else { return }
        switch settings.keyHeader {
        case .bearer: request.headers.add(name: "authorization", value: "Bearer \(key)")
        case .named(let name): request.headers.add(name: name, value: key)
        }
    }

    /// The body, up to a bound; beyond it cut off or an error.
    private func collect(
        _ response: HTTPClientResponse, limit: Int, cutting: Bool
    ) async throws(GeneratorError) -> [UInt8] {
        let length = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard cutting || length <= limit else { throw .failed }
        var body: [UInt8] = []
        body.reserveCapacity(min(max(length, 0), 8_000_000, limit))
        do {
            for try await chunk in response.body {
                if body.count + chunk.readableBytes > limit {
                    guard cutting else { throw GeneratorError.failed }
                    break
                }
                body.append(contentsOf: chunk.readableBytesView)
            }
            try Task.checkCancellation()
        } catch {
            throw Self.generatorError(error)
        }
        return body
    }

    /// True when the fault shows that no connection was made, so that the server has seen nothing.
    private static func isBeforeAnyByte(_ error: any Error) -> Bool {
        if error is NIOConnectionError { return true }
        if let error = error as? IOError {
            // Linux: refused, unreachable host or network, address not available.
            return [111, 113, 101, 99].contains(error.errnoCode)
        }
        return (error as? HTTPClientError) == .connectTimeout
    }

    private static func generatorError(_ error: any Error) -> GeneratorError {
        if let error = error as? GeneratorError { return error }
        switch error as? HTTPClientError {
        case .connectTimeout?, .deadlineExceeded?, .readTimeout?, .writeTimeout?: return .timedOut
        // All connections are in use.
        case .getConnectionFromPoolTimeout?: return .overloaded(retryAfterSeconds: 2)
        default: return .failed
        }
    }
}

extension HTTPClientResponse {
    /// `Retry-After` in seconds, 0 to 3,600; nil where there is none or it is a date.
    fileprivate var retryAfterSeconds: Int? {
        headers.first(name: "retry-after").flatMap { Int($0) }.map { min(max($0, 0), 3600) }
    }
}
