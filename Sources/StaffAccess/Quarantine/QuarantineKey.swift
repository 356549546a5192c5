import Crypto

/// The two groups of people of whom neither alone opens what is in quarantine.
public enum QuarantineHolder: String, CaseIterable, Hashable, Sendable {
    case reviewers, leads
}

/// The key of one group: 32 random bytes that its people keep and type. The service keeps only its lock.
public struct QuarantineKey: Sendable {
    let key: Curve25519.KeyAgreement.PrivateKey

    /// Draws a new one.
    public init(random: RandomSource) {
        // Any 32 bytes are a key of this curve, so the first draw is one.
        key = Self.key(random.bytes(SecretToken.byteCount)) ?? Curve25519.KeyAgreement.PrivateKey()
    }

    /// Reads 43 letters of base64 for addresses, as people copy it; nil for anything else.
    public init?(text: String) {
        let letters = text.filter { !$0.isWhitespace }
        guard letters.utf8.count == 43, let bytes = Base64URL.decode(letters), let key = Self.key(bytes) else {
            return nil
        }
        self.key = key
    }

    private static func key(_ bytes: [UInt8]) -> Curve25519.KeyAgreement.PrivateKey? {
        try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes)
    }

    /// The key as its holders see it, once.
    public var text: String { Base64URL.encode(Array(key.rawRepresentation)) }

    /// What is kept in its stead: 32 bytes that close and do not open.
    public var lock: [UInt8] { Array(key.publicKey.rawRepresentation) }
}

extension QuarantineKey: CustomStringConvertible, CustomReflectable {
    /// Hides the key from logs.
    public var description: String { "QuarantineKey(hidden)" }
    /// Hides the key from dumps.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
