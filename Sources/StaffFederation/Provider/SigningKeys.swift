import WireJSON

/// The provider's public keys.
struct SigningKeys: Hashable, Sendable {
    /// Bytes of a set at most.
    static let bytesMax = 256 << 10
    /// Keys that are read at most.
    static let countMax = 64

    private let keys: [SigningKey]

    /// Reads a set; keys of kinds that are not known are passed over. Throws when none is left.
    init(_ body: [UInt8]) throws(OIDCError) {
        guard let json = try? JSONReader.read(body) else { throw .malformed(.keys, .json) }
        guard let entries = json.member("keys")?.elements, entries.count <= Self.countMax else {
            throw .malformed(.keys, .keys)
        }
        keys = entries.compactMap(SigningKey.init)
        guard !keys.isEmpty else { throw .malformed(.keys, .keys) }
    }

    /// The key that a token with that header was signed with; nil for none, and for more than one where the token names
    /// none.
    func key(named name: String?, for algorithm: SigningAlgorithm) -> SigningKey? {
        let fitting = keys.filter { $0.algorithms.contains(algorithm) && (name == nil || $0.name == name) }
        return fitting.count == 1 ? fitting.first : nil
    }
}
