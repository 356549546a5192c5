/// Why a sign-in at the identity provider failed. `message` is for the log; people see `OIDCError.userMessage`. No case
/// holds a token, a code or a secret, and what the provider said is held only as far as it is a short code.
public enum OIDCError: Error, Hashable, Sendable {
    /// That setting is wrong.
    case settings(Setting)
    /// No answer came from there.
    case unreachable(Endpoint)
    /// An answer with that status came.
    case status(Endpoint, Int)
    /// The answer is larger than it may be.
    case tooLarge(Endpoint)
    /// The answer is not what it should be; which part.
    case malformed(Endpoint, Part)
    /// The discovery document is another provider's.
    case otherIssuer
    /// The provider sent the person back with an error code.
    case provider(String)
    /// What came back does not belong to the sign-in that was begun.
    case callback(CallbackFault)
    /// The ID token is not to be believed.
    case token(TokenFault)
    /// None of the person's words at the provider gives a role.
    case noRole

    /// What the desk asks at the provider.
    public enum Endpoint: String, Hashable, Sendable, CaseIterable {
        case discovery, keys, token
    }

    /// A setting of `FederationSettings`.
    public enum Setting: String, Hashable, Sendable, CaseIterable {
        case issuer, redirect, scopes, roles
        case clientID = "client-id"
        case clientSecret = "client-secret"
    }

    /// A part of an answer.
    public enum Part: String, Hashable, Sendable, CaseIterable {
        case json, issuer, endpoints, keys
        case idToken = "id-token"
        /// The provider does not offer what this flow needs: codes and PKCE with S256.
        case methods
    }

    /// What is wrong with a callback.
    public enum CallbackFault: String, Hashable, Sendable, CaseIterable {
        /// The state is not the one that was handed out: another browser, or an attack.
        case state
        /// The sign-in took longer than ten minutes.
        case expired
        /// There is no code, or none that can be one.
        case code
        /// Another provider sent it, or the sign-in was begun at another.
        case issuer
    }

    /// What is wrong with an ID token.
    public enum TokenFault: String, Hashable, Sendable, CaseIterable {
        case tooLarge = "too-large"
        /// Not three parts of base64 and JSON.
        case malformed
        /// Signed in a way that is not allowed: `none`, HMAC and everything outside RS256, ES256, PS256 and EdDSA.
        case algorithm
        /// It demands something that this program does not know (`crit`).
        case critical
        /// The provider has no such key.
        case unknownKey = "unknown-key"
        case signature
        case issuer
        case audience
        case authorizedParty = "authorized-party"
        case expired
        /// Issued in the future, or longer ago than a sign-in takes.
        case issuedAt = "issued-at"
        /// Not valid yet.
        case notBefore = "not-before"
        case nonce
        case subject
    }
}
