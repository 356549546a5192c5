import Crypto

/// The codes that get a member in once each when the authenticator app is gone; stored as digests.
public struct RecoveryCodes: Hashable, Sendable, Codable {
    /// How many there are at first.
    public static let count = 10
    /// Random bytes in each: too many to guess, so that a plain digest is enough.
    public static let byteCount = 10

    private var digests: [TokenDigest]

    init() { digests = [] }

    /// Reads at most `count` digests; throws `DecodingError` for more.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        digests = try container.decode([TokenDigest].self)
        guard digests.count <= Self.count else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "too many recovery codes")
        }
    }

    /// Writes the digests.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digests)
    }

    /// How many are not used yet.
    public var left: Int { digests.count }

    /// Draws ten new codes. The texts, `ABCD-EFGH-IJKL-MNOP`, are shown once and never again.
    static func draw(random: RandomSource) -> (texts: [String], stored: RecoveryCodes) {
        var (texts, stored) = ([String](), RecoveryCodes())
        for _ in 0..<count {
            let bytes = random.bytes(byteCount)
            let letters = Array(Base32.encode(bytes))
            let groups = stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<$0 + 4]) }
            texts.append(groups.joined(separator: "-"))
            stored.digests.append(digest(of: bytes))
        }
        return (texts, stored)
    }

    /// Takes the code off the list; false when it is not on it. Hyphens, spaces and capitals do not matter.
    mutating func redeem(_ text: String) -> Bool {
        guard text.utf8.count <= 64 else { return false }
        let letters = String(text.uppercased().filter { $0 != "-" && $0 != " " })
        guard letters.utf8.count == 16, let bytes = Base32.decode(letters) else { return false }
        let digest = Self.digest(of: bytes)
        var place: Int?
        for (index, stored) in digests.enumerated() where stored == digest { place = index }
        guard let place else { return false }
        digests.remove(at: place)
        return true
    }

    private static func digest(of bytes: [UInt8]) -> TokenDigest {
        TokenDigest(hex: Hexadecimal.encode(SHA256.hash(data: Array("vangrail-recovery-1".utf8) + bytes)))
    }
}
