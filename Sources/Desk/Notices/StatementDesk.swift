import AuditTrail
import Casework
public import SafetyModel
import Screening

/// The door for people whose picture or account was restricted, or whose request was refused.
public struct StatementDesk: StatementDoor {
    private let notices: NoticeDesk
    private var desk: CaseDesk { notices.desk }

    public init(notices: NoticeDesk) { self.notices = notices }

    /// The statement behind the secret that was sent with it.
    public func statement(_ secret: String) async throws(DeskError) -> StatementView {
        let (file, state) = try await find(secret)
        let now = notices.clock.now()
        let statement = state.statement
        let complaints = file.complaints.values.filter { $0.complaint.target == .statement(statement.id) }
        let end = max(
            statement.complaintsUntil,
            state.sentAt.map { $0.adding(seconds: desk.settings.clocks.complaintSeconds) } ?? statement.complaintsUntil)
        return StatementView(
            id: statement.id, language: statement.language, issuedAt: statement.issuedAt,
            lines: notices.wording.rendered(statement.lines, in: statement.language),
            complaintsUntil: complaints.isEmpty && end > now && !state.isOver ? end : nil,
            hasOpenComplaint: complaints.contains(where: \.isOpen),
            complaintAnswer: complaints.compactMap(\.outcome).flatMap {
                notices.wording.rendered($0.lines, in: statement.language)
            }, isOver: state.isOver)
    }

    /// Against a restriction, by the secret of its statement.
    public func complain(_ words: String, aboutStatement secret: String) async throws(DeskError) {
        let (file, state) = try await find(secret)
        let (row, write) = try sealed(words)
        try await desk.perform(
            .complain(.statement(state.statement.id), text: row), on: file.id,
            by: .account(state.statement.addressee), with: [write])
    }

    /// Against a refusal. Who made the request is known to the platform alone; the decision's number, which only its
    /// account was given, stands for them.
    public func contest(_ decision: DecisionID, words: String) async throws(DeskError) {
        let (row, write) = try sealed(words)
        let made: AuditEntry?
        do throws(StoreError) {
            made = try await notices.store.auditEntries(.decision, about: decision.text, limit: 1).first
        } catch { throw .unavailable }
        guard let made, made.fields["decision"] != Decision.Kind.allow.rawValue else { throw .unknown }
        let held: HeldCase?
        do throws(StoreError) { held = try await notices.heldCase(of: decision) } catch { throw .unavailable }
        let account = held?.account ?? AccountID(text: "holder-of-\(decision.text)")
        if let held, await desk.file(held.id) != nil {
            try await desk.perform(
                .complain(.refusal(decision), text: row), on: held.id, by: .account(account), with: [write])
        } else {
            // WHY: a number made of the decision's, so that the same decision is contested once.
            let id = CaseID(text: CaseID.prefix + "_" + decision.text.dropFirst(DecisionID.prefix.count + 1))
            try await desk.perform(
                .contestRefusal(decision, decidedAt: made.at, text: row), on: id, by: .account(account), with: [write])
        }
    }

    private func sealed(_ words: String) throws(DeskError) -> (SealedID, LedgerWrite) {
        guard words.unicodeScalars.count <= NoticeDraft.wordsMax else { throw .invalid(.words) }
        let row = SealedID.mint(at: notices.clock.now())
        return (row, .putDocument(SealedWords.document(row, words)))
    }

    private func find(_ secret: String) async throws(DeskError) -> (CaseFile, StatementState) {
        guard let code = CaseCode(typed: secret) else { throw .unknown }
        let target = try await SecretTarget.find(code, .statement, notices.store, notices.digester)
        guard let id = target.caseID, let file = await desk.file(id),
            let state = file.statements[StatementID(text: target.id)]
        else { throw .unknown }
        return (file, state)
    }
}
