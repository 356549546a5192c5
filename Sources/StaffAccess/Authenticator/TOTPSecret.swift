/// The secret that a member's authenticator app shares with the desk: 20 random bytes.
public struct TOTPSecret: Hashable, Sendable {
    /// Bytes in a secret: as many as SHA-1 gives (RFC 4226, section 4).
    public static let byteCount = 20

    let bytes: [UInt8]

    /// Draws a new one.
    public init(random: RandomSource) { bytes = random.bytes(Self.byteCount) }

    /// Takes 20 bytes; nil for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Reads 32 letters of base32; nil for anything else.
    public init?(text: String) {
        guard text.utf8.count == 32, let bytes = Base32.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The secret in base32, 32 letters, for somebody who cannot scan. For its owner's eyes only.
    public var text: String { Base32.encode(bytes) }

    /// Equal when the bytes are, compared in constant time.
    public static func == (left: TOTPSecret, right: TOTPSecret) -> Bool { isSame(left.bytes, right.bytes) }
}

extension TOTPSecret: Codable, CustomStringConvertible, CustomReflectable {
    /// Reads 32 letters of base32; throws `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let secret = TOTPSecret(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a secret of 20 bytes")
        }
        self = secret
    }

    /// Writes the secret in base32.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Hides the secret from logs.
    public var description: String { "TOTPSecret(hidden)" }
    /// Hides the secret from dumps.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
