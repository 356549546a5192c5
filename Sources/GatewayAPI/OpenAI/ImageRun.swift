import Hummingbird
import NIOCore
import SafetyModel
import Screening
import WireJSON

/// Runs a parsed request through the gate and answers it, at once or as a stream.
struct ImageRun: Sendable {
    let services: GatewayServices
    let door: FrontDoor
    let settings: GatewaySettings

    private var answers: ImagesAnswer {
        ImagesAnswer(links: SignedLinks(key: services.linkKey, settings: settings), clock: services.clock)
    }

    /// Answers with everything at once.
    func answer(
        _ request: ImageRequest, pictureParams: [String: String], _ context: GatewayContext
    ) async throws(WireError) -> Response {
        let result = try await door.inSlot { () async throws(WireError) in
            await services.gate.run(request, preview: nil)
        }
        switch result {
        case .released(let released):
            return .json(
                answers.json(released, wantsLink: request.wantsLink),
                headers: [.decision: released.decision.decision.id.text])
        case .stopped(let decision):
            return DecisionAnswer(settings: settings).refusal(decision, pictureParams: pictureParams).response(context)
        case .failed(let decision, let error):
            return DecisionAnswer(settings: settings).failure(decision, error).response(context)
        }
    }

    /// Answers with server-sent events. The answer's status waits for the first thing that happens, so that a refusal
    /// of the request is a plain 400.
    func stream(
        _ request: ImageRequest, pictureParams: [String: String], _ context: GatewayContext
    ) async throws(WireError) -> Response {
        let events = try GateEvents.start(request, services: services, door: door, settings: settings)
        let words = StreamWords(
            prefix: request.operation == .generate ? "image_generation" : "image_edit", answers: answers,
            refusals: DecisionAnswer(settings: settings), pictureParams: pictureParams)
        let first = await events.next()
        switch first {
        case .answer(.stopped(let decision)):
            return DecisionAnswer(settings: settings).refusal(decision, pictureParams: pictureParams).response(context)
        case .answer(.failed(let decision, let error)):
            return DecisionAnswer(settings: settings).failure(decision, error).response(context)
        case nil: throw .internalFailure
        case .answer(.released), .preview, .stillWaiting: break
        }
        let (limits, channel) = (door.answers, context.channel)
        var response = Response(
            status: .ok,
            body: ResponseBody { writer in
                try await withTaskCancellationHandler {
                    var event = first
                    while let current = event {
                        let pieces = words.pieces(current)
                        guard let room = limits.room(for: pieces.reduce(0) { $0 + $1.byteCount }) else {
                            throw WireError.busy
                        }
                        let cut = limits.cut(channel)
                        defer { cut.cancel() }
                        for piece in pieces { for buffer in piece.buffers { try await writer.write(buffer) } }
                        withExtendedLifetime(room) {}
                        if case .answer = current { break }
                        event = await events.next()
                    }
                    try await writer.finish(nil)
                } onCancel: {
                    events.cancel()
                }
            })
        response.headers[.contentType] = "text/event-stream"
        response.headers[.decision] = first?.decision?.text
        return response
    }
}
