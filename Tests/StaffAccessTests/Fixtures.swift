import Casework
import SafetyModel
import StaffAccess
import Synchronization
import Testing

/// A time that tests count from: 2026-11-30T00:00:00Z.
let start = Moment(milliseconds: 1_796_169_600_000)

/// Bytes that are the same in every run and different in every draw.
func seededRandom(_ seed: UInt64 = 1) -> RandomSource {
    let state = Mutex(seed)
    return RandomSource { count in
        state.withLock { state in
            (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 56)
            }
        }
    }
}

let goodPassphrase = "kettle orbit thirteen moss"

/// A cost that is too low to use and quick enough to test with.
func testCost() throws -> PassphraseCost { try #require(PassphraseCost(log2N: 10, blockSize: 1, parallelism: 1)) }

/// A door, and a member who has just enrolled through it.
struct Desk {
    let random = seededRandom()
    let door: StaffEntrance
    let secret: TOTPSecret
    let recoveryCodes: [String]
    var member: StaffMember

    init() throws {
        door = StaffEntrance(cost: try testCost(), random: random)
        let (invited, token) = try Desk.invited(random: random)
        let opened = door.open(token, member: invited, at: start)
        guard case .mustEnrol(_, let secret) = opened.outcome else { throw DeskFailure.noEnrolment }
        self.secret = secret
        let enrolled = try door.enrol(
            token, member: opened.changed, passphrase: goodPassphrase,
            code: TOTP.code(secret, step: TOTP.step(at: start)), at: start)
        guard case .enrolled(let codes) = enrolled.outcome else { throw DeskFailure.noEnrolment }
        recoveryCodes = codes
        member = try #require(enrolled.changed)
    }

    static func invited(random: RandomSource) throws -> (member: StaffMember, token: SecretToken) {
        StaffMember.invited(
            id: StaffID(text: "anna.jansen"), name: try #require(SignInName("anna.jansen")),
            displayName: "Anna Jansen", roles: [.reviewer, .childSafety], at: start, random: random)
    }

    func code(at moment: Moment) -> String { TOTP.code(secret, step: TOTP.step(at: moment)) }

    func attempt(
        name: String = "anna.jansen", passphrase: String = goodPassphrase, code: String, at moment: Moment
    ) throws -> SignInResult {
        try door.signIn(
            SignInAttempt(name: name, passphrase: passphrase, code: code), member: member, at: moment)
    }

    /// Lets that many attempts fail at the moment; the member is as stored then.
    mutating func fail(_ count: Int, at moment: Moment) throws {
        for _ in 0..<count { member = try #require(try attempt(code: "", at: moment).changed) }
    }
}

enum DeskFailure: Error { case noEnrolment }
