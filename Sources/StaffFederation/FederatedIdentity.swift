public import Casework
public import StaffAccess
import WireJSON

/// Somebody whom the provider vouches for.
public struct FederatedIdentity: Hashable, Sendable {
    /// By this the store finds the member.
    public let link: FederationLink
    /// What they are called, 200 characters at most, without line breaks and other control characters; nil where the
    /// provider does not say.
    public let displayName: String?
    /// What they sign in with at the provider, or their mail address: a proposal for the name of a new member, never a
    /// way to find an old one. Nil where the provider does not say.
    public let proposedName: SignInName?
    /// Never empty.
    public let roles: Set<Role>

    /// Reads claims that were checked; throws `.noRole` where they give no role.
    init(_ claims: JSON, settings: FederationSettings) throws(OIDCError) {
        guard let subject = claims.member("sub")?.text else { throw .token(.subject) }
        roles = settings.roles.roles(in: claims)
        guard !roles.isEmpty else { throw .noRole }
        link = FederationLink(issuer: settings.issuer.text, subject: subject)
        displayName = claims.member("name")?.text(bytesMax: 2048).flatMap(Self.plain)
        let names = ["preferred_username", "email"].lazy.compactMap { claims.member($0)?.text(bytesMax: 256) }
        proposedName = names.compactMap(SignInName.init).first
    }

    /// The text without what breaks lines or turns the direction of others around it; nil where nothing is left.
    private static func plain(_ text: String) -> String? {
        let hidden: Set<Unicode.GeneralCategory> = [.control, .lineSeparator, .paragraphSeparator]
        let scalars = text.unicodeScalars.filter {
            !hidden.contains($0.properties.generalCategory) && !$0.properties.isBidiControl
        }
        let name = String(String(scalars).drop { $0.isWhitespace }.prefix(200))
        return name.isEmpty ? nil : name
    }
}
