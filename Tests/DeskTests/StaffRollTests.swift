import Casework
import Desk
import SafetyModel
import Screening
import StaffAccess
import Storage
import Synchronization
import Testing

@Suite struct StaffRollTests {
    private static let passphrase = "kettle orbit thirteen moss"
    private static let admin = Member(id: StaffID(text: "ada"), role: .admin)
    private let bench: DeskBench
    private let roll: StaffRoll

    init() async throws {
        bench = try await DeskBench()
        roll = try await Self.open(bench)
    }

    private static func open(_ bench: DeskBench) async throws -> StaffRoll {
        let seed = Mutex(UInt64(1))
        return try await StaffRoll.open(
            desk: bench.desk, store: bench.store, ledger: bench.store, digester: bench.store.digester,
            issuer: "Vangrail",
            random: RandomSource { count in
                seed.withLock { seed in
                    (0..<count).map { _ in
                        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        return UInt8(truncatingIfNeeded: seed >> 56)
                    }
                }
            }, cost: try #require(PassphraseCost(log2N: 10, blockSize: 1, parallelism: 1)))
    }

    /// Uses an invitation as a person does; answers with what their app shares and the recovery codes.
    private func enrol(_ invitation: String, _ roll: StaffRoll) async throws -> (secret: TOTPSecret, codes: [String]) {
        let enrolment = try await roll.invitation(invitation)
        let secret = try #require(TOTPSecret(text: enrolment.secret))
        #expect(enrolment.picture.hasPrefix("<svg") && enrolment.address.hasPrefix("otpauth://totp/Vangrail:"))
        let codes = try await roll.enrol(invitation, passphrase: Self.passphrase, code: code(secret))
        return (secret, codes)
    }

    private func code(_ secret: TOTPSecret) -> String { TOTP.code(secret, step: TOTP.step(at: bench.now)) }

    private func signIn(_ name: String, _ code: String, _ roll: StaffRoll) async throws -> StaffSession? {
        guard
            case .signedIn(let session) = try await roll.signIn(
                name: name, passphrase: Self.passphrase, code: code, from: "192.0.2.1")
        else { return nil }
        return session
    }

    private func administrator() async throws -> (secret: TOTPSecret, codes: [String]) {
        try await enrol(try await roll.invite(StaffID(text: "ada"), name: "Ada", roles: [.admin]), roll)
    }

    @Test func `the first administrator comes in by an invitation, a passphrase and an app`() async throws {
        let (secret, codes) = try await administrator()
        #expect(codes.count == 10)

        #expect(try await signIn("ada", code(secret), roll) == nil, "the code of the enrolment counted once")
        bench.pass(seconds: 30)
        let session = try #require(try await signIn(" ADA ", code(secret), roll))

        #expect(session.id == StaffID(text: "ada") && session.roles == [.admin] && session.name == "Ada")
        #expect(await roll.session(session.secret) == session)
        #expect(await roll.session(session.secret + "x") == nil)
        await roll.signOut(session.secret)
        #expect(await roll.session(session.secret) == nil)
    }

    @Test func `an invitation counts once, and a recovery code does`() async throws {
        let invitation = try await roll.invite(StaffID(text: "ada"), name: "Ada", roles: [.admin])
        let (_, codes) = try await enrol(invitation, roll)
        await #expect(throws: DeskError.unknown) { try await roll.invitation(invitation) }
        await #expect(throws: DeskError.unknown) {
            try await roll.enrol(invitation, passphrase: Self.passphrase, code: "123456")
        }
        #expect(try await signIn("ada", codes[3], roll) != nil)
        #expect(try await signIn("ada", codes[3], roll) == nil)
    }

