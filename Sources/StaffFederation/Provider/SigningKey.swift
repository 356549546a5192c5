import JWTKit
import WireJSON

/// How an ID token may be signed.
enum SigningAlgorithm: String, Hashable, Sendable, CaseIterable {
    case rs256 = "RS256"
    case es256 = "ES256"
    case ps256 = "PS256"
    case eddsa = "EdDSA"

    /// The kind of key that it needs.
    var keyType: String {
        switch self {
        case .rs256, .ps256: "RSA"
        case .es256: "EC"
        case .eddsa: "OKP"
        }
    }

    /// The curve that it needs; nil for RSA.
    var curve: String? {
        switch self {
        case .rs256, .ps256: nil
        case .es256: "P-256"
        case .eddsa: "Ed25519"
        }
    }
}

/// A public key of the provider (RFC 7517), as far as it can sign an ID token.
struct SigningKey: Hashable, Sendable {
    /// Letters of base64 that a number of a key has at most: 8,192 bits.
    static let numberLettersMax = 1400

    /// What tokens call it; nil where the provider names no keys.
    let name: String?
    /// What it may sign.
    let algorithms: Set<SigningAlgorithm>
    /// Modulus or x.
    private let first: String
    /// Exponent or y; nil for EdDSA.
    private let second: String?

    /// Reads a key; nil for one that signs nothing that is allowed: keys for encryption, symmetric keys, other curves.
    init?(_ json: JSON) {
        guard let type = json.member("kty")?.text(bytesMax: 16) else { return nil }
        if let use = json.member("use"), use.text != "sig" { return nil }
        if let operations = json.member("key_ops")?.elements, !operations.contains("verify") { return nil }
        var algorithms = Set(SigningAlgorithm.allCases.filter { $0.keyType == type })
        if let algorithm = json.member("alg") {
            algorithms = algorithms.filter { $0.rawValue == algorithm.text }
        }
        let curve = json.member("crv")?.text(bytesMax: 16)
        algorithms = algorithms.filter { $0.curve == nil || $0.curve == curve }
        let name = json.member("kid")
        guard !algorithms.isEmpty, let first = Self.number(json, type == "RSA" ? "n" : "x"),
            name == nil || name?.text(bytesMax: 256) != nil
        else { return nil }
        let second = type == "OKP" ? nil : Self.number(json, type == "RSA" ? "e" : "y")
        guard type == "OKP" || second != nil else { return nil }
        self.name = name?.text
        self.algorithms = algorithms
        self.first = first
        self.second = second
    }

    private static func number(_ json: JSON, _ name: String) -> String? {
        json.member(name)?.text(bytesMax: numberLettersMax).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The key for exactly that algorithm, so that the library takes no other from the token. It has a fixed name:
    /// the library refuses a key without one, whatever the provider calls it.
    func webKey(for algorithm: SigningAlgorithm) -> JWK {
        let name: JWKIdentifier = "the-only-key"
        return switch algorithm {
        case .rs256: .rsa(.rs256, identifier: name, modulus: first, exponent: second)
        case .ps256: .rsa(.ps256, identifier: name, modulus: first, exponent: second)
        case .es256: .ecdsa(.es256, identifier: name, x: first, y: second, curve: .p256)
        case .eddsa: .octetKeyPair(.eddsa, identifier: name, x: first, y: nil, curve: .ed25519)
        }
    }
}
