import HTTPTypes
import Hummingbird
import NIOCore
import Screening
import WireJSON

/// Reads bodies as they arrive, bounded in size, time and memory over all connections. A client that is too slow is
/// cut; it takes no place that others wait for.
struct BodyReader: Sendable {
    private let deadline: Duration
    private let budget: BodyBudget

    init(settings: GatewaySettings) {
        deadline = .milliseconds(settings.bodyDeadlineMilliseconds)
        budget = BodyBudget(max: settings.bodyMemoryBytesMax)
    }

    func giveBack(_ bytes: Int) { if bytes > 0 { budget.giveBack(bytes) } }

    /// Where what a request brings in besides its body is counted.
    func room(_ context: GatewayContext) -> BodyRoom { BodyRoom(budget: budget, note: context.note) }

    /// The whole body.
    func bytes(_ request: Request, _ context: GatewayContext, limit: Int) async throws(WireError) -> [UInt8] {
        let expected = try announced(request, limit: limit)
        return try await read(request, context) { chunk, collected in
            guard chunk.readableBytes <= limit - collected.count else { throw WireError.tooLarge(limit: limit) }
            if collected.isEmpty { collected.reserveCapacity(expected ?? 0) }
            collected.append(contentsOf: chunk.readableBytesView)
        } into: {
            [UInt8]()
        }
    }

    /// The body as JSON; its content type must say so.
    func json(_ request: Request, _ context: GatewayContext, limit: Int) async throws(WireError) -> JSON {
        let type = request.headers[.contentType].flatMap { HeaderValue($0) }
        guard type?.main.lowercased() == "application/json" else {
            throw WireError(415, code: "unsupported_media_type", "send the body as application/json")
        }
        let body = try await bytes(request, context, limit: limit)
        let json = body.count < Aside.bytesMin ? Self.json(body) : await Aside.run { Self.json(body) }
        do throws(JSONError) { return try json.get() } catch {
            throw .invalid(nil, error.message, code: "invalid_json")
        }
    }

    private static func json(_ body: [UInt8]) -> Result<JSON, JSONError> {
        do throws(JSONError) { return .success(try JSONReader.read(body)) } catch { return .failure(error) }
    }

    /// The parts of a multipart form.
    func form(
        _ request: Request, _ context: GatewayContext, limit: Int, parts: Int = MultipartLimits().parts
    ) async throws(WireError) -> [MultipartPart] {
        guard let boundary = request.headers[.contentType].flatMap(MultipartBoundary.read) else {
            throw WireError(415, code: "unsupported_media_type", "send the body as multipart/form-data")
        }
        _ = try announced(request, limit: limit)
        let limits = MultipartLimits(parts: parts, partBytes: limit, totalBytes: limit)
        var parser = try await read(request, context) { chunk, parser in
            do throws(MultipartError) {
                try chunk.withUnsafeReadableBytes { bytes throws(MultipartError) in try parser.feed(bytes) }
            } catch { throw Self.wireError(error, limit: limit) }
        } into: {
            MultipartParser(boundary: boundary, limits: limits)
        }
        do throws(MultipartError) { return try parser.finish() } catch { throw Self.wireError(error, limit: limit) }
    }

    private static func wireError(_ error: MultipartError, limit: Int) -> WireError {
        guard !error.isTooLarge else { return .tooLarge(limit: limit) }
        var answer = WireError.invalid(nil, error.message, code: "invalid_form")
        answer.closesConnection = true
        return answer
    }

    /// What the client says it will send; an announced excess is refused before a byte is read.
    private func announced(_ request: Request, limit: Int) throws(WireError) -> Int? {
        guard let length = request.headers[.contentLength].flatMap({ Int($0) }) else { return nil }
        guard length <= limit else { throw .tooLarge(limit: limit) }
        return length
    }

    /// Feeds every chunk to `take` until the body ends or the deadline has passed.
    private func read<State: Sendable>(
        _ request: Request, _ context: GatewayContext,
        _ take: @escaping @Sendable (ByteBuffer, inout State) throws -> Void,
        into make: @escaping @Sendable () -> State
    ) async throws(WireError) -> State {
        let (budget, body, note) = (budget, request.body, context.note)
        let outcome = await TimeLimit.run(deadline) { () async -> Result<State, WireError> in
            var state = make()
            do {
                for try await chunk in body {
                    guard budget.reserve(chunk.readableBytes) else { throw WireError.busyReading }
                    note.addReserved(chunk.readableBytes)
                    try take(chunk, &state)
                }
                // A cancelled stream ends like a finished one.
                try Task.checkCancellation()
                note.noteBodyRead()
                return .success(state)
            } catch { return .failure(error as? WireError ?? .interrupted) }
        }
        guard let outcome else { throw .tooSlow }
        return try outcome.get()
    }
}

extension WireError {
    fileprivate static let busyReading: WireError = {
        var error = WireError.busy
        error.closesConnection = true
        return error
    }()
}