    @Test func `members, sessions and locks outlive the program, and nothing of them can be read in the store`()
        async throws
    {
        let (secret, _) = try await administrator()
        bench.pass(seconds: 30)
        let session = try #require(try await signIn("ada", code(secret), roll))
        for _ in 0..<5 { #expect(try await signIn("ada", "000000", roll) == nil) }

        let again = try await Self.open(bench)
        #expect(await again.session(session.secret)?.id == session.id)
        bench.pass(seconds: 30)
        #expect(try await signIn("ada", code(secret), again) == nil, "five failures lock for a minute")
        bench.pass(seconds: 60)
        #expect(try await signIn("ada", code(secret), again) != nil)
        for kind in [DeskDocument.Kind.staff, .session] {
            for document in try await bench.store.documents(kind, after: nil, limit: 10) {
                let text = String(decoding: document.body, as: UTF8.self) + document.id
                #expect(!text.contains(session.secret) && !text.contains(Self.passphrase))
            }
        }
    }

    @Test func `a session ends when it is idle, when its member leaves and when they start anew`() async throws {
        let (secret, _) = try await administrator()
        let reviewer = try await enrol(
            try await roll.invite(StaffID(text: "ria"), name: "Ria", roles: [.reviewer], by: Self.admin), roll)
        bench.pass(seconds: 30)
        let first = try #require(try await signIn("ria", code(reviewer.secret), roll))
        bench.pass(seconds: 1900)
        #expect(await roll.session(first.secret) == nil, "half an hour")

        let second = try #require(try await signIn("ria", code(reviewer.secret), roll))
        try await roll.change(StaffID(text: "ria"), roles: [.reviewer, .lead], isActive: true, by: Self.admin)
        #expect(await roll.session(second.secret)?.roles == [.reviewer, .lead], "roles count as they are now")
        try await roll.change(StaffID(text: "ria"), roles: [.reviewer], isActive: false, by: Self.admin)
        #expect(await roll.session(second.secret) == nil)
        bench.pass(seconds: 30)
        #expect(try await signIn("ria", code(reviewer.secret), roll) == nil)

        _ = try await roll.inviteAnew(StaffID(text: "ria"), by: Self.admin)
        #expect(try await signIn("ria", code(reviewer.secret), roll) == nil, "what let them in before counts no more")
        #expect(try await roll.members(for: Self.admin).map(\.isEnrolled) == [true, false])
        _ = secret
    }

    @Test func `a changed passphrase ends every session, and a wrong one counts as a failure`() async throws {
        let (secret, _) = try await administrator()
        bench.pass(seconds: 30)
        let session = try #require(try await signIn("ada", code(secret), roll))

        #expect(
            try await roll.changePassphrase(of: session.id, present: "wrong", chosen: "nine quiet bridges hum")
                == .wrong)
        guard case .unfit = try await roll.changePassphrase(of: session.id, present: Self.passphrase, chosen: "short")
        else {
            Issue.record("a short passphrase was taken")
            return
        }
        #expect(await roll.session(session.secret) != nil)
        #expect(
            try await roll.changePassphrase(
                of: session.id, present: Self.passphrase, chosen: "nine quiet bridges hum") == .changed)
        #expect(await roll.session(session.secret) == nil)
        bench.pass(seconds: 30)
        #expect(try await signIn("ada", code(secret), roll) == nil)
    }

    @Test func `only an administrator changes the register, and one always stays`() async throws {
        _ = try await administrator()
        for role in Role.allCases where role != .admin {
            let member = Member(id: StaffID(text: "x"), role: role)
            await #expect(throws: DeskError.refused(.notAllowed(.confirmSender))) {
                try await roll.invite(StaffID(text: "eve"), name: "Eve", roles: [.admin], by: member)
            }
            await #expect(throws: DeskError.refused(.notAllowed(.confirmSender))) {
                try await roll.change(StaffID(text: "ada"), roles: [.lead], isActive: true, by: member)
            }
            await #expect(throws: DeskError.refused(.notAllowed(.confirmSender))) {
                try await roll.put(Authority(id: AuthorityID(text: "a"), country: "nl", mayOrder: [.act]), by: member)
            }
        }
        await #expect(throws: DeskError.lastAdministrator) {
            try await roll.change(StaffID(text: "ada"), roles: [.lead], isActive: true, by: Self.admin)
        }
        await #expect(throws: DeskError.lastAdministrator) {
            try await roll.change(StaffID(text: "ada"), roles: [.admin], isActive: false, by: Self.admin)
        }
        await #expect(throws: DeskError.invalid(.name), "a name that somebody has") {
            try await roll.invite(StaffID(text: "ada"), name: "Another", roles: [.lead], by: Self.admin)
        }
        await #expect(throws: DeskError.invalid(.name), "who is not there needs a name and roles") {
            try await roll.invite(StaffID(text: "new"), name: nil, roles: nil)
        }
        await #expect(throws: DeskError.lastAdministrator) {
            try await roll.inviteAnew(StaffID(text: "ada"), by: Self.admin)
        }
        for name in ["", "A b", ".x", "é"] {
            await #expect(throws: DeskError.invalid(.name), "\(name)") {
                try await roll.invite(StaffID(text: name), name: "N", roles: [.lead], by: Self.admin)
            }
        }
        try await roll.put(Authority(id: AuthorityID(text: "police"), country: "nl", mayOrder: [.act]), by: Self.admin)
        #expect(try await roll.authorities(for: Self.admin).map(\.id.text) == ["police"])
    }

    @Test func `the admin key lets the only administrator start anew, with the roles that they have`() async throws {
        _ = try await administrator()
        let (secret, _) = try await enrol(try await roll.invite(StaffID(text: "ada"), name: nil, roles: nil), roll)
        bench.pass(seconds: 30)
        let session = try #require(try await signIn("ada", code(secret), roll))
        #expect(session.roles == [.admin] && session.name == "Ada")
    }

    @Test func `a flagger's key opens its door until there is another, and a change of its entry keeps it`()
        async throws
    {
        let id = FlaggerID(text: "hotline")
        await #expect(throws: DeskError.unknown) { try await roll.makeKey(for: id, by: Self.admin) }
        let entry = TrustedFlagger(id: id, coordinator: "nl", area: [.undress], validFrom: bench.now)
        try await roll.put(entry, by: Self.admin)
        let first = try await roll.makeKey(for: id, by: Self.admin)
        #expect(await roll.flagger(behind: first) == id)
        try await roll.put(entry, by: Self.admin)
        #expect(await roll.flagger(behind: first) == id)
        let second = try await roll.makeKey(for: id, by: Self.admin)
        #expect(await roll.flagger(behind: first) == nil)
        #expect(await roll.flagger(behind: second) == id)
        await #expect(throws: DeskError.refused(.notAllowed(.confirmSender))) {
            try await roll.makeKey(for: id, by: Member(id: StaffID(text: "lee"), role: .lead))
        }
        let again = try await Self.open(bench)
        #expect(await again.flagger(behind: second) == id)
    }

    @Test func `many attempts at once use a code once`() async throws {
        let (secret, _) = try await administrator()
        bench.pass(seconds: 30)
        let code = code(secret)
        let count = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 { group.addTask { try await signIn("ada", code, roll) != nil } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(count == 1)
    }
}
