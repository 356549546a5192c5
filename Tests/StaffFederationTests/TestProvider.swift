import Crypto
import CryptoExtras
import SafetyModel
import StaffAccess
import StaffFederation
import Synchronization
import Testing
import WireJSON

/// A time that tests count from: 2026-11-30T00:00:00Z.
let start = Moment(milliseconds: 1_796_169_600_000)
let now = Int(start.milliseconds / 1000)

/// Bytes that are the same in every run and different in every draw.
func seededRandom(_ seed: UInt64 = 1) -> RandomSource {
    let state = Mutex(seed)
    return RandomSource { count in
        state.withLock { state in
            (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 56)
            }
        }
    }
}

/// Base64 for addresses, unpadded.
func letters(_ bytes: some Sequence<UInt8>) -> String {
    String(Base64.text(Array(bytes)).prefix { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
}

/// The provider's keys, made for the test, and tokens signed with them by other code than what checks them.
struct TestKeys: Sendable {
    let rsa: _RSA.Signing.PrivateKey
    let p256 = P256.Signing.PrivateKey()
    let ed25519 = Curve25519.Signing.PrivateKey()

    /// Making an RSA key takes long; tests share one set.
    static let shared = Result { try TestKeys() }

    private init() throws { rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    func webKeys() throws -> [JSON] {
        let primitives = try rsa.publicKey.getKeyPrimitives()
        let point = p256.publicKey.rawRepresentation
        return [
            [
                "kty": "RSA", "kid": "r", "use": "sig", "n": JSON(letters(primitives.modulus)),
                "e": JSON(letters(primitives.publicExponent)),
            ],
            [
                "kty": "EC", "kid": "e", "alg": "ES256", "crv": "P-256", "x": JSON(letters(point.prefix(32))),
                "y": JSON(letters(point.suffix(32))),
            ],
            ["kty": "OKP", "kid": "d", "crv": "Ed25519", "x": JSON(letters(ed25519.publicKey.rawRepresentation))],
            // What providers publish besides, and what nobody may sign with.
            ["kty": "oct", "kid": "h", "alg": "HS256", "k": "c2VjcmV0"],
            ["kty": "RSA", "kid": "x", "use": "enc", "n": JSON(letters(primitives.modulus)), "e": "AQAB"],
            ["kty": "unheard-of", "kid": "u"],
        ]
    }

    func token(header: JSON, claims: JSON) throws -> String {
        let signed = letters(header.bytes) + "." + letters(claims.bytes)
        let message = Array(signed.utf8)
        let signature: [UInt8] =
            switch header.member("alg")?.text {
            case "RS256":
                Array(try rsa.signature(for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5).rawRepresentation)
            case "PS256": Array(try rsa.signature(for: SHA256.hash(data: message), padding: .PSS).rawRepresentation)
            case "ES256": Array(try p256.signature(for: message).rawRepresentation)
            case "EdDSA": Array(try ed25519.signature(for: message))
            // The classic mix-up: the public key, as everybody knows it, taken for a shared secret.
            case "HS256":
                Array(
                    HMAC<SHA256>.authenticationCode(
                        for: message, using: SymmetricKey(data: Array(rsa.publicKey.pemRepresentation.utf8))))
            default: []
            }
        return signed + "." + letters(signature)
    }
}

/// An identity provider in memory.
final class TestProvider: Sendable {
    struct State: Sendable {
        var keys: [JSON] = []
        var discovery: [(String, JSON?)] = [
            ("issuer", "https://id.example/realm"), ("authorization_endpoint", "https://id.example/authorize?tenant=a"),
            ("token_endpoint", "https://id.example/token"), ("jwks_uri", "https://id.example/keys"),
            ("response_types_supported", ["code"]), ("code_challenge_methods_supported", ["plain", "S256"]),
        ]
        /// The next answer of the token endpoint.
        var token = OIDCResponse(status: 500, body: [])
        var requests: [OIDCRequest] = []
        /// What an endpoint answers in place of the truth.
        var answers: [OIDCError.Endpoint: OIDCResponse] = [:]
        var silent: Set<OIDCError.Endpoint> = []
    }

    let state: Mutex<State>

    init() throws { state = Mutex(State(keys: try TestKeys.shared.get().webKeys())) }

    func change(_ change: (inout sending State) -> Void) { state.withLock { change(&$0) } }

    func requests(_ endpoint: OIDCError.Endpoint) -> [OIDCRequest] {
        state.withLock { $0.requests.filter { $0.endpoint == endpoint } }
    }

    var sender: OIDCSender {
        { [self] request async throws(OIDCError) -> OIDCResponse in
            let response: OIDCResponse? = state.withLock { state in
                state.requests.append(request)
                if state.silent.contains(request.endpoint) { return nil }
                if let answer = state.answers[request.endpoint] { return answer }
                switch request.endpoint {
                case .discovery: return OIDCResponse(status: 200, body: JSON(state.discovery).bytes)
                case .keys: return OIDCResponse(status: 200, body: JSON([("keys", .array(state.keys))]).bytes)
                case .token: return state.token
                }
            }
            guard let response else { throw .unreachable(request.endpoint) }
            return response
        }
    }

    func answer(idToken: String) {
        change { $0.token = OIDCResponse(status: 200, body: JSON([("id_token", JSON(idToken))]).bytes) }
    }
}

/// The parameters of an address or a form.
func parameters(of text: some StringProtocol) -> [String: String] {
    let query = text.split(separator: "?").last ?? ""
    return query.split(separator: "&").reduce(into: [:]) { result, pair in
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        var rest = Array(parts[1].utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        result[String(parts[0])] = String(decoding: bytes, as: UTF8.self)
    }
}
