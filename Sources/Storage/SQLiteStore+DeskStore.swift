public import AuditTrail
import GRDB
public import SafetyModel
public import Screening

extension SQLiteStore: DeskStore {
    /// Events after that position, in order.
    public func caseEvents(after position: Int64, limit: Int) async throws(StoreError) -> [CaseEventRow] {
        try await read("read case events") { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT * FROM case_events WHERE position > ? ORDER BY position LIMIT ?"),
                arguments: [position, max(0, limit)]
            ).map(Self.caseEvent)
        }
    }

    /// The latest events of one case, in order.
    public func caseEvents(of id: CaseID, limit: Int) async throws(StoreError) -> [CaseEventRow] {
        try await read("read a case's events") { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT * FROM case_events WHERE case_id = ? ORDER BY sequence DESC LIMIT ?"),
                arguments: [id.text, max(0, limit)]
            ).map(Self.caseEvent).reversed()
        }
    }

    private static func caseEvent(_ row: Row) throws -> CaseEventRow {
        CaseEventRow(
            position: try row.value("position"), caseID: CaseID(text: try row.value("case_id")),
            sequence: try row.value("sequence"), body: try row.value("body"))
    }

    /// What the audit trail says about a subject, oldest first.
    public func auditEntries(
        _ kind: AuditEntry.Kind, about subject: String, limit: Int
    ) async throws(StoreError) -> [AuditEntry] {
        try await read("read audit") { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT * FROM audit WHERE subject = ? AND kind = ? ORDER BY at, chain, sequence LIMIT ?"),
                arguments: [subject, kind.rawValue, max(0, limit)]
            ).compactMap { try Rows.auditRecord($0).entry }
        }
    }

    /// What a decision let out or stopped.
    public func outputs(of decision: DecisionID) async throws(StoreError) -> [OutputRecord] {
        try await read("read outputs") { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT * FROM outputs WHERE decision = ? ORDER BY number LIMIT 100"),
                arguments: [decision.text]
            ).map(Rows.output)
        }
    }

    /// The gate's cases that wait, in the order of their ids.
    public func waitingCases(after id: CaseID?, limit: Int) async throws(StoreError) -> [HeldCase] {
        try await read("read cases") { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT * FROM cases WHERE state = 'waiting' AND id > ? ORDER BY id LIMIT ?"),
                arguments: [id?.text ?? "", max(0, limit)]
            ).map(Rows.heldCase)
        }
    }

    /// One document, opened.
    public func document(_ kind: DeskDocument.Kind, _ id: String) async throws(StoreError) -> DeskDocument? {
        try await documents("id = ?", [id], kind, "id", 1).first
    }

    /// In the order of their ids, after that one.
    public func documents(
        _ kind: DeskDocument.Kind, after id: String?, limit: Int
    ) async throws(StoreError) -> [DeskDocument] { try await documents("id > ?", [id ?? ""], kind, "id", limit) }

    /// In the order of their ids.
    public func documents(
        _ kind: DeskDocument.Kind, link: String, limit: Int
    ) async throws(StoreError) -> [DeskDocument] { try await documents("link = ?", [link], kind, "id", limit) }

    private func documents(
        _ condition: String, _ values: StatementArguments, _ kind: DeskDocument.Kind, _ order: String, _ limit: Int
    ) async throws(StoreError) -> [DeskDocument] {
        let seal = seals.documents
        return try await read("read documents") { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT * FROM documents WHERE \(condition) AND kind = ? ORDER BY \(order) LIMIT ?"),
                arguments: values + [kind.rawValue, max(0, limit)]
            ).map { row in
                let id: String = try row.value("id")
                var document = DeskDocument(
                    kind: kind, id: id, link: try row.optional(String.self, "link"), body: [])
                guard let body = seal.open(try row.value("sealed"), id: document.sealName) else {
                    throw StoreError(.damaged, operation: "open document")
                }
                document.body = body
                return document
            }
        }
    }
}

extension DeskDocument {
    /// What a sealed document is bound to.
    var sealName: String { "\(kind.rawValue) \(id)" }
}
