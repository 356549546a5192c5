import Foundation
import SafetyModel
import StaffAccess
import Testing

@Suite struct SignInTests {
    private var desk: Desk
    private let later = start.adding(seconds: 3600)

    init() throws { desk = try Desk() }

    @Test func `name, passphrase and code let a member in`() throws {
        let result = try desk.attempt(name: " Anna.Jansen ", code: desk.code(at: later), at: later)

        #expect(result.outcome == .signedIn(.app))
        #expect(result.changed?.revision == desk.member.revision + 1)
        #expect(result.changed?.authenticator?.lastStep == TOTP.step(at: later))
    }

    @Test(arguments: [-1, 0, 1] as [Int64])
    func `a clock that is off by a step is put up with`(drift: Int64) throws {
        let code = TOTP.code(desk.secret, step: TOTP.step(at: later) + drift)

        #expect(try desk.attempt(code: code, at: later).outcome == .signedIn(.app))
    }

    @Test(arguments: [-2, 2] as [Int64])
    func `a clock that is off by two steps is not`(drift: Int64) throws {
        let code = TOTP.code(desk.secret, step: TOTP.step(at: later) + drift)

        #expect(try desk.attempt(code: code, at: later).outcome == .refused(.wrongCode))
    }

    @Test mutating func `a code counts once, and no older one counts after it`() throws {
        let code = desk.code(at: later)
        desk.member = try #require(try desk.attempt(code: code, at: later).changed)

        let again = try desk.attempt(code: code, at: later.adding(seconds: 1))
        let older = try desk.attempt(code: TOTP.code(desk.secret, step: TOTP.step(at: later) - 1), at: later)
        let next = try desk.attempt(code: desk.code(at: later.adding(seconds: 30)), at: later.adding(seconds: 30))

        #expect(again.outcome == .refused(.usedCode))
        #expect(older.outcome == .refused(.usedCode))
        #expect(next.outcome == .signedIn(.app))
    }

    @Test func `the code that confirmed the enrolment does not sign in`() throws {
        #expect(try desk.attempt(code: desk.code(at: start), at: start).outcome == .refused(.usedCode))
    }

    @Test(arguments: ["", "12345", "1234567", "12345a", "１２３４５６", "123456789012345678901234567890"])
    func `what is no code is refused`(code: String) throws {
        #expect(try desk.attempt(code: code, at: later).outcome == .refused(.wrongCode))
    }

    @Test func `a wrong passphrase is refused whatever the code is, and uses up no code`() throws {
        let result = try desk.attempt(passphrase: "kettle orbit thirteen mos", code: desk.code(at: later), at: later)

        #expect(result.outcome == .refused(.wrongPassphrase))
        #expect(result.changed?.failures == 1)
        #expect(result.changed?.authenticator == desk.member.authenticator)
        #expect(
            try desk.attempt(passphrase: String(repeating: "x", count: 2000), code: "", at: later).outcome
                == .refused(.wrongPassphrase))
    }

    @Test func `nobody and somebody else are refused, and nothing is stored`() throws {
        let attempt = SignInAttempt(name: "nobody", passphrase: goodPassphrase, code: desk.code(at: later))

        let nobody = try desk.door.signIn(attempt, member: nil, at: later)
        let other = try desk.door.signIn(attempt, member: desk.member, at: later)

        for result in [nobody, other] {
            #expect(result.outcome == .refused(.unknownName))
            #expect(result.changed == nil)
        }
    }

    @Test mutating func `a recovery code lets in once, however it is typed`() throws {
        let code = desk.recoveryCodes[3]

        let first = try desk.attempt(code: code, at: later)
        desk.member = try #require(first.changed)

        #expect(first.outcome == .signedIn(.recoveryCode(left: 9)))
        #expect(try desk.attempt(code: code, at: later).outcome == .refused(.wrongCode))
        let typed = desk.recoveryCodes[4].lowercased().replacing("-", with: " ")
        #expect(try desk.attempt(code: typed, at: later).outcome == .signedIn(.recoveryCode(left: 8)))
    }

    @Test func `there are ten recovery codes, all different, and none is stored as it is`() throws {
        let stored = String(decoding: try JSONEncoder().encode(desk.member), as: UTF8.self)

        #expect(Set(desk.recoveryCodes).count == 10)
        for code in desk.recoveryCodes {
            #expect(code.utf8.count == 19)
            #expect(!stored.contains(code.replacing("-", with: "")))
        }
    }

    @Test func `somebody who left does not get in, and does when they are back`() throws {
        var desk = desk
        desk.member = desk.member.deactivated(at: later)
        #expect(try desk.attempt(code: desk.code(at: later), at: later).outcome == .refused(.inactive))

        desk.member = desk.member.reactivated()
        #expect(try desk.attempt(code: desk.code(at: later), at: later).outcome == .signedIn(.app))
    }

    @Test func `a record that is too cheap is made anew at the next sign-in`() throws {
        var desk = desk
        let dearer = try #require(PassphraseCost(log2N: 11, blockSize: 1, parallelism: 1))
        let door = StaffEntrance(cost: dearer, random: desk.random)
        let attempt = SignInAttempt(name: "anna.jansen", passphrase: goodPassphrase, code: desk.code(at: later))

        desk.member = try #require(try door.signIn(attempt, member: desk.member, at: later).changed)

        #expect(desk.member.passphrase?.cost == dearer)
        let next = later.adding(seconds: 30)
        #expect(try desk.attempt(code: desk.code(at: next), at: next).outcome == .signedIn(.app))
    }

    @Test func `every refusal has a code of its own, and people see one sentence`() {
        #expect(Set(SignInRefusal.allCases.map(\.code)).count == SignInRefusal.allCases.count)
    }

    @Test func `a member reads back from JSON and tells nothing in a log`() throws {
        let stored = try JSONEncoder().encode(desk.member)

        #expect(try JSONDecoder().decode(StaffMember.self, from: stored) == desk.member)
        var dumped = ""
        dump(desk.member, to: &dumped)
        for text in ["\(desk.member)", dumped] {
            #expect(!text.contains(desk.secret.text))
            #expect(!text.contains("$scrypt"))
            #expect(!text.contains("Anna"))
        }
    }
}
