public import AuditTrail
public import SafetyModel

/// An event of a case as the store keeps it. Its meaning is the desk's.
public struct CaseEventRow: Hashable, Sendable {
    /// Counts over all cases from 1; a number that is taken means that somebody else was faster.
    public var position: Int64
    public var caseID: CaseID
    /// Counts from 1 in its case.
    public var sequence: Int
    /// JSON: ids and codes, no words of a person.
    public var body: String

    public init(position: Int64, caseID: CaseID, sequence: Int, body: String) {
        self.position = position
        self.caseID = caseID
        self.sequence = sequence
        self.body = body
    }
}

/// Something that the desk keeps besides events: words, contacts, pictures of the platform, registers. Sealed, and
/// gone for good when it is erased.
public struct DeskDocument: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Words of a person, or how to reach one.
        case text
        /// What a notice was made of, behind its code.
        case notice
        /// A picture that the platform registered or a notice named: where it is and how it is recognised.
        case asset
        /// The address of an asset, by its digest.
        case address
        /// The bytes of a picture that a notice brought.
        case evidence
        /// The bytes of a picture that a ruling removed, closed so that two groups of people open it together.
        case quarantine
        /// The wording of a family of phrases that is on hold.
        case phrases
        /// What a code or secret opens, by its digest.
        case secret
        case staff
        case session
        case flagger
        case authority
        /// What somebody of the staff saw.
        case exposure
        /// What is said against the registration of a protected picture, by its entry.
        case dispute
    }

    public var kind: Kind
    public var id: String
    /// By which it is also found: another id, or a keyed digest.
    public var link: String?
    public var body: [UInt8]

    public init(kind: Kind, id: String, link: String? = nil, body: [UInt8]) {
        self.kind = kind
        self.id = id
        self.link = link
        self.body = body
    }
}

/// What the desk asks the store.
public protocol DeskStore: Sendable {
    /// Events after that position, in order.
    func caseEvents(after position: Int64, limit: Int) async throws(StoreError) -> [CaseEventRow]
    /// The latest events of one case, in order.
    func caseEvents(of id: CaseID, limit: Int) async throws(StoreError) -> [CaseEventRow]
    /// What the audit trail says about a subject, oldest first.
    func auditEntries(_ kind: AuditEntry.Kind, about subject: String, limit: Int) async throws(StoreError)
        -> [AuditEntry]
    /// What a decision let out or stopped, in the order in which it was recorded.
    func outputs(of decision: DecisionID) async throws(StoreError) -> [OutputRecord]
    /// The gate's cases that wait, in the order of their ids, after that one.
    func waitingCases(after id: CaseID?, limit: Int) async throws(StoreError) -> [HeldCase]
    func document(_ kind: DeskDocument.Kind, _ id: String) async throws(StoreError) -> DeskDocument?
    /// In the order of their ids, after that one.
    func documents(_ kind: DeskDocument.Kind, after id: String?, limit: Int) async throws(StoreError) -> [DeskDocument]
    /// In the order of their ids.
    func documents(_ kind: DeskDocument.Kind, link: String, limit: Int) async throws(StoreError) -> [DeskDocument]
}
