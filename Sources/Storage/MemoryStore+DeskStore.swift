public import AuditTrail
public import SafetyModel
public import Screening

extension MemoryStore: DeskStore {
    /// Events after that position, in order.
    public func caseEvents(after position: Int64, limit: Int) async throws(StoreError) -> [CaseEventRow] {
        Array(contents.caseEvents.filter { $0.position > position }.prefix(max(0, limit)))
    }

    /// The latest events of one case, in order.
    public func caseEvents(of id: CaseID, limit: Int) async throws(StoreError) -> [CaseEventRow] {
        Array(contents.caseEvents.filter { $0.caseID == id }.suffix(max(0, limit)))
    }

    /// What the audit trail says about a subject, oldest first.
    public func auditEntries(
        _ kind: AuditEntry.Kind, about subject: String, limit: Int
    ) async throws(StoreError) -> [AuditEntry] {
        let entries = auditRecords.map(\.entry).filter { $0.kind == kind && $0.subject == subject }
        return Array(entries.prefix(max(0, limit)))
    }

    /// What a decision let out or stopped.
    public func outputs(of decision: DecisionID) async throws(StoreError) -> [OutputRecord] {
        outputs.filter { $0.decision == decision }
    }

    /// The gate's cases that wait, in the order of their ids.
    public func waitingCases(after id: CaseID?, limit: Int) async throws(StoreError) -> [HeldCase] {
        let waiting = contents.cases.values.filter { $0.state == .waiting && $0.id.text > id?.text ?? "" }
        return Array(waiting.sorted { $0.id.text < $1.id.text }.prefix(max(0, limit)))
    }

    /// One document.
    public func document(_ kind: DeskDocument.Kind, _ id: String) async throws(StoreError) -> DeskDocument? {
        contents.documents[.init(kind, id)]
    }

    /// In the order of their ids, after that one.
    public func documents(
        _ kind: DeskDocument.Kind, after id: String?, limit: Int
    ) async throws(StoreError) -> [DeskDocument] { sorted(kind, limit) { $0.id > id ?? "" } }

    /// In the order of their ids.
    public func documents(
        _ kind: DeskDocument.Kind, link: String, limit: Int
    ) async throws(StoreError) -> [DeskDocument] { sorted(kind, limit) { $0.link == link } }

    private func sorted(
        _ kind: DeskDocument.Kind, _ limit: Int, where isWanted: (DeskDocument) -> Bool
    ) -> [DeskDocument] {
        let all = contents.documents.values.filter { $0.kind == kind && isWanted($0) }
        return Array(all.sorted { $0.id < $1.id }.prefix(max(0, limit)))
    }
}
