import ArgumentParser
import Casework
import Desk
import Outreach
import StaffAccess
import StaffFederation

extension SignInProvider {
    /// The organisation's sign-in, where the settings name one.
    static func read(
        _ settings: SettingsReader, client: OutboundClient, publicURL: String, random: RandomSource
    ) throws -> SignInProvider? {
        let issuer = try settings.text("oidc-issuer")
        guard !issuer.isEmpty else { return nil }
        let pairs = try settings.list("oidc-roles")
        let (clientID, secret) = (try settings.text("oidc-client-id"), try settings.text("oidc-client-secret"))
        let (claim, name) = (try settings.text("oidc-claim"), try settings.text("oidc-name"))
        var roles: [String: Set<Role>] = [:]
        for pair in pairs {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, let role = Role(rawValue: String(parts[1])) else {
                throw ValidationError(
                    "setting `oidc-roles` must be WORD=ROLE pairs with \(Role.allCases.map(\.rawValue)): `\(pair)`")
            }
            roles[String(parts[0]), default: []].insert(role)
        }
        let transport = ProviderTransport(client: client)
        do throws(OIDCError) {
            let federation = try FederationSettings(
                issuer: issuer, clientID: clientID, clientSecret: secret, redirect: publicURL + "/desk/provider/back",
                roles: try RoleClaim(name: claim, roles: roles))
            return SignInProvider(
                name: name,
                client: OIDCClient(settings: federation, random: random) { request async throws(OIDCError) in
                    try await transport.send(request)
                })
        } catch { throw ValidationError("the settings `oidc-…` do not fit: \(error.message)") }
    }
}

extension RandomSource {
    /// The system's cryptographic source.
    static let system = RandomSource { count in
        var system = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &system) }
    }
}
