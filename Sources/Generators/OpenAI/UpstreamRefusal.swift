import NIOCore
import Screening

/// Reads what a server says when it gives no picture. Vendors spell a refusal in many ways; all of them are
/// `blocked`, so that a caller never mistakes a refusal for a fault that a retry could mend.
struct UpstreamRefusal {
    /// Bytes of an error answer that are read.
    static let answerBytesMax = 65_536
    /// Characters of a message that are shown.
    static let textMax = 300

    let keys: [String]

    /// The error behind an answer with that status.
    func error(status: Int, retryAfterSeconds: Int?, body: ByteBuffer) -> GeneratorError {
        let text = try? JSONText(body)
        if let text, (400...499).contains(status), isBlocked(text, status: status) { return .blocked }
        switch status {
        case 400, 404, 405, 409, 413, 415, 422:
            return .unsupported(shown(text.flatMap { message($0) }))
        case 408, 504: return .timedOut
        case 429: return .overloaded(retryAfterSeconds: retryAfterSeconds ?? 5)
        case 503:
            guard let retryAfterSeconds else { return .failed }
            return .overloaded(retryAfterSeconds: retryAfterSeconds)
        default: return .failed
        }
    }

    /// The error inside a stream or a 200 answer, which has no status of its own.
    func error(in text: JSONText) -> GeneratorError {
        if isBlocked(text, status: 400) { return .blocked }
        let error = errorNode(text)
        let kind = (text.string(text.value("type", of: error)) ?? "") + " " + (code(text) ?? "")
        if kind.contains("rate_limit") { return .overloaded(retryAfterSeconds: 5) }
        if kind.contains("invalid_request") || kind.contains("user_error") {
            return .unsupported(shown(message(text)))
        }
        return .failed
    }

    // MARK: Reading

    /// The object that describes the fault: under `error`, under `response.error`, or the whole.
    private func errorNode(_ text: JSONText) -> JSONText.Node {
        text.value("error", of: text.root) ?? text.value(["response", "error"], of: text.root) ?? text.root
    }

    private func code(_ text: JSONText) -> String? { text.string(text.value("code", of: errorNode(text))) }

    private func isBlocked(_ text: JSONText, status: Int) -> Bool {
        let error = errorNode(text)
        let inner = text.value("innererror", of: error) ?? text.value("inner_error", of: error)
        let words = [
            code(text), text.string(text.value("type", of: error)),
            inner.flatMap { text.string(text.value("code", of: $0)) },
            text.string(text.value("name", of: text.root)), text.string(text.value("reason", of: error)),
        ]
        if words.contains(where: { $0.map { Self.refusalCodes.contains($0.lowercased()) } ?? false }) { return true }
        if text.value("moderation_details", of: error) != nil { return true }
        let message = (message(text) ?? "").lowercased()
        if Self.refusalPhrases.contains(where: message.contains) { return true }
        // The whole resource was stopped (Azure).
        return status == 403 && message.contains("content policy")
    }

    private func message(_ text: JSONText) -> String? {
        let error = errorNode(text)
        if let plain = text.string(error) { return plain }
        for name in ["message", "detail", "title", "errors"] {
            for holder in [error, text.root] {
                guard let node = text.value(name, of: holder) else { continue }
                if let plain = text.string(node) { return plain }
                guard let first = text.elements(node)?.first else { continue }
                if let plain = text.string(first) ?? text.string(text.value("msg", of: first)) { return plain }
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
