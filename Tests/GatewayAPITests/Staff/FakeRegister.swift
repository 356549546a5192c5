import Casework
import Desk
import SafetyModel
import Synchronization

/// A register in memory: one member for each role, and one with two.
final class FakeRegister: StaffRegister {
    struct State {
        var sessions: [String: StaffSession] = [:]
        var members: [StaffRow] = FakeRegister.members
        var flaggers: [TrustedFlagger] = []
        var authorities: [Authority] = []
        var invitations: [String: String] = ["inv-secret": "Nora"]
        var minted = 0
        var changes = 0
        var attempts = 0
    }

    static let passphrase = "correct horse battery"
    static let code = "123456"
    static let members = [
        StaffRow(id: StaffID(text: "rev"), name: "Ria", roles: [.reviewer], isActive: true, isEnrolled: true),
        StaffRow(id: StaffID(text: "rob"), name: "Rob", roles: [.reviewer], isActive: true, isEnrolled: true),
        StaffRow(id: StaffID(text: "kid"), name: "Kim", roles: [.childSafety], isActive: true, isEnrolled: true),
        StaffRow(id: StaffID(text: "lee"), name: "Lee", roles: [.lead], isActive: true, isEnrolled: true),
        StaffRow(id: StaffID(text: "adm"), name: "Ada", roles: [.admin], isActive: true, isEnrolled: true),
        StaffRow(id: StaffID(text: "aud"), name: "Audrey", roles: [.auditor], isActive: true, isEnrolled: true),
        StaffRow(id: StaffID(text: "two"), name: "Tom", roles: [.reviewer, .lead], isActive: true, isEnrolled: false),
    ]

    let state = Mutex(State())

    /// A session of that member, as signing in makes it.
    func start(_ name: String) -> StaffSession? {
        state.withLock { state in
            guard let row = state.members.first(where: { $0.name == name && $0.isActive }) else { return nil }
            state.minted += 1
            let session = StaffSession(
                secret: "secret-\(state.minted)", formToken: "token-\(state.minted)-of-\(row.id.text)", id: row.id,
                name: row.name, roles: row.roles)
            state.sessions[session.secret] = session
            return session
        }
    }

    func signIn(name: String, passphrase: String, code: String, from address: String)
        async throws(DeskError) -> SignInOutcome
    {
        state.withLock { $0.attempts += 1 }
        if name == "slow" { return .wait(120) }
        guard passphrase == Self.passphrase, code == Self.code, let session = start(name) else { return .wrong }
        return .signedIn(session)
    }

    let provider: String? = "Acme"

    func beginAtProvider() async throws(DeskError) -> ProviderVisit {
        ProviderVisit(address: "https://id.example/authorize?state=1", secret: "visit-1")
    }

    func finishAtProvider(_ secret: String, _ answer: ProviderAnswer) async throws(DeskError) -> SignInOutcome {
        guard secret == "visit-1", answer.code == "good", let session = start("Ria") else { return .wrong }
        return .signedIn(session)
    }

    func session(_ secret: String) async -> StaffSession? { state.withLock { $0.sessions[secret] } }
    func signOut(_ secret: String) async { state.withLock { $0.sessions[secret] = nil } }

    func invitation(_ secret: String) async throws(DeskError) -> Enrolment {
        guard let name = state.withLock({ $0.invitations[secret] }) else { throw .unknown }
        return Enrolment(
            name: name, secret: "JBSWY3DPEHPK3PXP", address: "otpauth://totp/Vangrail:\(name)?secret=JBSWY3DPEHPK3PXP",
            picture:
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M1 1h3v3h-3zM5 1h3v1h-3z\"/></svg>"
        )
    }

    func enrol(_ secret: String, passphrase: String, code: String) async throws(DeskError) -> [String] {
        _ = try await invitation(secret)
        guard code == Self.code else { throw .invalid(.code) }
        state.withLock { state in
            state.invitations[secret] = nil
            state.changes += 1
        }
        return ["aaaa-bbbb", "cccc-dddd"]
    }

    func changePassphrase(of id: StaffID, present: String, chosen: String)
        async throws(DeskError) -> PassphraseOutcome
    {
        guard present == Self.passphrase else { return .wrong }
        guard chosen != "aaaaaaaaaaaa" else { return .unfit("use more than a few different characters") }
        state.withLock { $0.changes += 1 }
        return .changed
    }

    func inviteAnew(_ id: StaffID, by member: Member) async throws(DeskError) -> String {
        guard state.withLock({ $0.members.contains { $0.id == id } }) else { throw .unknown }
        try change(by: member) { _ in }
        return "anew-secret"
    }

    func invite(_ id: StaffID, name: String?, roles: Set<Role>?) async throws(DeskError) -> String {
        guard let name, let roles else { throw .invalid(.name) }
        state.withLock { state in
            state.members.append(StaffRow(id: id, name: name, roles: roles, isActive: true, isEnrolled: false))
        }
        return "first-secret"
    }

    func members(for member: Member) async throws(DeskError) -> [StaffRow] { state.withLock { $0.members } }

    func invite(_ id: StaffID, name: String, roles: Set<Role>, by member: Member) async throws(DeskError) -> String {
        try change(by: member) { state in
            state.members.append(StaffRow(id: id, name: name, roles: roles, isActive: true, isEnrolled: false))
        }
        return "new-secret"
    }

    func change(_ id: StaffID, roles: Set<Role>, isActive: Bool, by member: Member) async throws(DeskError) {
        guard state.withLock({ $0.members.contains { $0.id == id } }) else { throw .unknown }
        try change(by: member) { state in
            for index in state.members.indices where state.members[index].id == id {
                state.members[index].roles = roles
                state.members[index].isActive = isActive
            }
        }
    }

    func flaggers(for member: Member) async throws(DeskError) -> [TrustedFlagger] { state.withLock { $0.flaggers } }
    func put(_ flagger: TrustedFlagger, by member: Member) async throws(DeskError) {
        try change(by: member) { $0.flaggers.append(flagger) }
    }
    func makeKey(for flagger: FlaggerID, by member: Member) async throws(DeskError) -> String {
        guard state.withLock({ $0.flaggers.contains { $0.id == flagger } }) else { throw .unknown }
        try change(by: member) { _ in }
        return Self.flaggerKey
    }

    static let flaggerKey = "key-of-the-flagger-for-tests"
    func flagger(behind key: String) async -> FlaggerID? {
        key == Self.flaggerKey ? FlaggerID(text: "offlimits") : nil
    }

    func authorities(for member: Member) async throws(DeskError) -> [Authority] { state.withLock { $0.authorities } }
    func put(_ authority: Authority, by member: Member) async throws(DeskError) {
        try change(by: member) { $0.authorities.append(authority) }
    }

    private func change(by member: Member, _ work: (inout State) -> Void) throws(DeskError) {
        guard member.role == .admin else { throw .refused(.notAllowed(.confirmSender)) }
        state.withLock { state in
            state.changes += 1
            work(&state)
        }
    }
}
