/// How the opening of an invitation ends.
public enum InvitationOutcome: Hashable, Sendable {
    /// The member must enrol: show the secret, and ask for a passphrase and a code.
    case mustEnrol(StaffMember, TOTPSecret)
    /// The invitation is worth nothing.
    case refused(InvitationRefusal)
}

/// Why an invitation is worth nothing. The reason is for the audit trail; people hear only that.
public enum InvitationRefusal: String, Hashable, Sendable, CaseIterable {
    /// No invitation has that token: it was never made, was used, or was replaced by a newer one.
    case unknown
    case expired
    /// The member left.
    case inactive

    /// A stable word for the audit trail.
    public var code: String { "invitation-" + rawValue }
}

/// How enrolment ends.
public enum EnrolmentOutcome: Hashable, Sendable {
    /// Done: show the ten recovery codes, once. Signing in is the next step.
    case enrolled(recoveryCodes: [String])
    /// The new passphrase is not good enough; the invitation still works.
    case unfit(PassphraseError)
    /// The code is not the app's, so the app is not set up; the invitation still works.
    case wrongCode
    /// The invitation is worth nothing.
    case refused(InvitationRefusal)
}

/// The outcome of an opened invitation, and what has to be stored because of it.
public struct InvitationResult: Hashable, Sendable {
    /// How it ends.
    public let outcome: InvitationOutcome
    /// The member as they have to be stored; nil when nothing changed.
    public let changed: StaffMember?
}

/// The outcome of an enrolment, and what has to be stored because of it.
public struct EnrolmentResult: Hashable, Sendable {
    /// How it ends.
    public let outcome: EnrolmentOutcome
    /// The member as they have to be stored before anybody hears of the outcome; nil when nothing changed.
    public let changed: StaffMember?
}
