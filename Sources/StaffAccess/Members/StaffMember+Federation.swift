public import Casework
public import SafetyModel

extension StaffMember {
    /// A new member who signs in at an identity provider and nowhere else. Roles come with every sign-in.
    public static func federated(
        id: StaffID, name: SignInName, displayName: String, roles: Set<Role>, link: FederationLink,
        at moment: Moment
    ) -> StaffMember {
        StaffMember(id: id, name: name, displayName: displayName, roles: roles, federation: link, at: moment)
    }

    /// Lets a member in on the word of their identity provider, with the name and the roles that it gives them today.
    /// `member` is who the store knows by the link.
    public static func admit(
        _ member: StaffMember, by link: FederationLink, displayName: String, roles: Set<Role>
    ) -> FederatedSignIn {
        guard member.federation == link else { return .refused(.otherPerson) }
        guard member.isActive else { return .refused(.inactive) }
        guard !roles.isEmpty else { return .refused(.noRole) }
        guard member.roles != roles || member.displayName != displayName else { return .signedIn(changed: nil) }
        return .signedIn(
            changed: member.changed { member in
                member.roles = roles
                member.displayName = displayName
            })
    }
}

/// How a sign-in on the word of an identity provider ends.
public enum FederatedSignIn: Hashable, Sendable {
    /// Start a session; store the changed member where there is one.
    case signedIn(changed: StaffMember?)
    /// No. The reason is for the audit trail.
    case refused(SignInRefusal)
}
