import HTTPTypes
import Hummingbird
import SafetyModel
import Screening
import WireJSON

/// Answers for decisions that release nothing, and for generators that made nothing.
struct DecisionAnswer {
    let settings: GatewaySettings

    /// An error object with its status and headers, for a plain answer or an event of a stream.
    struct Refusal {
        var status: Int
        var json: JSON
        var headers: HTTPFields
        var code: String

        func response(_ context: GatewayContext) -> Response {
            context.note.set(code: code)
            return .json(json, status: HTTPResponse.Status(code: status), headers: headers)
        }
    }

    /// Refuse, hold, ask, or a picture that the caller has to send better.
    func refusal(_ gate: GateDecision, pictureParams: [String: String] = [:]) -> Refusal {
        if let fault = gate.callersFault, gate.decision.stage == .input {
            return picture(fault, gate.decision, param: pictureParams[fault.input] ?? fault.input)
        }
        let decision = gate.decision
        let sentence = gate.reply ?? PublicWords.sentence(decision)
        let vangrail = vangrail(decision, reason: sentence)
        guard decision.kind != .ask else {
            return answer(
                400, decision, code: "request_not_understood", type: "image_generation_user_error",
                message: "\(sentence) [\(decision.id.text)]", param: "prompt", vangrail: vangrail)
        }
        var categories: [String] = []
        for word in decision.reasons.map({ PublicWords.openAI($0.category) }) where !categories.contains(word) {
            categories.append(word)
        }
        if categories.isEmpty { categories = ["other"] }
        return blocked(decision, sentence: sentence, stage: decision.stage, categories: categories, vangrail: vangrail)
    }

    /// The generator's own refusal, failure or emptiness.
    func failure(_ gate: GateDecision, _ error: GeneratorError) -> Refusal {
        let decision = gate.decision
        switch error {
        case .blocked:
            let sentence = "This request is against the rules of this service."
            var vangrail = vangrail(decision, reason: sentence)
            vangrail["decision"] = "refuse"
            vangrail["category"] = "other"
            return blocked(decision, sentence: sentence, stage: .output, categories: ["other"], vangrail: vangrail)
        case .unsupported(let reason):
            return answer(400, decision, code: "unsupported_parameter", message: reason)
        case .empty:
            return answer(
                502, decision, code: "generator_empty", type: "server_error", message: "the generator made no picture")
        case .failed:
            return answer(
                502, decision, code: "generator_failed", type: "server_error", message: "the generator failed")
        case .timedOut:
            return answer(
                504, decision, code: "generator_timed_out", type: "server_error",
                message: "the generator did not answer in time")
        case .overloaded(let seconds):
            var answer = answer(
                429, decision, code: "generator_overloaded", type: "rate_limit_error",
                message: "the generator is busy; try again in \(seconds) seconds", retry: true)
            answer.headers[.retryAfter] = String(max(1, seconds))
            return answer
        }
    }

    private func picture(_ fault: PictureFault, _ decision: Decision, param: String) -> Refusal {
        let what =
            switch fault.error {
            case .formatNotAllowed: "this is not a JPEG, PNG, WebP, GIF, AVIF or HEIC picture"
            case .videoNotAllowed: "videos and animations are not read here"
            case .truncated: "the picture is cut off"
            case .tooLarge: "the picture has too many pixels or frames"
            default: "the picture cannot be read"
            }
        return answer(
            400, decision, code: "invalid_image", type: "image_generation_user_error",
            message: "\(what) (\(fault.error.code))", param: param)
    }

    private func blocked(
        _ decision: Decision, sentence: String, stage: Facts.Stage, categories: [String], vangrail: [String: JSON]
    ) -> Refusal {
        let message =
            "Your request was rejected by the safety system. \(sentence) If you believe this is an error, see "
            + "\(settings.complainAddress(decision.id.text)) and quote \(decision.id.text). "
            + "safety_violations=[\(categories.joined(separator: ", "))]."
        let details: JSON = [
            "moderation_stage": JSON(stage.rawValue), "categories": .array(categories.map { JSON($0) }),
        ]
        return answer(
            400, decision, code: "moderation_blocked", type: "image_generation_user_error", message: message,
            details: details, vangrail: vangrail)
    }

    private func vangrail(_ decision: Decision, reason: String) -> [String: JSON] {
        [
            "decision": JSON(decision.kind.rawValue), "id": JSON(decision.id.text),
            "category": JSON(PublicWords.category(decision.reasons.first)), "reason": JSON(reason),
            "complain_url": JSON(settings.complainAddress(decision.id.text)),
        ]
    }

    private func answer(
        _ status: Int, _ decision: Decision, code: String, type: String = "invalid_request_error", message: String,
        param: String? = nil, details: JSON? = nil, vangrail: [String: JSON]? = nil, retry: Bool = false
    ) -> Refusal {
        let order = ["decision", "id", "category", "reason", "complain_url"]
        let error = JSON([
            ("message", JSON(message)), ("type", JSON(type)), ("param", JSON(param)), ("code", JSON(code)),
            ("moderation_details", details),
            ("vangrail", vangrail.map { members in JSON(order.map { ($0, members[$0]) }) }),
        ])
        return Refusal(
            status: status, json: ["error": error],
            headers: [.shouldRetry: retry ? "true" : "false", .decision: decision.id.text], code: code)
    }
}
