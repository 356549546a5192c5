/// A JSON value. Strings that were read stay where they lie in the body until somebody asks for them, so a picture of
/// many megabytes in base64 is never copied as text.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(JSONText)
    case array([JSON])
    case object(JSONObject)
    /// Bytes that are written as base64; never read.
    case base64([UInt8])

    /// The text of a string, or nil.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text.string
    }

    /// The whole number that this is exactly, or nil.
    public var integer: Int? {
        guard case .number(let number) = self else { return nil }
        return number.integer
    }

    /// What kind of value this is, for messages.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string, .base64: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// A number exactly as it was written: nothing is rounded until somebody asks.
public struct JSONNumber: Sendable, Hashable {
    /// The digits as they stood in the text.
    public let text: String

    init(text: String) { self.text = text }

    /// The whole number that this is exactly; `1.0` and `1e2` count, `1.5` and what overflows do not.
    public var integer: Int? {
        if let plain = Int(text) { return plain }
        guard text.contains(where: { ".eE".contains($0) }), text.utf8.count <= 24, let value = Double(text) else {
            return nil
        }
        guard value.magnitude <= 9_007_199_254_740_992 else { return nil }
        return Int(exactly: value)
    }
}

/// The members of an object in the order in which they stood; no key occurs twice.
public struct JSONObject: Sendable, Hashable {
    public let members: [(key: String, value: JSON)]

    init(_ members: [(key: String, value: JSON)]) { self.members = members }

    /// The value of that key.
    public subscript(key: String) -> JSON? { members.first { $0.key == key }?.value }

    /// Equal when keys, values and their order are.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.count == right.members.count
            && zip(left.members, right.members).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    }

    /// Feeds keys and values to the hasher.
    public func hash(into hasher: inout Hasher) {
        for (key, value) in members {
            hasher.combine(key)
            hasher.combine(value)
        }
    }
}

/// A string of JSON: either text, or a checked range of a body.
public struct JSONText: Sendable, Hashable {
    private enum Source: Sendable {
        case text(String)
        /// UTF-8 was checked, every escape was checked.
        case slice(body: [UInt8], range: Range<Int>, escaped: Bool)
    }

    private let source: Source

    init(_ text: String) { source = .text(text) }

    init(body: [UInt8], range: Range<Int>, escaped: Bool) {
        source = .slice(body: body, range: range, escaped: escaped)
    }

    /// The text, decoded.
    public var string: String {
        switch source {
        case .text(let text): return text
        case .slice(let body, let range, false): return String(decoding: body[range], as: UTF8.self)
        case .slice(let body, let range, true): return String(decoding: JSONEscape.decoded(body[range]), as: UTF8.self)
        }
    }

    /// The decoded bytes for as long as `work` runs; nothing is copied when the string has no escapes.
    public func withBytes<Result>(_ work: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        switch source {
        case .text(let text):
            return Array(text.utf8).withUnsafeBufferPointer(work)
        case .slice(let body, let range, false):
            return body.withUnsafeBufferPointer { work(UnsafeBufferPointer(rebasing: $0[range])) }
        case .slice(let body, let range, true):
            return JSONEscape.decoded(body[range]).withUnsafeBufferPointer(work)
        }
    }

    /// How many bytes it takes in the body, escapes counted as written: never fewer than the decoded text has.
    public var byteCount: Int {
        switch source {
        case .text(let text): text.utf8.count
        case .slice(_, let range, _): range.count
        }
    }

    /// Equal when the decoded texts are.
    public static func == (left: JSONText, right: JSONText) -> Bool { left.string == right.string }

    /// Feeds the decoded text to the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(string) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(JSONText(value)) }
    public init(integerLiteral value: Int) { self = .number(JSONNumber(text: String(value))) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements.map { (key: $0.0, value: $0.1) }))
    }

    /// A string.
    public init(_ text: String) { self = .string(JSONText(text)) }
    /// A string, or null.
    public init(_ text: String?) { self = text.map { JSON($0) } ?? .null }
    /// A whole number.
    public init(_ number: Int) { self = .number(JSONNumber(text: String(number))) }
    /// A number with at most four digits behind the point.
    public init(_ number: Double) {
        let rounded = (number * 10_000).rounded() / 10_000
        self = rounded.isFinite ? .number(JSONNumber(text: "\(rounded)")) : .null
    }
    /// An object from members in order; a member that is nil is left out.
    public init(_ members: [(String, JSON?)]) {
        self = .object(JSONObject(members.compactMap { name, value in value.map { (key: name, value: $0) } }))
    }
}
