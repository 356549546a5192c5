/// A JSON value. Strings that were read stay where they lie in the body until somebody asks for them, so a picture of
/// many megabytes in base64 is never copied as text.
public enum JSON: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as written.
    case number(JSONNumber)
    /// A string.
    case string(JSONText)
    /// Values in order.
    case array([JSON])
    /// Members in order.
    case object(JSONObject)
    /// Bytes that are written as base64; never read.
    case base64([UInt8])

    /// The text of a string, or nil.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text.string
    }

    /// The text of a string, or nil; nil too where it takes more bytes than that, escapes counted as written.
    public func text(bytesMax: Int) -> String? {
        guard case .string(let text) = self, text.byteCount <= bytesMax else { return nil }
        return text.string
    }

    /// The whole number that this is exactly, or nil.
    public var integer: Int? {
        guard case .number(let number) = self else { return nil }
        return number.integer
    }

    /// True or false, or nil for anything else.
    public var boolean: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements of an array, or nil.
    public var elements: [JSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The value of that member of an object, or nil.
    public func member(_ name: String) -> JSON? {
        guard case .object(let object) = self else { return nil }
        return object[name]
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
    /// Keys and values, in order.
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
