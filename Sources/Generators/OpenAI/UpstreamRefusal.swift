import Screening
import WireJSON

/// Reads what a server says when it gives no picture. Vendors spell a refusal in many ways; all of them are
/// `blocked`, so that a caller never mistakes a refusal for a fault that a retry could mend.
struct UpstreamRefusal {
    /// Bytes of an error answer that are read.
    static let answerBytesMax = 65_536
    /// Characters of a message that are shown.
    static let textMax = 300

    let keys: [String]

    /// The error behind an answer with that status.
    func error(status: Int, retryAfterSeconds: Int?, body: [UInt8]) -> GeneratorError {
        let json = try? JSONReader.read(body)
        if let json, (400...499).contains(status), isBlocked(json, status: status) { return .blocked }
        switch status {
        case 400, 404, 405, 409, 413, 415, 422:
            return .unsupported(shown(json.flatMap { message($0) }))
        case 408, 504: return .timedOut
        case 429: return .overloaded(retryAfterSeconds: retryAfterSeconds ?? 5)
        case 503:
            guard let retryAfterSeconds else { return .failed }
            return .overloaded(retryAfterSeconds: retryAfterSeconds)
        default: return .failed
        }
    }

    /// The error inside a stream or a 200 answer, which has no status of its own.
    func error(in json: JSON) -> GeneratorError {
        if isBlocked(json, status: 400) { return .blocked }
        let kind = (words(errorPart(json).member("type")) ?? "") + " " + (code(json) ?? "")
        if kind.contains("rate_limit") { return .overloaded(retryAfterSeconds: 5) }
        if kind.contains("invalid_request") || kind.contains("user_error") {
            return .unsupported(shown(message(json)))
        }
        return .failed
    }

    // MARK: Reading

    /// A text of ordinary length; nil for anything else.
    private func words(_ json: JSON?) -> String? { json?.text(bytesMax: UpstreamAnswer.textBytesMax) }

    /// The value that describes the fault: under `error`, under `response.error`, or the whole.
    private func errorPart(_ json: JSON) -> JSON {
        json.member("error") ?? json.member("response")?.member("error") ?? json
    }

    private func code(_ json: JSON) -> String? { words(errorPart(json).member("code")) }

    private func isBlocked(_ json: JSON, status: Int) -> Bool {
        let error = errorPart(json)
        let inner = error.member("innererror") ?? error.member("inner_error")
        let codes = [
            code(json), words(error.member("type")), words(inner?.member("code")), words(json.member("name")),
            words(error.member("reason")),
        ]
        if codes.contains(where: { $0.map { Self.refusalCodes.contains($0.lowercased()) } ?? false }) { return true }
        if error.member("moderation_details") != nil { return true }
        let message = (message(json) ?? "").lowercased()
        if Self.refusalPhrases.contains(where: message.contains) { return true }
        // The whole resource was stopped (Azure).
        return status == 403 && message.contains("content policy")
    }

    private func message(_ json: JSON) -> String? {
        let error = errorPart(json)
        if let plain = words(error) { return plain }
        for name in ["message", "detail", "title", "errors"] {
            for holder in [error, json] {
                guard let value = holder.member(name) else { continue }
                if let plain = words(value) { return plain }
                guard let first = value.elements?.first else { continue }
                if let plain = words(first) ?? words(first.member("msg")) { return plain }
            }
        }
        return nil
    }

    /// A message that is safe to show: one line, bounded, without keys, addresses and long codes.
    func shown(_ message: String?) -> String {
        guard var message, !message.isEmpty else { return "the generator does not accept this request" }
        for key in keys where !key.isEmpty {
            while let range = message.firstRange(of: key) { message.replaceSubrange(range, with: "[…]") }
        }
        let words = message.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.isControl } }
        let safe = words.map { word -> Substring in
            let secret = word.contains("sk-") || word.contains("://") || word.utf8.count > 80
            return secret ? "[…]" : word
        }
        let line = safe.joined(separator: " ")
        return line.count <= Self.textMax ? line : line.prefix(Self.textMax - 1) + "…"
    }

    private static let refusalCodes: Set<String> = [
        "moderation_blocked", "content_policy_violation", "content_filter", "responsibleaipolicyviolation",
        "image_content_policy_violation", "content_moderation", "content_filtered", "contentfilter",
        "content_policy", "safety_violation", "image_safety", "prohibited_content",
    ]

    private static let refusalPhrases = [
        "safety_violations=", "rejected by the safety system", "rejected as a result of our safety system",
        "flagged by our content moderation", "content management policy",
    ]
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool {
        switch generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
