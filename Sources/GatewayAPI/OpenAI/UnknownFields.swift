import Screening
import WireJSON

/// Fields that the dialect does not know. Texts are read as prompt and go no further; numbers and booleans are dropped;
/// whatever could carry a picture, an address or a structure past the readers is refused, unless the operator lists it.
struct UnknownFields {
    static let fieldsMax = 16
    static let charactersMax = 32_000
    /// From this length on, text without a space in the letters of base64 counts as base64.
    private static let base64Min = 64

    /// Texts to read as prompt.
    var sideTexts: [String] = []
    /// Fields that the operator lists, as JSON text.
    var extra: [String: String] = [:]

    init(_ rest: [(name: String, value: ImageFields.Value)], allowed: Set<String>) throws(WireError) {
        guard rest.count <= Self.fieldsMax else {
            throw .invalid(nil, "the request has more than \(Self.fieldsMax) fields that are not known here")
        }
        for (name, value) in rest { try add(ImageFields.shown(name), name, value, allowed: allowed) }
        guard sideTexts.reduce(0, { $0 + $1.unicodeScalars.count }) <= Self.charactersMax else {
            throw .invalid(nil, "the fields that are not known here hold more than \(Self.charactersMax) characters")
        }
    }

    private mutating func add(
        _ shown: String, _ name: String, _ value: ImageFields.Value, allowed: Set<String>
    ) throws(WireError) {
        switch value {
        case .file: throw Self.refused(shown, "a file")
        case .text(let text): try add(shown, name, text: text, json: JSON(text), allowed: allowed)
        case .json(.string(let text)):
            guard text.byteCount <= Self.charactersMax * 12 else { throw Self.refused(shown, "a text of this length") }
            try add(shown, name, text: text.string, json: .string(text), allowed: allowed)
        case .json(let json):
            if allowed.contains(name) {
                take(name, json)
                return
            }
            switch json {
            case .object: throw Self.refused(shown, "an object")
            case .array: throw Self.refused(shown, "an array")
            default: return
            }
        }
    }

    private mutating func add(
        _ shown: String, _ name: String, text: String, json: JSON, allowed: Set<String>
    ) throws(WireError) {
        guard !allowed.contains(name) else {
            take(name, json)
            return
        }
        guard !Self.looksLikeAddress(text) else { throw Self.refused(shown, "an address") }
        guard !Self.looksLikeBase64(text) else { throw Self.refused(shown, "encoded data") }
        if !text.isEmpty { sideTexts.append(text) }
    }

    /// A listed field goes on, without control text; every text in it is read, as it came and as it goes.
    private mutating func take(_ name: String, _ json: JSON) {
        let sent = json.mapTexts(ControlText.neutralised)
        extra[name] = sent.jsonText
        let came = json.texts.filter { !$0.isEmpty }
        sideTexts += came + sent.texts.filter { !$0.isEmpty && !came.contains($0) }
    }

    private static func refused(_ name: String, _ what: String) -> WireError {
        .invalid(name, "`\(name)` is not known here and may not hold \(what)", code: "unknown_parameter")
    }

    /// True for text with a web address or a data URL in it.
    static func looksLikeAddress(_ text: String) -> Bool {
        let lower = text.lowercased()
        return lower.contains("://") || lower.contains("www.") || lower.trimmed.hasPrefix("data:")
            || lower.trimmed.hasPrefix("//")
    }

    /// True for long text in the letters of base64, line ends aside.
    static func looksLikeBase64(_ text: String) -> Bool {
        var run = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                run += 1
                if run >= base64Min { return true }
            case 0x0A, 0x0D: continue
            default: run = 0
            }
        }
        return false
    }
}

extension JSON {
    /// Every text in the value, keys apart, in order.
    fileprivate var texts: [String] {
        switch self {
        case .string(let text): [text.string]
        case .array(let elements): elements.flatMap(\.texts)
        case .object(let object): object.members.flatMap { $0.value.texts }
        case .null, .bool, .number, .base64: []
        }
    }

    /// The value with every text changed.
    fileprivate func mapTexts(_ change: (String) -> String) -> JSON {
        switch self {
        case .string(let text): JSON(change(text.string))
        case .array(let elements): .array(elements.map { $0.mapTexts(change) })
        case .object(let object): JSON(object.members.map { ($0.key, $0.value.mapTexts(change)) })
        case .null, .bool, .number, .base64: self
        }
    }
}
