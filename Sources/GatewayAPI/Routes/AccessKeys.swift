import Crypto
import HTTPTypes

/// The keys that open doors, kept as SHA-256 digests. A given key is compared with all of them in constant time.
public struct AccessKeys: Sendable {
    /// What a key opens.
    public enum Kind: Sendable, Hashable { case platform, admin }

    private let entries: [(kind: Kind, digest: [UInt8])]

    /// Takes keys as they are written in settings.
    public init(platform: [String], admin: [String]) {
        entries =
            platform.map { (kind: Kind.platform, digest: Self.digest($0)) }
            + admin.map { (kind: Kind.admin, digest: Self.digest($0)) }
    }

    /// Takes SHA-256 digests of keys, 32 bytes each, as a store may hold them.
    public init(platformDigests: [[UInt8]], adminDigests: [[UInt8]]) {
        entries =
            platformDigests.map { (kind: Kind.platform, digest: $0) }
            + adminDigests.map { (kind: Kind.admin, digest: $0) }
    }

    /// SHA-256 of a key.
    public static func digest(_ key: String) -> [UInt8] { Array(SHA256.hash(data: Array(key.utf8))) }

    /// What that key opens; nil when nobody gave it out. Takes as long for a wrong key as for a right one.
    public func kind(of key: String) -> Kind? {
        guard !key.isEmpty, key.utf8.count <= 512 else { return nil }
        let given = Self.digest(key)
        var found: Kind?
        for entry in entries where Self.equal(given, entry.digest) { found = found ?? entry.kind }
        return found
    }

    /// The key that a request carries: `Authorization: Bearer …`, or `api-key` as Azure's clients write it.
    static func key(in headers: HTTPFields) -> String? {
        if let value = headers[.authorization] {
            guard value.lowercased().hasPrefix("bearer ") else { return nil }
            return String(value.dropFirst(7)).trimmed
        }
        return headers[.apiKey]
    }

    /// Compares without stopping at the first difference.
    public static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
