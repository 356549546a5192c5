public import SafetyModel
public import StaffAccess
import WireJSON

/// Signs staff in at an identity provider: sends them there, takes them back, and says who they are.
public struct OIDCClient: Sendable {
    private let settings: FederationSettings
    private let send: OIDCSender
    private let random: RandomSource
    private let cache: ProviderCache

    /// Takes the settings, what sends requests, and a cryptographic source of random bytes. Keep one for the life of the
    /// program: it remembers the provider's keys.
    public init(settings: FederationSettings, random: RandomSource, send: @escaping OIDCSender) {
        self.settings = settings
        self.random = random
        self.send = send
        cache = ProviderCache(issuer: settings.issuer, send: send)
    }

    /// Where to send somebody who wants to sign in, and what to keep until they are back. Throws what a look at the
    /// provider's discovery document can: `.unreachable`, `.status`, `.tooLarge`, `.malformed`, `.otherIssuer`.
    public func begin(at moment: Moment) async throws(OIDCError) -> (address: String, pending: PendingSignIn) {
        let document = try await cache.discovery(at: moment)
        let pending = PendingSignIn(issuer: settings.issuer, random: random, at: moment)
        let address = document.authorization.adding([
            ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", settings.redirect.text),
            ("scope", settings.scopes.joined(separator: " ")), ("state", pending.state.text),
            ("nonce", pending.nonce.text), ("code_challenge", pending.challenge), ("code_challenge_method", "S256"),
        ])
        return (address, pending)
    }

    /// Who came back. `pending` is what was kept for this browser, taken out of the store so that it serves once.
    /// Throws `.callback` before anything is asked of the provider's token address, `.provider` where the provider
    /// refuses, `.token` for an ID token that is not to be believed, `.noRole`, and what `begin` throws.
    public func finish(
        _ callback: OIDCCallback, pending: PendingSignIn, at moment: Moment
    ) async throws(OIDCError) -> FederatedIdentity {
        guard let state = callback.state, isSame(state, pending.state.text) else { throw .callback(.state) }
        guard moment >= pending.beganAt, moment < pending.beganAt.adding(seconds: PendingSignIn.validSeconds) else {
            throw .callback(.expired)
        }
        guard isSame(pending.issuer, settings.issuer.text) else { throw .callback(.issuer) }
        let document = try await cache.discovery(at: moment)
        guard callback.issuer.map({ isSame($0, settings.issuer.text) }) ?? !document.namesIssuer else {
            throw .callback(.issuer)
        }
        if let error = callback.error { throw .provider(saying: error) }
        guard let code = callback.code, (1...4096).contains(code.utf8.count) else { throw .callback(.code) }

        let exchange = TokenExchange(settings: settings, document: document)
        let response = try await send(exchange.request(code: code, verifier: pending.verifier.text))
        let token = try exchange.idToken(in: response)
        let claims = try await IDTokenVerifier(settings: settings, cache: cache)
            .claims(of: token, nonce: pending.nonce.text, at: moment)
        return try FederatedIdentity(claims, settings: settings)
    }
}
