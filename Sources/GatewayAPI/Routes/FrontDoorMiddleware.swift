import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Around every request: its number, errors in the dialect's shape, headers that every answer carries, the log line,
/// and an end to connections whose request was not read.
struct FrontDoorMiddleware: RouterMiddleware {
    /// How long a client that was refused may take to notice before the connection is cut.
    static let lingerSeconds: Int64 = 2

    /// Bytes of an unread body that are read away so that the connection can be used again.
    static let unreadBytesMax = 64 << 10

    let door: FrontDoor
    let declarations: [RouteDeclaration]

    @concurrent
    func handle(
        _ request: Request, context: GatewayContext,
        next: @concurrent (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as WireError {
            response = error.response(context)
        } catch let error as any HTTPResponseError where error.status == .notFound {
            response = unknownAddress(request).response(context)
        } catch {
            response = WireError.internalFailure.response(context)
        }
        door.bodies.giveBack(context.note.takeReserved())
        response = door.answers.bounded(response, context)
        response.headers[.requestID] = context.requestID
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        response.headers[.contentTypeOptions] = "nosniff"
        if leavesMuchUnread(request, context) { response.headers[.connection] = "close" }
        if response.headers[.connection] == "close" { cut(context.channel) }
        log(request, response, context, since: start)
        return response
    }

    private func unknownAddress(_ request: Request) -> WireError {
        var methods = declarations.filter { $0.matches(path: request.uri.path) }.map(\.method.rawValue)
        if methods.contains("GET") { methods.append("HEAD") }
        return methods.isEmpty ? .notFound : .methodNotAllowed(methods.sorted())
    }

    /// True when a body of some size was announced and nobody read it, for instance because the key was wrong.
    private func leavesMuchUnread(_ request: Request, _ context: GatewayContext) -> Bool {
        guard !context.note.hasReadBody else { return false }
        if request.headers[.transferEncoding] != nil { return true }
        return (request.headers[.contentLength].flatMap { Int($0) } ?? 0) > Self.unreadBytesMax
    }

    /// Closes the connection after a moment, so that a client that goes on sending is not read for ever.
    private func cut(_ channel: any Channel) {
        channel.eventLoop.scheduleTask(in: .seconds(Self.lingerSeconds)) { channel.close(promise: nil) }
    }

    /// Ids and codes only: no address (it can hold a signature), no prompt, no key.
    private func log(
        _ request: Request, _ response: Response, _ context: GatewayContext, since start: ContinuousClock.Instant
    ) {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        door.logger.info(
            "request",
            metadata: [
                "request": "\(context.requestID)", "method": "\(request.method.rawValue)",
                "route": "\(context.endpointPath ?? "-")", "status": "\(response.status.code)",
                "milliseconds": "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)",
                "code": "\(context.note.code ?? "-")", "decision": "\(response.headers[.decision] ?? "-")",
            ])
    }
}
