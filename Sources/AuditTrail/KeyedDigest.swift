import Crypto

/// Names things without telling them: HMAC-SHA-256, so that only the holder of the key can tell whether two names are of
/// the same thing, and nobody can read the thing off its name.
public struct KeyedDigest: Sendable {
    private let key: SymmetricKey
    private let domain: String

    /// Takes the key, 32 bytes.
    public init(key: [UInt8]) { self.init(key: SymmetricKey(data: key), domain: "") }

    private init(key: SymmetricKey, domain: String) {
        self.key = key
        self.domain = domain
    }

    /// Digests of that domain (`account`, `request`, …) never equal those of another.
    public func scoped(to domain: String) -> KeyedDigest { KeyedDigest(key: key, domain: domain) }

    /// 32 lower-case hexadecimal digits (128 bits). Every part is written with its length, so `["ab", "c"]` and
    /// `["a", "bc"]` differ.
    public func digest(_ parts: [String]) -> String {
        var message: [UInt8] = []
        for part in ["vangrail-digest-1", domain] + parts {
            withUnsafeBytes(of: UInt64(part.utf8.count).bigEndian) { message.append(contentsOf: $0) }
            message.append(contentsOf: part.utf8)
        }
        return hexadecimal(HMAC<SHA256>.authenticationCode(for: message, using: key).prefix(16))
    }
}
