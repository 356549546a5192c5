import Casework
import SafetyModel
import StaffFederation
import Testing
import WireJSON

/// One desk and one provider, and a sign-in between them that a test can spoil anywhere.
struct SignInFlow {
    let provider: TestProvider
    let client: OIDCClient
    let keys: TestKeys

    init(roles: RoleClaim? = nil) throws {
        provider = try TestProvider()
        keys = try TestKeys.shared.get()
        client = OIDCClient(settings: try Self.settings(roles: roles), random: seededRandom(), send: provider.sender)
    }

    private init(_ other: SignInFlow, client: OIDCClient) {
        (provider, keys) = (other.provider, other.keys)
        self.client = client
    }

    /// The same provider, and a client that remembers nothing.
    func forgetting() throws -> SignInFlow {
        SignInFlow(
            self, client: OIDCClient(settings: try Self.settings(), random: seededRandom(), send: provider.sender))
    }

    static func settings(
        issuer: String = "https://id.example/realm", clientID: String = "desk", clientSecret: String = "se:cret &",
        redirect: String = "https://desk.example/back", roles: RoleClaim? = nil
    ) throws(OIDCError) -> FederationSettings {
        let usual: [String: Set<Role>] = [
            "vangrail-review": [.reviewer], "vangrail-lead": [.lead, .reviewer],
        ]
        let claim = if let roles { roles } else { try RoleClaim(name: "realm_access.roles", roles: usual) }
        return try FederationSettings(
            issuer: issuer, clientID: clientID, clientSecret: clientSecret, redirect: redirect, roles: claim)
    }

    /// The claims of a good token, with changes; nil takes one away.
    func claims(nonce: String?, _ changes: [String: JSON?] = [:]) -> JSON {
        var members: [(String, JSON?)] = [
            ("iss", "https://id.example/realm"), ("sub", "42"), ("aud", "desk"), ("exp", JSON(now + 300)),
            ("iat", JSON(now)), ("nonce", nonce.map { JSON($0) }), ("name", "Anna Jansen"),
            ("preferred_username", "Anna.Jansen"),
            ("realm_access", ["roles": ["offline_access", "vangrail-lead", 7]]),
        ]
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            members.removeAll { $0.0 == name }
            members.append((name, value))
        }
        return JSON(members)
    }

    func run(
        header: JSON = ["alg": "RS256", "kid": "r"], changes: [String: JSON?] = [:], at moment: Moment = start,
        callback change: (inout OIDCCallback) -> Void = { _ in }, token spoil: (String) -> String = { $0 }
    ) async throws(OIDCError) -> FederatedIdentity {
        let (address, pending) = try await client.begin(at: moment)
        let sent = parameters(of: address)
        if let token = try? keys.token(header: header, claims: claims(nonce: sent["nonce"], changes)) {
            provider.answer(idToken: spoil(token))
        }
        var callback = OIDCCallback(code: "c0de", state: sent["state"], issuer: nil, error: nil)
        change(&callback)
        return try await client.finish(callback, pending: pending, at: moment)
    }

    /// Why a sign-in fails; nil when it does not.
    func failure(
        header: JSON = ["alg": "RS256", "kid": "r"], changes: [String: JSON?] = [:], at moment: Moment = start,
        callback change: (inout OIDCCallback) -> Void = { _ in }, token spoil: (String) -> String = { $0 }
    ) async -> OIDCError? {
        do throws(OIDCError) {
            _ = try await run(header: header, changes: changes, at: moment, callback: change, token: spoil)
            return nil
        } catch {
            return error
        }
    }
}
