import JWTKit
import SafetyModel
import WireJSON

/// Judges ID tokens (OpenID Connect Core 1.0, section 3.1.3.7).
struct IDTokenVerifier {
    /// How far the provider's clock may be off.
    static let skewSeconds: Int64 = 60
    /// How long ago a token may have been issued: it comes straight from the provider.
    static let ageSecondsMax: Int64 = 600

    let settings: FederationSettings
    let cache: ProviderCache

    /// The claims of a token that is to be believed.
    func claims(of text: String, nonce: String, at moment: Moment) async throws(OIDCError) -> JSON {
        let token = try UnverifiedIDToken(text)
        let key = try await cache.key(named: token.keyName, for: token.algorithm, at: moment)
        guard await Self.isSigned(token, by: key) else { throw .token(.signature) }
        let claims = try token.claims()
        try check(claims, nonce: nonce, at: moment)
        return claims
    }

    /// True when that key made the signature; false too for a key whose numbers are nonsense.
    private static func isSigned(_ token: UnverifiedIDToken, by key: SigningKey) async -> Bool {
        guard let signature = token.signature else { return false }
        do {
            // The library is given the one key, the one algorithm and the very bytes that are read here: there is
            // nothing in the token for it to choose from.
            let keys = try await JWTKeyCollection().add(jwk: key.webKey(for: token.algorithm))
            let algorithm = try await keys.getKey()
            return try algorithm.name == token.algorithm.rawValue
                && algorithm.verify(signature, signs: token.signed)
        } catch {
            return false
        }
    }

    private func check(_ claims: JSON, nonce: String, at moment: Moment) throws(OIDCError) {
        guard let issuer = claims.member("iss")?.text, isSame(issuer, settings.issuer.text) else {
            throw .token(.issuer)
        }
        try checkAudience(claims)
        guard let expiry = Self.seconds(claims, "exp"), let issued = Self.seconds(claims, "iat") else {
            throw .token(.malformed)
        }
        let now = moment.milliseconds / 1000
        guard now < expiry + Self.skewSeconds else { throw .token(.expired) }
        guard issued <= now + Self.skewSeconds, issued >= now - Self.ageSecondsMax else { throw .token(.issuedAt) }
        if claims.member("nbf") != nil {
            guard let start = Self.seconds(claims, "nbf") else { throw .token(.malformed) }
            guard start <= now + Self.skewSeconds else { throw .token(.notBefore) }
        }
        guard let found = claims.member("nonce")?.text(bytesMax: 256), isSame(found, nonce) else {
            throw .token(.nonce)
        }
        // ASCII, as the standard has it: so nobody is taken for somebody whose name only looks the same.
        guard let subject = claims.member("sub")?.text, (1...255).contains(subject.utf8.count), isPrintable(subject)
        else { throw .token(.subject) }
    }

    /// Several audiences are taken where the token says that it was made for the desk.
    private func checkAudience(_ claims: JSON) throws(OIDCError) {
        let entries = claims.member("aud").map { $0.elements ?? [$0] } ?? []
        let audience = entries.compactMap { $0.text }
        guard audience.count <= 64, audience.count == entries.count,
            audience.contains(where: { isSame($0, settings.clientID) })
        else { throw .token(.audience) }
        guard let party = claims.member("azp") else {
            guard audience.count == 1 else { throw .token(.authorizedParty) }
            return
        }
        guard let party = party.text, isSame(party, settings.clientID) else { throw .token(.authorizedParty) }
    }

    /// Seconds since 1970 before the year 10000, so that sums stay in range; parts of a second are cut off.
    private static func seconds(_ claims: JSON, _ name: String) -> Int64? {
        guard case .number(let number)? = claims.member(name), number.text.utf8.count <= 32,
            let value = number.integer.map(Double.init) ?? Double(number.text), (0...253_402_300_799).contains(value)
        else { return nil }
        return Int64(value)
    }
}
