import NIOCore
import SafetyModel
import Screening

/// A whole JSON answer, read: the pictures in order, or why there are none.
struct UpstreamAnswer {
    /// One picture, in the answer or behind an address.
    enum Item {
        case picture(Picture, revisedPrompt: String?)
        case address(String, revisedPrompt: String?)
    }

    var items: [Item]
    var summary: GeneratedSummary

    /// Reads an answer with status 200. One item that the server's own filter stopped blocks the whole answer.
    init(_ body: ByteBuffer, model: String?, settings: OpenAIGeneratorSettings) throws(GeneratorError) {
        let text: JSONText
        do { text = try JSONText(body) } catch { throw .failed }
        let refusal = UpstreamRefusal(keys: settings.keys)
        if let error = text.value("error", of: text.root), !error.isNull { throw refusal.error(in: text) }
        if Self.isRefused(text.root, in: text) { throw .blocked }
        guard let data = text.elements(text.value("data", of: text.root)) else { throw .empty }
        guard data.count <= Self.itemsMax else { throw .failed }
        guard !data.contains(where: { Self.isRefused($0, in: text) }) else { throw .blocked }
        items = []
        for item in data {
            let revised = text.string(text.value("revised_prompt", of: item))
            if let node = text.value("b64_json", of: item), !node.isNull, !node.isEmptyString {
                guard let bytes = text.base64(node, limit: settings.pictureBytesMax) else { throw .failed }
                items.append(.picture(Picture(bytes: bytes), revisedPrompt: revised))
            } else if let node = text.value("url", of: item), !node.isNull {
                if let bytes = Self.dataAddress(node, in: text, limit: settings.pictureBytesMax) {
                    items.append(.picture(Picture(bytes: bytes), revisedPrompt: revised))
                } else if let address = text.string(node, limit: 8192) {
                    items.append(.address(address, revisedPrompt: revised))
                }
            }
        }
        guard !items.isEmpty else { throw .empty }
        summary = Self.summary(of: text.root, in: text, model: model)
    }

    /// More items than any request can ask for.
    private static let itemsMax = 64

    private static func dataAddress(_ node: JSONText.Node, in text: JSONText, limit: Int) -> [UInt8]? {
        guard case .string(let range, _) = node, range.count > 5 else { return nil }
        guard text.bytes.withUnsafeBytes({ $0[range].starts(with: "data:".utf8) }) else { return nil }
        return text.base64(node, limit: limit)
    }

    /// What the answer says besides its pictures.
    static func summary(of node: JSONText.Node, in text: JSONText, model: String?) -> GeneratedSummary {
        func short(_ name: String) -> String? { text.string(text.value(name, of: node), limit: 64) }
        var usage: [String: Int] = [:]
        func flatten(_ node: JSONText.Node, prefix: String) {
            guard case .object(let members) = node, usage.count < 32 else { return }
            for (name, value) in members where name.utf8.count <= 64 {
                if let number = text.integer(value) { usage[prefix + name] = number }
                if prefix.isEmpty { flatten(value, prefix: name + ".") }
            }
        }
        if let node = text.value("usage", of: node) { flatten(node, prefix: "") }
        return GeneratedSummary(
            model: short("model") ?? model, size: short("size"), quality: short("quality"),
            background: short("background"), usage: usage)
    }

    /// True where an answer with status 200 says in some vendor's words that a picture was stopped.
    static func isRefused(_ node: JSONText.Node, in text: JSONText) -> Bool {
        // xAI.
        if text.boolean(text.value("respect_moderation", of: node)) == false { return true }
        // Google.
        if let reason = text.value("raiFilteredReason", of: node), !reason.isNull { return true }
        if let reason = text.value(["promptFeedback", "blockReason"], of: node), !reason.isNull { return true }
        for list in ["predictions", "candidates"] {
            let entries = text.elements(text.value(list, of: node)) ?? []
            if entries.prefix(itemsMax).contains(where: { isRefused($0, in: text) }) { return true }
        }
        // Stability, Gemini, Azure.
        for name in ["finish_reason", "finishReason"] {
            let reason = (text.string(text.value(name, of: node)) ?? "").uppercased()
            if ["CONTENT_FILTERED", "CONTENT_FILTER"].contains(reason) { return true }
            if ["SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST"].contains(where: reason.contains) { return true }
        }
        // Black Forest Labs.
        if let status = text.string(text.value("status", of: node)), status.hasSuffix(" Moderated") { return true }
        for name in ["content_filter_results", "prompt_filter_results"] {
            if let node = text.value(name, of: node), hasFiltered(node, in: text, depth: 0) { return true }
        }
        return false
    }

    private static func hasFiltered(_ node: JSONText.Node, in text: JSONText, depth: Int) -> Bool {
        guard depth < 4 else { return false }
        switch node {
        case .object(let members):
            return members.contains { member in
                if member.name == "filtered" { return text.boolean(member.value) == true }
                return hasFiltered(member.value, in: text, depth: depth + 1)
            }
        case .array(let elements): return elements.contains { hasFiltered($0, in: text, depth: depth + 1) }
        default: return false
        }
    }
}

extension JSONText.Node {
    /// True for JSON's `null`.
    var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    /// True for `""`, which some servers write for "no picture".
    var isEmptyString: Bool {
        if case .string(let range, _) = self { return range.isEmpty }
        return false
    }
}
