import Crypto

/// A secret of 32 random bytes that its holder shows as text: a session's token, an invitation. It is never stored;
/// its digest is.
public struct SecretToken: Hashable, Sendable {
    /// Bytes in a token.
    public static let byteCount = 32

    let bytes: [UInt8]

    /// Draws a new one.
    public init(random: RandomSource) { bytes = random.bytes(Self.byteCount) }

    /// Reads 43 letters of base64 for addresses; nil for anything else.
    public init?(text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == Self.byteCount else {
            return nil
        }
        self.bytes = bytes
    }

    /// The token as its holder sees it: 43 letters of base64 for addresses. For the holder's eyes only, never a log.
    public var text: String { Base64URL.encode(bytes) }

    /// What is stored in its stead.
    public var digest: TokenDigest { TokenDigest(hex: Hexadecimal.encode(SHA256.hash(data: bytes))) }

    /// Equal when the bytes are, compared in constant time.
    public static func == (left: SecretToken, right: SecretToken) -> Bool { isSame(left.bytes, right.bytes) }
}

extension SecretToken: CustomStringConvertible, CustomReflectable {
    /// Hides the secret from logs.
    public var description: String { "SecretToken(hidden)" }
    /// Hides the secret from dumps.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The SHA-256 digest of a secret, 64 lower-case hexadecimal digits. It can be looked up in a store: who reads the
/// store cannot make the secret from it.
public struct TokenDigest: Hashable, Sendable, Codable {
    /// 64 lower-case hexadecimal digits.
    public let hex: String

    init(hex: String) { self.hex = hex }

    /// Reads the digest from a single string; throws `DecodingError` for anything but 64 such digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        hex = try container.decode(String.self)
        guard Hexadecimal.isDigits(hex, count: 64) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a SHA-256 digest")
        }
    }

    /// Writes the digest as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }

    /// Equal when the digits are, compared in constant time.
    public static func == (left: TokenDigest, right: TokenDigest) -> Bool {
        isSame(Array(left.hex.utf8), Array(right.hex.utf8))
    }
}
