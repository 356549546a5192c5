import Casework
import Foundation
import SafetyModel
import StaffAccess
import Testing

@Suite struct SessionTests {
    private let random = seededRandom(3)
    private let member: StaffMember
    private let token: SecretToken
    private let session: SessionRecord

    init() throws {
        member = try Desk().member
        (token, session) = SessionRecord.begin(for: member, at: start, random: random)
    }

    private func verdict(_ session: SessionRecord? = nil, after seconds: Int64) -> SessionVerdict {
        (session ?? self.session).check(token, member: member, at: start.adding(seconds: seconds))
    }

    @Test func `only the digest of the token is stored`() throws {
        let stored = String(decoding: try JSONEncoder().encode(session), as: UTF8.self)

        #expect(!stored.contains(token.text))
        #expect(try JSONDecoder().decode(SessionRecord.self, from: Data(stored.utf8)) == session)
        #expect("\(token)" == "SecretToken(hidden)")
    }

    @Test func `a session that is used goes on, and is written once a minute`() {
        #expect(verdict(after: 59) == .live(changed: nil))
        guard case .live(let changed?) = verdict(after: 60) else {
            Issue.record("not touched")
            return
        }
        #expect(changed.usedAt == start.adding(seconds: 60))
        #expect(changed.beganAt == start)
        #expect(verdict(changed, after: 60 + 1799) != .ended(.idle))
    }

    @Test func `half an hour without use ends it`() {
        #expect(verdict(after: 1799) != .ended(.idle))
        #expect(verdict(after: 1800) == .ended(.idle))
        #expect(session.endsAt == start.adding(seconds: 1800))
    }

    @Test func `twelve hours end it however much it is used`() {
        var session = session
        for minutes in stride(from: Int64(20), to: 12 * 60, by: 20) {
            guard case .live(let changed?) = verdict(session, after: minutes * 60) else {
                Issue.record("ended after \(minutes) minutes")
                return
            }
            session = changed
        }

        #expect(session.endsAt == start.adding(seconds: 12 * 3600))
        #expect(verdict(session, after: 12 * 3600 - 1) != .ended(.expired))
        #expect(verdict(session, after: 12 * 3600) == .ended(.expired))
    }

    @Test func `a clock that was set back ends it`() { #expect(verdict(after: -1) == .ended(.expired)) }

    @Test func `another token and another member are not its own`() throws {
        let other = StaffMember.federated(
            id: StaffID(text: "stf_other"), name: try #require(SignInName("bo")), displayName: "Bo", roles: [],
            link: FederationLink(issuer: "https://id.example", subject: "1"), at: start)

        #expect(session.check(SecretToken(random: random), member: member, at: start) == .ended(.unknown))
        #expect(session.check(token, member: other, at: start) == .ended(.unknown))
        #expect(session.check(token, member: nil, at: start) == .ended(.unknown))
    }

    @Test func `somebody who left or was signed out has none`() {
        #expect(session.check(token, member: member.deactivated(at: start), at: start) == .ended(.inactive))
        #expect(session.check(token, member: member.signedOutEverywhere(at: start), at: start) == .ended(.signedOut))
    }

    @Test func `a form token is bound to the session and the purpose`() {
        let text = token.formToken(for: "POST /desk/rulings")

        #expect(text.utf8.count == 43)
        #expect(token.isFormToken(text, for: "POST /desk/rulings"))
        #expect(!token.isFormToken(text, for: "POST /desk/claims"))
        #expect(!SecretToken(random: random).isFormToken(text, for: "POST /desk/rulings"))
        for other in ["", "A" + text, String(text.dropLast()), String(text.reversed())] {
            #expect(!token.isFormToken(other, for: "POST /desk/rulings"))
        }
    }

    @Test(arguments: [
        "", "a", String(repeating: "A", count: 42), String(repeating: "A", count: 44),
        String(repeating: "A", count: 42) + "B", String(repeating: "+", count: 43), String(repeating: "é", count: 43),
    ])
    func `text that is no token does not read`(text: String) { #expect(SecretToken(text: text) == nil) }

    @Test(arguments: [
        "", " ", "-a", "a b", "ä", "a/b", String(repeating: "a", count: 65), String(repeating: " ", count: 500),
    ])
    func `text that is no sign-in name does not read`(text: String) { #expect(SignInName(text) == nil) }
}
