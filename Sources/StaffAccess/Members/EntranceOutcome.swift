/// What somebody typed to sign in.
public struct SignInAttempt: Sendable {
    /// The name as typed.
    public var name: String
    /// The passphrase as typed.
    public var passphrase: String
    /// Six digits of the app, or a recovery code; empty where there was none.
    public var code: String

    /// Makes an attempt.
    public init(name: String, passphrase: String, code: String) {
        self.name = name
        self.passphrase = passphrase
        self.code = code
    }
}

/// How an attempt to sign in ends.
public enum EntranceOutcome: Hashable, Sendable {
    /// Start a session.
    case signedIn(SecondFactor)
    /// No. The reason is for the audit trail; people see one and the same line, whatever the reason.
    case refused(SignInRefusal)
}

/// What was shown besides the passphrase.
public enum SecondFactor: Hashable, Sendable {
    /// A code of the authenticator app.
    case app
    /// A recovery code; so many are left.
    case recoveryCode(left: Int)
}

/// Why an attempt was refused, for the audit trail only.
public enum SignInRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// Nobody has that name.
    case unknownName = "unknown-name"
    /// The member left.
    case inactive
    /// The member signs in at the identity provider.
    case federated
    /// Too many failures; this attempt was not looked at and does not count.
    case locked
    case wrongPassphrase = "wrong-passphrase"
    case wrongCode = "wrong-code"
    /// The passphrase is right, and the code was right once.
    case usedCode = "used-code"
    /// The identity provider vouches for another person than this member is linked to.
    case otherPerson = "other-person"
    /// The identity provider gives this person no role at the desk.
    case noRole = "no-role"

    /// A stable word for the audit trail.
    public var code: String { "sign-in-" + rawValue }
}

/// An outcome, and what has to be stored because of it.
public struct SignInResult: Hashable, Sendable {
    /// How the attempt ends.
    public let outcome: EntranceOutcome
    /// The member as they have to be stored before anybody hears of the outcome; nil when nothing changed.
    public let changed: StaffMember?
}
