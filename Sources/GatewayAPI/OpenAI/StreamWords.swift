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

    /// The text of an event, its pictures left to be written as they leave.
    func pieces(_ event: GateEvent) -> [JSONPiece] {
        switch event {
        case .stillWaiting: [.text(Array(": still waiting\n\n".utf8))]
        case .preview(let preview):
            Self.event(
                "\(prefix).partial_image",
                answers.event(
                    "\(prefix).partial_image", preview.picture, GeneratedSummary(), previewIndex: preview.index))
        case .answer(.released(let released)):
            [Self.decision(released.decision.decision.id)]
                + released.pictures.flatMap { picture in
                    Self.event(
                        "\(prefix).completed",
                        answers.event("\(prefix).completed", picture, released.summary, previewIndex: nil))
                }
        case .answer(.stopped(let decision)):
            [Self.decision(decision.decision.id)]
                + Self.event("error", Self.error(refusals.refusal(decision, pictureParams: pictureParams)))
        case .answer(.failed(let decision, let error)):
            [Self.decision(decision.decision.id)]
                + Self.event("error", Self.error(refusals.failure(decision, error)))
        }
    }

    /// The error object with its type, as clients of streams expect it.
    private static func error(_ refusal: DecisionAnswer.Refusal) -> JSON {
        guard case .object(let object) = refusal.json else { return refusal.json }
        return JSON([("type", "error")] + object.members.map { ($0.key, $0.value) })
    }

    /// A comment that names the decision, for answers whose head left before it was known.
    private static func decision(_ id: DecisionID) -> JSONPiece {
        .text(Array(": x-vangrail-decision: \(id.text)\n\n".utf8))
    }

    private static func event(_ name: String, _ json: JSON) -> [JSONPiece] {
        [.text(Array("event: \(name)\ndata: ".utf8))] + json.pieces + [.text(Array("\n\n".utf8))]
    }
}
