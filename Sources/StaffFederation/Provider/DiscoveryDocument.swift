import WireJSON

/// What a provider says about itself (OpenID Connect Discovery 1.0, section 3): the part that this flow needs.
struct DiscoveryDocument: Hashable, Sendable {
    /// Bytes of a document at most.
    static let bytesMax = 64 << 10

    let authorization: ProviderAddress
    let token: ProviderAddress
    let keys: ProviderAddress
    /// True when the secret goes into the body, since the provider takes it nowhere else.
    let isSecretInBody: Bool
    /// True when the provider says who sends a person back (RFC 9207), so that a missing word is a fault.
    let namesIssuer: Bool

    /// Where the document of a provider lies.
    static func address(of issuer: ProviderAddress) -> ProviderAddress? {
        let base = issuer.text.last == "/" ? String(issuer.text.dropLast()) : issuer.text
        return ProviderAddress(base + "/.well-known/openid-configuration")
    }

    /// Reads the document that the provider with that name gave.
    init(_ body: [UInt8], issuer: ProviderAddress) throws(OIDCError) {
        guard let json = try? JSONReader.read(body) else { throw .malformed(.discovery, .json) }
        guard let named = json.member("issuer")?.text(bytesMax: 2048) else { throw .malformed(.discovery, .issuer) }
        guard isSame(named, issuer.text) else { throw .otherIssuer }
        guard let authorization = Self.address(json, "authorization_endpoint"),
            let token = Self.address(json, "token_endpoint"), let keys = Self.address(json, "jwks_uri"),
            // Only a provider on this machine may send the desk to this machine without encryption.
            !issuer.isSecure || [authorization, token, keys].allSatisfy({ $0.isSecure })
        else { throw .malformed(.discovery, .endpoints) }
        // What a provider does not list is what the standards take for given; PKCE is asked for in any case.
        guard Self.words(json, "response_types_supported")?.contains("code") ?? true,
            Self.words(json, "code_challenge_methods_supported")?.contains("S256") ?? true
        else { throw .malformed(.discovery, .methods) }
        self.authorization = authorization
        self.token = token
        self.keys = keys
        let methods = Self.words(json, "token_endpoint_auth_methods_supported") ?? ["client_secret_basic"]
        isSecretInBody = !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
        guard isSecretInBody || methods.contains("client_secret_basic") else { throw .malformed(.discovery, .methods) }
        namesIssuer = json.member("authorization_response_iss_parameter_supported")?.boolean ?? false
    }

    private static func address(_ json: JSON, _ name: String) -> ProviderAddress? {
        json.member(name)?.text(bytesMax: 2048).flatMap(ProviderAddress.init)
    }

    private static func words(_ json: JSON, _ name: String) -> [String]? {
        json.member(name)?.elements?.prefix(64).compactMap { $0.text(bytesMax: 128) }
    }
}
