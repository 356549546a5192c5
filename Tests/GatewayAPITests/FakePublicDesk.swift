import Casework
import Desk
import SafetyModel
import Synchronization

/// A desk that remembers what the pages asked of it, and answers as it is told.
struct FakeDesk: NoticeDoor, StatementDoor {
    struct State: Sendable {
        var drafts: [NoticeDraft] = []
        var added: [(words: String, elements: Set<NoticeElement>)] = []
        var complaints: [String] = []
        var contested: [(decision: DecisionID, words: String)] = []
        var deeds: [String] = []
        var status = FakeDesk.status()
        var view = FakeDesk.view()
        /// What every call answers instead.
        var error: DeskError?
        /// What every call but `status` answers instead.
        var deedError: DeskError?
    }

    final class Memory: Sendable { let state = Mutex(State()) }
    let memory = Memory()

    static let code = CaseCode.mint()
    static let recovery = CaseCode.mint()
    static let newCode = CaseCode.mint()
    static let secret = "s3cret-of-a-statement"
    static let notice = NoticeID(text: "ntc_01abcdefghjkmnpqrstvwxyz12")

    static func status() -> NoticeStatus {
        NoticeStatus(
            notice: notice, ground: .intimateImage, language: "en", receivedAt: Made.now,
            things: [
                .init(link: "https://pictures.example/1?a=<b>", outcome: .hidden, copies: [.removed: 2]),
                .init(link: nil, outcome: .waiting, copies: [:]),
            ],
            steps: [.init(at: Made.now, kind: .received), .init(at: Made.now, kind: .hidden)],
            clocks: [
                LegalClock(
                    name: .decision(notice), start: Made.now, due: Made.now.adding(seconds: 86_400), isForPerson: true)
            ], answer: [], missing: [.identity], complaintsUntil: nil, complaintAnswer: [], hasOpenComplaint: false,
            isWithdrawn: false, hasEvidence: true, isLookedAt: false)
    }

    static func view() -> StatementView {
        StatementView(
            id: StatementID(text: "sta_01abcdefghjkmnpqrstvwxyz12"), language: "nl", issuedAt: Made.now,
            lines: ["Wij hebben 1 van uw afbeeldingen verwijderd.", "<b>"],
            complaintsUntil: Made.now.adding(seconds: 184 * 86_400), hasOpenComplaint: false, complaintAnswer: [],
            isOver: false)
    }

    private func check(isDeed: Bool = true) throws(DeskError) {
        let (error, deedError) = memory.state.withLock { ($0.error, $0.deedError) }
        if let error { throw error }
        if isDeed, let deedError { throw deedError }
    }

    private func check(_ code: CaseCode) throws(DeskError) {
        guard code == Self.code || code == Self.newCode else { throw .unknown }
        try check()
    }

    func submit(_ draft: NoticeDraft) async throws(DeskError) -> NoticeTicket {
        try check()
        memory.state.withLock { $0.drafts.append(draft) }
        return NoticeTicket(code: Self.code, recovery: Self.recovery)
    }

    func status(_ code: CaseCode) async throws(DeskError) -> NoticeStatus {
        guard code == Self.code || code == Self.newCode else { throw .unknown }
        try check(isDeed: false)
        return memory.state.withLock { $0.status }
    }

    func recover(_ recovery: CaseCode) async throws(DeskError) -> NoticeTicket {
        guard recovery == Self.recovery else { throw .unknown }
        return NoticeTicket(code: Self.newCode, recovery: Self.code)
    }

    func add(_ words: String, elements: Set<NoticeElement>, to code: CaseCode) async throws(DeskError) {
        try check(code)
        memory.state.withLock { $0.added.append((words, elements)) }
    }

    func withdraw(_ code: CaseCode) async throws(DeskError) {
        try check(code)
        memory.state.withLock { state in
            state.deeds.append("withdraw")
            state.status.isWithdrawn = true
        }
    }

    func eraseEvidence(_ code: CaseCode) async throws(DeskError) {
        try check(code)
        memory.state.withLock { state in
            state.deeds.append("erase")
            state.status.hasEvidence = false
        }
    }

    func complain(_ words: String, about code: CaseCode) async throws(DeskError) {
        try check(code)
        memory.state.withLock { $0.complaints.append(words) }
    }

    func statement(_ secret: String) async throws(DeskError) -> StatementView {
        guard secret == Self.secret else { throw .unknown }
        return memory.state.withLock { $0.view }
    }

    func complain(_ words: String, aboutStatement secret: String) async throws(DeskError) {
        guard secret == Self.secret else { throw .unknown }
        try check()
        memory.state.withLock { $0.complaints.append(words) }
    }

    func contest(_ decision: DecisionID, words: String) async throws(DeskError) {
        try check()
        memory.state.withLock { $0.contested.append((decision, words)) }
    }
}

/// The door against registrations: notes what is said, and has one dispute waiting.
final class FakeDisputes: DisputeDoor {
    struct State {
        var raised: [(hex: String, words: String)] = []
        var decided: [(entry: BankEntryID, ends: Bool, by: Member)] = []
    }

    static let entry = BankEntryID(text: "bnk_01jd3v5m7q9s0t2w4x6y8z0abc")
    let state = Mutex(State())

    func raise(_ fingerprint: Fingerprint, words: String) async throws(DeskError) {
        guard fingerprint.quality >= 50 else { throw .invalid(.fingerprints) }
        state.withLock { $0.raised.append((fingerprint.hex, words)) }
    }

    func waiting() async throws(DeskError) -> [ProtectionDispute] {
        [
            ProtectionDispute(
                entry: Self.entry, statements: ["that is <me>"], since: Moment(milliseconds: 1_780_000_000_000))
        ]
    }

    func decide(_ entry: BankEntryID, ends: Bool, by member: Member) async throws(DeskError) {
        state.withLock { $0.decided.append((entry, ends, member)) }
    }
}
