/// How the desk signs people in at an identity provider (OpenID Connect Core 1.0, authorization code flow).
public struct FederationSettings: Hashable, Sendable {
    /// The provider's name for itself, exactly as its tokens write it: `https://…`.
    public let issuer: ProviderAddress
    /// The desk's name at the provider.
    public let clientID: String
    /// What the desk proves itself with at the provider.
    let clientSecret: String
    /// Where the provider sends people back to; registered there.
    public let redirect: ProviderAddress
    /// What is asked for; `openid` is always among it.
    public let scopes: [String]
    /// Which of the provider's words give which roles.
    public let roles: RoleClaim

    /// Takes the settings as written; throws `.settings` with the name of the one that is wrong. A plain `http://`
    /// address is taken for this machine only (`localhost`, `127.0.0.1`, `[::1]`).
    public init(
        issuer: String, clientID: String, clientSecret: String, redirect: String,
        scopes: [String] = ["openid", "profile", "email"], roles: RoleClaim
    ) throws(OIDCError) {
        guard let issuer = ProviderAddress(issuer), !issuer.text.contains("?") else { throw .settings(.issuer) }
        guard let redirect = ProviderAddress(redirect) else { throw .settings(.redirect) }
        guard (1...256).contains(clientID.utf8.count), isPrintable(clientID) else { throw .settings(.clientID) }
        guard (1...1024).contains(clientSecret.utf8.count), isPrintable(clientSecret) else {
            throw .settings(.clientSecret)
        }
        // RFC 6749, section 3.3.
        let isScope = { (scope: String) in
            !scope.isEmpty && isPrintable(scope) && !scope.utf8.contains { " \"\\".utf8.contains($0) }
        }
        guard scopes.count <= 16, scopes.allSatisfy(isScope) else { throw .settings(.scopes) }
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirect = redirect
        self.scopes = scopes.contains("openid") ? scopes : ["openid"] + scopes
        self.roles = roles
    }
}

extension FederationSettings: CustomStringConvertible, CustomReflectable {
    /// Hides the secret from logs.
    public var description: String { "FederationSettings(\(issuer.text))" }
    /// Hides the secret from dumps.
    public var customMirror: Mirror { Mirror(self, children: ["issuer": issuer.text]) }
}
