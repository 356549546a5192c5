/// What a member types to sign in: 1 to 64 of the letters a to z, digits, `.`, `-`, `_` and `@`, a letter or digit
/// first. Capitals are read as small letters, spaces around it are dropped.
public struct SignInName: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Letters at most.
    public static let lengthMax = 64

    /// The name in small letters.
    public let text: String

    /// Nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count <= 2 * Self.lengthMax else { return nil }
        let bytes = Array(text.utf8).map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
        let space = UInt8(ascii: " ")
        let trimmed = bytes.drop { $0 == space }.reversed().drop { $0 == space }.reversed().map { $0 }
        guard (1...Self.lengthMax).contains(trimmed.count), let first = trimmed.first, Self.isLetterOrDigit(first),
            trimmed.allSatisfy({ Self.isLetterOrDigit($0) || ".-_@".utf8.contains($0) })
        else { return nil }
        self.text = String(decoding: trimmed, as: UTF8.self)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// The name in small letters.
    public var description: String { text }

    /// Reads the name from a single string; throws `DecodingError` for anything that is no name in small letters.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let name = SignInName(text), name.text == text else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a sign-in name")
        }
        self = name
    }

    /// Writes the name as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
