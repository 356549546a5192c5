import Foundation
import SafetyModel
import StaffAccess
import Testing

@Suite struct EnrolmentTests {
    private let random = seededRandom(7)
    private let door: StaffEntrance
    private let member: StaffMember
    private let token: SecretToken

    init() throws {
        door = StaffEntrance(cost: try testCost(), random: random)
        (member, token) = try Desk.invited(random: random)
    }

    private func opened() throws -> (member: StaffMember, secret: TOTPSecret) {
        let result = door.open(token, member: member, at: start)
        guard case .mustEnrol(_, let secret) = result.outcome else { throw DeskFailure.noEnrolment }
        return (try #require(result.changed), secret)
    }

    private func right(_ secret: TOTPSecret, at moment: Moment = start) -> String {
        TOTP.code(secret, step: TOTP.step(at: moment))
    }

    @Test func `only the digest of an invitation is stored`() throws {
        let stored = String(decoding: try JSONEncoder().encode(member), as: UTF8.self)

        #expect(!stored.contains(token.text))
        #expect(stored.contains(token.digest.hex))
        #expect(SecretToken(text: token.text) == token)
    }

    @Test func `an invited member cannot sign in`() throws {
        let attempt = SignInAttempt(name: "anna.jansen", passphrase: goodPassphrase, code: "")

        #expect(try door.signIn(attempt, member: member, at: start).outcome == .refused(.wrongPassphrase))
    }

    @Test func `opening an invitation twice offers the same secret and uses nothing up`() throws {
        let (offered, secret) = try opened()

        let again = door.open(token, member: offered, at: start.adding(seconds: 60))

        #expect(again.outcome == .mustEnrol(offered, secret))
        #expect(again.changed == nil)
    }

    @Test func `another token, an old one, one of somebody who left and one for nobody are refused`() throws {
        let other = SecretToken(random: random)
        let late = start.adding(seconds: 72 * 3600)

        #expect(door.open(other, member: member, at: start).outcome == .refused(.unknown))
        #expect(door.open(token, member: nil, at: start).outcome == .refused(.unknown))
        #expect(door.open(token, member: member, at: late).outcome == .refused(.expired))
        #expect(
            door.open(token, member: member, at: Moment(milliseconds: late.milliseconds - 1)).changed != nil)
        #expect(door.open(token, member: member.deactivated(at: start), at: start).outcome == .refused(.unknown))
        let (offered, secret) = try opened()
        let enrolment = try door.enrol(
            token, member: offered, passphrase: goodPassphrase, code: right(secret, at: late), at: late)
        #expect(enrolment.outcome == .refused(.expired))
        #expect(enrolment.changed == nil)
    }

    @Test func `one right code confirms the app, and the invitation is used up`() throws {
        let (offered, secret) = try opened()

        let result = try door.enrol(
            token, member: offered, passphrase: goodPassphrase, code: right(secret), at: start)

        guard case .enrolled(let codes) = result.outcome, let enrolled = result.changed else {
            Issue.record("not enrolled: \(result.outcome)")
            return
        }
        #expect(codes.count == 10)
        #expect(enrolled.invitation == nil)
        #expect(enrolled.offeredSecret == nil)
        #expect(door.open(token, member: enrolled, at: start).outcome == .refused(.unknown))
        let again = try door.enrol(
            token, member: enrolled, passphrase: goodPassphrase, code: right(secret), at: start)
        #expect(again.outcome == .refused(.unknown))
    }

    @Test func `a wrong code, or a code before anything was offered, confirms nothing`() throws {
        let (offered, secret) = try opened()
        let wrong = TOTP.code(secret, step: TOTP.step(at: start) + 5)

        for (member, code) in [(offered, wrong), (offered, ""), (member, right(secret))] {
            let result = try door.enrol(token, member: member, passphrase: goodPassphrase, code: code, at: start)
            #expect(result.outcome == .wrongCode)
            #expect(result.changed == nil)
        }
    }

    @Test func `a poor passphrase is told why, and the invitation still works`() throws {
        let (offered, secret) = try opened()

        let result = try door.enrol(
            token, member: offered, passphrase: "Anna Jansen 2026", code: right(secret), at: start)

        #expect(result.outcome == .unfit(.ownName))
        #expect(result.changed == nil)
    }

    @Test func `a new invitation takes everything away and ends sessions`() throws {
        let desk = try Desk()
        let (session, token) = (SessionRecord.begin(for: desk.member, at: start, random: random).session, self.token)

        let (reset, fresh) = desk.member.invited(at: start, random: random)

        #expect(reset.passphrase == nil)
        #expect(reset.authenticator == nil)
        #expect(reset.recoveryCodes.left == 0)
        #expect(reset.sessionsValidFrom > session.beganAt)
        #expect(door.open(token, member: reset, at: start).outcome == .refused(.unknown))
        #expect(door.open(fresh, member: reset, at: start).changed != nil)
    }

    @Test func `a changed passphrase takes the place of the old one and ends sessions`() throws {
        let desk = try Desk()
        let chosen = "nine quiet bridges hum"

        let result = try door.changePassphrase(of: desk.member, present: goodPassphrase, chosen: chosen, at: start)

        #expect(result.outcome == .changed)
        let changed = try #require(result.changed)
        #expect(try #require(changed.passphrase).matches(try #require(Passphrase(typed: chosen))))
        #expect(changed.sessionsValidFrom > start)
        let poor = try door.changePassphrase(
            of: desk.member, present: goodPassphrase, chosen: "short", at: start)
        #expect(poor.outcome == .unfit(.tooShort))
        let wrong = try door.changePassphrase(of: desk.member, present: "wrong", chosen: chosen, at: start)
        #expect(wrong.outcome == .notProven(.wrongPassphrase))
        #expect(wrong.changed?.failures == 1)
    }
}
