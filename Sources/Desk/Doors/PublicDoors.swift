public import Casework
public import SafetyModel

/// The door for notices (Art. 16): no account, no name needed.
public protocol NoticeDoor: Sendable {
    /// Takes a notice in, hides what may be hidden at once, and answers with the secrets for the status page.
    func submit(_ draft: NoticeDraft) async throws(DeskError) -> NoticeTicket
    func status(_ code: CaseCode) async throws(DeskError) -> NoticeStatus
    /// A new code for a lost one, which stops working.
    func recover(_ recovery: CaseCode) async throws(DeskError) -> NoticeTicket
    /// Adds words to a notice, and what the laws ask for.
    func add(_ words: String, elements: Set<NoticeElement>, to code: CaseCode) async throws(DeskError)
    /// Takes the notice back. A person still decides what becomes of pictures that were hidden.
    func withdraw(_ code: CaseCode) async throws(DeskError)
    /// Erases the sender's own files now; their fingerprints stay until the case is over.
    func eraseEvidence(_ code: CaseCode) async throws(DeskError)
    /// Against a decision, or that there is none (Art. 20).
    func complain(_ words: String, about code: CaseCode) async throws(DeskError)
}

/// The door for people whose picture or account was restricted, or whose request was refused (Art. 17, 20).
public protocol StatementDoor: Sendable {
    /// The statement behind the secret that was sent with it.
    func statement(_ secret: String) async throws(DeskError) -> StatementView
    func complain(_ words: String, aboutStatement secret: String) async throws(DeskError)
    /// Against a refusal by the gate: whoever knows the decision's number and made the request. A person looks at it.
    func contest(_ decision: DecisionID, words: String) async throws(DeskError)
}

/// A statement of reasons as its addressee reads it.
public struct StatementView: Sendable {
    public var id: StatementID
    public var language: LanguageCode
    public var issuedAt: Moment
    /// All parts of Art. 17(3) in words.
    public var lines: [String]
    /// Nil when the time is over.
    public var complaintsUntil: Moment?
    public var hasOpenComplaint: Bool
    /// The answer to a complaint in words; empty while there is none.
    public var complaintAnswer: [String]
    /// What it states is no longer in force.
    public var isOver: Bool

    public init(
        id: StatementID, language: LanguageCode, issuedAt: Moment, lines: [String], complaintsUntil: Moment?,
        hasOpenComplaint: Bool, complaintAnswer: [String], isOver: Bool
    ) {
        self.id = id
        self.language = language
        self.issuedAt = issuedAt
        self.lines = lines
        self.complaintsUntil = complaintsUntil
        self.hasOpenComplaint = hasOpenComplaint
        self.complaintAnswer = complaintAnswer
        self.isOver = isOver
    }
}

/// Why the desk did not do something. Nothing has happened then.
public enum DeskError: Error, Hashable, Sendable {
    /// A field that cannot be right; the word names it for the page.
    case invalid(Field)
    /// No such code, case, person or picture, or not theirs: all look alike from outside.
    case unknown
    /// The state of the case says no.
    case refused(CaseworkError)
    /// Nobody could administer the desk any more.
    case lastAdministrator
    /// The store is down or full; the same again may work.
    case unavailable

    /// A field of a form.
    public enum Field: String, CaseIterable, Hashable, Sendable {
        case things, link, fingerprints, file
        case fileForbidden = "file-forbidden"
        case email, name, signature, explanation, words, code
        case bonaFide = "bona-fide"
        case secret
    }
}
