import SafetyModel
import Screening
import WireJSON

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
    init(_ body: [UInt8], model: String?, settings: OpenAIGeneratorSettings) throws(GeneratorError) {
        let json: JSON
        do { json = try JSONReader.read(body) } catch { throw .failed }
        let refusal = UpstreamRefusal(keys: settings.keys)
        if let error = json.member("error"), error != .null { throw refusal.error(in: json) }
        if Self.isRefused(json) { throw .blocked }
        guard let data = json.member("data")?.elements else { throw .empty }
        guard data.count <= Self.itemsMax else { throw .failed }
        guard !data.contains(where: { Self.isRefused($0) }) else { throw .blocked }
        items = []
        for item in data {
            let revised = item.member("revised_prompt")?.text(bytesMax: Self.textBytesMax)
            if let encoded = Self.encodedPicture(in: item) {
                let picture = try Self.picture(encoded, settings: settings)
                items.append(.picture(picture, revisedPrompt: revised))
            } else if case .string(let address)? = item.member("url") {
                if address.withBytes({ $0.starts(with: "data:".utf8) }) {
                    let picture = try Self.picture(.string(address), settings: settings)
                    items.append(.picture(picture, revisedPrompt: revised))
                } else if address.byteCount <= Self.addressBytesMax {
                    items.append(.address(address.string, revisedPrompt: revised))
                }
            }
        }
        guard !items.isEmpty else { throw .empty }
        summary = Self.summary(of: json, model: model)
    }

    /// More items than any request can ask for.
    private static let itemsMax = 64
    /// Bytes of a text that are read; a longer one counts as not there.
    static let textBytesMax = 65_536
    private static let addressBytesMax = 8192

    /// What stands where a picture should; nil where nothing does, as some servers write `""` for "no picture".
    static func encodedPicture(in json: JSON) -> JSON? {
        guard let encoded = json.member("b64_json"), encoded != .null else { return nil }
        if case .string(let text) = encoded, text.byteCount == 0 { return nil }
        return encoded
    }

    /// The picture in base64, as loosely written as vendors do it.
    static func picture(_ json: JSON, settings: OpenAIGeneratorSettings) throws(GeneratorError) -> Picture {
        guard case .string(let text) = json,
            let bytes = text.base64(
                bytesMax: settings.pictureBytesMax,
                tolerating: [.padding, .addressSafe, .strayBits, .dataPrefix]),
            !bytes.isEmpty
        else { throw .failed }
        return Picture(bytes: bytes)
    }

    /// What the answer says besides its pictures.
    static func summary(of json: JSON, model: String?) -> GeneratedSummary {
        func short(_ name: String) -> String? { json.member(name)?.text(bytesMax: 64) }
        var usage: [String: Int] = [:]
        func flatten(_ json: JSON, prefix: String) {
            guard case .object(let object) = json, usage.count < 32 else { return }
            for (name, value) in object.members where name.utf8.count <= 64 {
                if let number = value.integer { usage[prefix + name] = number }
                if prefix.isEmpty { flatten(value, prefix: name + ".") }
            }
        }
        if let json = json.member("usage") { flatten(json, prefix: "") }
        return GeneratedSummary(
            model: short("model") ?? model, size: short("size"), quality: short("quality"),
            background: short("background"), usage: usage)
    }

    /// True where an answer with status 200 says in some vendor's words that a picture was stopped.
    static func isRefused(_ json: JSON) -> Bool {
        // xAI.
        if json.member("respect_moderation")?.boolean == false { return true }
        // Google.
        if let reason = json.member("raiFilteredReason"), reason != .null { return true }
        if let reason = json.member("promptFeedback")?.member("blockReason"), reason != .null { return true }
        for list in ["predictions", "candidates"] {
            let entries = json.member(list)?.elements ?? []
            if entries.prefix(itemsMax).contains(where: { isRefused($0) }) { return true }
        }
        // Stability, Gemini, Azure.
        for name in ["finish_reason", "finishReason"] {
            guard let reason = json.member(name)?.text(bytesMax: textBytesMax)?.uppercased() else { continue }
            if ["CONTENT_FILTERED", "CONTENT_FILTER"].contains(reason) { return true }
            if ["SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST"].contains(where: reason.contains) { return true }
        }
        // Black Forest Labs.
        if json.member("status")?.text(bytesMax: textBytesMax)?.hasSuffix(" Moderated") == true { return true }
        for name in ["content_filter_results", "prompt_filter_results"] {
            if let results = json.member(name), hasFiltered(results, depth: 0) { return true }
        }
        return false
    }

    private static func hasFiltered(_ json: JSON, depth: Int) -> Bool {
        guard depth < 4 else { return false }
        switch json {
        case .object(let object):
            return object.members.contains { name, value in
                if name == "filtered" { return value.boolean == true }
                return hasFiltered(value, depth: depth + 1)
            }
        case .array(let elements): return elements.contains { hasFiltered($0, depth: depth + 1) }
        default: return false
        }
    }
}
