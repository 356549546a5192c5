import Hummingbird
import NIOCore
import WireJSON

/// Bounds answers that do not leave at once: how many bytes of them wait for their readers over all connections, and how
/// long a reader may take. Whoever takes longer is cut.
struct AnswerLimits: Sendable {
    private let budget: BodyBudget
    private let deadline: TimeAmount

    init(settings: GatewaySettings) {
        budget = BodyBudget(max: settings.answerMemoryBytesMax)
        deadline = .milliseconds(Int64(settings.answerDeadlineMilliseconds))
    }

    /// Room for an answer, given back with the value.
    final class Room: Sendable {
        private let budget: BodyBudget
        private let bytes: Int

        fileprivate init(_ bytes: Int, in budget: BodyBudget) {
            self.budget = budget
            self.bytes = bytes
        }

        deinit { budget.giveBack(bytes) }
    }

    /// Sets room aside; nil when too many answers wait already.
    func room(for bytes: Int) -> Room? { budget.reserve(bytes) ? Room(bytes, in: budget) : nil }

    /// Bytes of answers that wait now.
    var waiting: Int { budget.reserved }

    /// Cuts a connection when its reader takes too long; cancel it when everything is written.
    func cut(_ channel: any Channel) -> Scheduled<Void> {
        channel.eventLoop.scheduleTask(in: deadline) { channel.close(promise: nil) }
    }

    /// The answer within these bounds. Small ones stay as they are: they leave into the connection's own buffer.
    func bounded(_ response: Response, _ context: GatewayContext) -> Response {
        guard let length = response.body.contentLength, length > JSONPiece.atOnce else { return response }
        guard let room = room(for: length) else { return WireError.busy.response(context) }
        let (body, limits, channel) = (response.body, self, context.channel)
        var response = response
        response.body = ResponseBody(contentLength: length) { writer in
            let cut = limits.cut(channel)
            defer { cut.cancel() }
            try await body.write(writer)
            withExtendedLifetime(room) {}
        }
        return response
    }
}
