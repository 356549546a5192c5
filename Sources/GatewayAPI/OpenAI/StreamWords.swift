import NIOCore
import SafetyModel
import Screening
import WireJSON

/// Writes what happens as server-sent events. Frames come from `ClearedPreview` and `ClearedPicture` alone.
struct StreamWords: Sendable {
    /// `image_generation` or `image_edit`.
    let prefix: String
    let answers: ImagesAnswer
    let refusals: DecisionAnswer
    let pictureParams: [String: String]

    /// The bytes of an event.
    func buffers(_ event: GateEvent) -> [ByteBuffer] {
        switch event {
        case .stillWaiting: [ByteBuffer(string: ": still waiting\n\n")]
        case .preview(let preview):
            [
                Self.event(
                    "\(prefix).partial_image",
                    answers.event(
                        "\(prefix).partial_image", preview.picture, GeneratedSummary(), previewIndex: preview.index))
            ]
        case .answer(.released(let released)):
            [Self.decision(released.decision.decision.id)]
                + released.pictures.map { picture in
                    Self.event(
                        "\(prefix).completed",
                        answers.event("\(prefix).completed", picture, released.summary, previewIndex: nil))
                }
        case .answer(.stopped(let decision)):
            [
                Self.decision(decision.decision.id),
                Self.event("error", Self.error(refusals.refusal(decision, pictureParams: pictureParams))),
            ]
        case .answer(.failed(let decision, let error)):
            [
                Self.decision(decision.decision.id),
                Self.event("error", Self.error(refusals.failure(decision, error))),
            ]
        }
    }

    /// The error object with its type, as clients of streams expect it.
    private static func error(_ refusal: DecisionAnswer.Refusal) -> JSON {
        guard case .object(let object) = refusal.json else { return refusal.json }
        return JSON([("type", "error")] + object.members.map { ($0.key, $0.value) })
    }

    /// A comment that names the decision, for answers whose head left before it was known.
    private static func decision(_ id: DecisionID) -> ByteBuffer {
        ByteBuffer(string: ": x-vangrail-decision: \(id.text)\n\n")
    }

    private static func event(_ name: String, _ json: JSON) -> ByteBuffer {
        var buffer = ByteBuffer(string: "event: \(name)\ndata: ")
        var data = json.buffer
        buffer.writeBuffer(&data)
        buffer.writeStaticString("\n\n")
        return buffer
    }
}
