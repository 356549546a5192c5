import Crypto
public import SafetyModel
import StaffAccess
import WireJSON

/// A sign-in that a person was sent to the provider for. The store keeps it under the digest of a token that only this
/// person's browser has in a cookie, takes it out when they come back, and so accepts each way back once.
///
/// Written as an object of texts and the moment; reading throws `DecodingError` for anything that was not written so.
public struct PendingSignIn: Hashable, Sendable, Codable {
    /// How long somebody may take at the provider.
    public static let validSeconds: Int64 = 600

    /// The provider that the person was sent to (RFC 9700, section 4.4.2), so that no other finishes it.
    let issuer: String
    /// What the provider hands back, so that nobody else's way back is taken for this one.
    let state: SecretText
    /// What the ID token holds, so that no other sign-in's token is taken for this one's.
    let nonce: SecretText
    /// What proves to the provider that the code is shown by who asked for it (PKCE, RFC 7636).
    let verifier: SecretText
    /// When it began.
    public let beganAt: Moment

    init(issuer: ProviderAddress, random: RandomSource, at moment: Moment) {
        self.issuer = issuer.text
        state = SecretText(random: random)
        nonce = SecretText(random: random)
        verifier = SecretText(random: random)
        beganAt = moment
    }

    /// The digest of the verifier that goes ahead of it (S256).
    var challenge: String {
        let letters = Base64.text(Array(SHA256.hash(data: Array(verifier.text.utf8)))).prefix { $0 != "=" }
        return String(letters.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }
}

/// Forty-three letters of base64 for addresses that hide themselves from logs.
struct SecretText: Hashable, Sendable, Codable, CustomStringConvertible, CustomReflectable {
    let text: String

    init(random: RandomSource) { text = SecretToken(random: random).text }

    /// Reads a single string; throws `DecodingError` for anything that was not drawn here: an empty secret is no secret.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let token = SecretToken(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a secret of a sign-in")
        }
        text = token.text
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    var description: String { "SecretText(hidden)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
