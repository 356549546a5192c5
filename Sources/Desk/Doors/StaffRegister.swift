public import Casework

/// Who works at the desk, and the registers of flaggers and authorities. Only an administrator changes them.
public protocol StaffRegister: Sendable {
    /// Name and passphrase, then the code of the authenticator; nil tells nothing about what was wrong.
    func signIn(name: String, passphrase: String, code: String, from address: String)
        async throws(DeskError) -> SignInOutcome
    /// What the organisation's own sign-in is called; nil where there is none.
    var provider: String? { get }
    /// Where to send somebody who signs in there.
    func beginAtProvider() async throws(DeskError) -> ProviderVisit
    /// Somebody is back; the secret is the one that their browser kept.
    func finishAtProvider(_ secret: String, _ answer: ProviderAnswer) async throws(DeskError) -> SignInOutcome
    /// The member behind a session's secret, if it still counts; using it keeps it alive.
    func session(_ secret: String) async -> StaffSession?
    func signOut(_ secret: String) async
    /// The page for first use: the name and the authenticator's secret behind an invitation.
    func invitation(_ secret: String) async throws(DeskError) -> Enrolment
    /// First use: own passphrase, and a code that shows that the authenticator works. Answers with recovery codes.
    func enrol(_ secret: String, passphrase: String, code: String) async throws(DeskError) -> [String]
    /// Puts another passphrase in the place of the present one; every session of the member ends.
    func changePassphrase(of id: StaffID, present: String, chosen: String) async throws(DeskError) -> PassphraseOutcome
    func members(for member: Member) async throws(DeskError) -> [StaffRow]
    /// Answers with the secret of an invitation, shown once; a short name that somebody has is refused.
    func invite(_ id: StaffID, name: String, roles: Set<Role>, by member: Member) async throws(DeskError) -> String
    /// Invites somebody who is there already: what let them in before counts no more, name and roles stay.
    func inviteAnew(_ id: StaffID, by member: Member) async throws(DeskError) -> String
    /// Both by whoever holds the admin key: this is how the first administrator comes in. Nil keeps what a member has.
    func invite(_ id: StaffID, name: String?, roles: Set<Role>?) async throws(DeskError) -> String
    func change(_ id: StaffID, roles: Set<Role>, isActive: Bool, by member: Member) async throws(DeskError)
    func flaggers(for member: Member) async throws(DeskError) -> [TrustedFlagger]
    func put(_ flagger: TrustedFlagger, by member: Member) async throws(DeskError)
    /// A new key for a flagger's machine door, shown once; the one before opens nothing any more.
    func makeKey(for flagger: FlaggerID, by member: Member) async throws(DeskError) -> String
    /// The flagger that a key belongs to.
    func flagger(behind key: String) async -> FlaggerID?
    func authorities(for member: Member) async throws(DeskError) -> [Authority]
    func put(_ authority: Authority, by member: Member) async throws(DeskError)
}

/// What became of an attempt to sign in.
public enum SignInOutcome: Sendable {
    case signedIn(StaffSession)
    /// Wrong, and never says which part.
    case wrong
    /// Too many attempts; seconds to wait.
    case wait(Int)
}

/// A way to the organisation's own sign-in and back.
public struct ProviderVisit: Hashable, Sendable {
    /// Where the browser goes.
    public var address: String
    /// What it keeps until it is back.
    public var secret: String
    public init(address: String, secret: String) {
        self.address = address
        self.secret = secret
    }
}

/// What a browser brings back from there: parameters of the address, decoded.
public struct ProviderAnswer: Hashable, Sendable {
    public var code: String?
    public var state: String?
    public var issuer: String?
    public var error: String?
    public init(code: String?, state: String?, issuer: String?, error: String?) {
        self.code = code
        self.state = state
        self.issuer = issuer
        self.error = error
    }
}

/// What became of a change of passphrase.
public enum PassphraseOutcome: Hashable, Sendable {
    case changed
    /// The present one is wrong, or there were too many attempts.
    case wrong
    /// The new one is not good enough; a line that says what to do.
    case unfit(String)
}

/// A session at the desk.
public struct StaffSession: Hashable, Sendable {
    /// For the cookie; only its digest is kept.
    public var secret: String
    /// For forms.
    public var formToken: String
    public var id: StaffID
    public var name: String
    public var roles: Set<Role>
    public init(secret: String, formToken: String, id: StaffID, name: String, roles: Set<Role>) {
        self.secret = secret
        self.formToken = formToken
        self.id = id
        self.name = name
        self.roles = roles
    }
}

/// What the page for first use shows.
public struct Enrolment: Hashable, Sendable {
    public var name: String
    /// Base32, for typing.
    public var secret: String
    /// `otpauth://…`.
    public var address: String
    /// The address as a QR code: an SVG element.
    public var picture: String
    public init(name: String, secret: String, address: String, picture: String) {
        self.name = name
        self.secret = secret
        self.address = address
        self.picture = picture
    }
}

/// A member of staff in the list.
public struct StaffRow: Hashable, Sendable {
    public var id: StaffID
    public var name: String
    public var roles: Set<Role>
    public var isActive: Bool
    /// False until the invitation was used.
    public var isEnrolled: Bool
    public init(id: StaffID, name: String, roles: Set<Role>, isActive: Bool, isEnrolled: Bool) {
        self.id = id
        self.name = name
        self.roles = roles
        self.isActive = isActive
        self.isEnrolled = isEnrolled
    }
}
