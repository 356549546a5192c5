import SafetyModel
import StaffAccess
import Testing

@Suite struct ThrottleTests {
    private var desk: Desk
    private let later = start.adding(seconds: 3600)

    init() throws { desk = try Desk() }

    @Test func `locks double from a minute to an hour`() {
        #expect((0...4).allSatisfy { Throttle.lockSeconds(after: $0) == nil })
        #expect((5...12).map { Throttle.lockSeconds(after: $0) } == [60, 120, 240, 480, 960, 1920, 3600, 3600])
        #expect(Throttle.lockSeconds(after: .max) == 3600)
    }

    @Test mutating func `four failures lock nobody and a sign-in forgets them`() throws {
        try desk.fail(4, at: later)
        #expect(!desk.member.isLocked(at: later))

        let result = try desk.attempt(code: desk.code(at: later), at: later)

        #expect(result.outcome == .signedIn(.app))
        #expect(result.changed?.failures == 0)
    }

    @Test mutating func `the fifth failure locks for a minute, and what is right does not count until then`() throws {
        try desk.fail(5, at: later)

        let early = later.adding(seconds: 59)
        let locked = try desk.attempt(code: desk.code(at: early), at: early)
        let open = later.adding(seconds: 60)

        #expect(locked.outcome == .refused(.locked))
        #expect(locked.changed == nil)
        #expect(try desk.attempt(code: desk.code(at: open), at: open).outcome == .signedIn(.app))
    }

    @Test mutating func `a failure after the lock locks for twice as long`() throws {
        try desk.fail(5, at: later)
        let open = later.adding(seconds: 60)
        try desk.fail(1, at: open)

        #expect(desk.member.lockedUntil == open.adding(seconds: 120))
    }

    @Test mutating func `a wrong code and a wrong passphrase count alike`() throws {
        for index in 0..<5 {
            let passphrase = index % 2 == 0 ? goodPassphrase : "something else entirely"
            desk.member = try #require(
                try desk.attempt(passphrase: passphrase, code: "000000", at: later).changed)
        }

        #expect(desk.member.isLocked(at: later))
    }
}
