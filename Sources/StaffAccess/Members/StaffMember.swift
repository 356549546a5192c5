public import Casework
public import SafetyModel

/// Somebody who may work at the desk, with everything that decides whether they get in.
///
/// A value: the store keeps it whole, and every function of this target that changes it raises `revision`. Store the
/// changed member only where the store still holds the revision before, and read and try again otherwise; two attempts
/// at once could else count as one, or use one code twice.
public struct StaffMember: Hashable, Sendable, Codable {
    /// Who this is in cases and in the audit trail.
    public let id: StaffID
    /// What they type to sign in; no two members share one.
    public let name: SignInName
    /// What colleagues see.
    public internal(set) var displayName: String
    /// The roles that they hold.
    public internal(set) var roles: Set<Role>
    /// False for somebody who left: they cannot sign in and their sessions are over.
    public internal(set) var isActive: Bool
    /// Nil until they chose one, and for those who sign in elsewhere.
    public internal(set) var passphrase: PassphraseRecord?
    /// The authenticator app; nil until it was shown to work.
    public internal(set) var authenticator: TOTPEnrolment?
    /// The secret that an invitation offers and no code confirmed yet.
    public internal(set) var offeredSecret: TOTPSecret?
    /// What gets them in without the app.
    public internal(set) var recoveryCodes: RecoveryCodes
    /// What lets them enrol; nil once it was used.
    public internal(set) var invitation: Invitation?
    /// Who they are at the identity provider; nil for those who sign in here.
    public internal(set) var federation: FederationLink?
    /// Attempts that failed since the last that did not.
    public internal(set) var failures: Int
    /// Until when no attempt counts; nil when nothing is locked.
    public internal(set) var lockedUntil: Moment?
    /// Sessions that began earlier are over.
    public internal(set) var sessionsValidFrom: Moment
    /// Goes up with every change that this target makes.
    public internal(set) var revision: Int64

    init(
        id: StaffID, name: SignInName, displayName: String, roles: Set<Role>, federation: FederationLink?,
        at moment: Moment
    ) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.roles = roles
        self.federation = federation
        isActive = true
        recoveryCodes = RecoveryCodes()
        failures = 0
        sessionsValidFrom = moment
        revision = 0
    }

    /// True once they can sign in: with a passphrase and an app, or at their provider.
    public var isEnrolled: Bool { federation != nil || passphrase != nil && authenticator != nil }

    /// True for a lock that has not run out.
    public func isLocked(at moment: Moment) -> Bool { lockedUntil.map { moment < $0 } ?? false }

    /// A copy with changes, one revision on.
    func changed(_ change: (inout StaffMember) -> Void) -> StaffMember {
        var copy = self
        change(&copy)
        copy.revision += 1
        return copy
    }
}

extension StaffMember: CustomStringConvertible, CustomReflectable {
    /// Names the member without telling anything else.
    public var description: String { "StaffMember(\(id.text))" }
    /// Hides what the member holds from dumps.
    public var customMirror: Mirror { Mirror(self, children: ["id": id.text]) }
}

/// Who somebody is at an identity provider: the pair that OpenID Connect promises never to hand to another person.
public struct FederationLink: Hashable, Sendable, Codable {
    /// The provider, as its tokens write it.
    public let issuer: String
    /// The person, in the provider's words.
    public let subject: String

    /// Makes a link.
    public init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }
}
