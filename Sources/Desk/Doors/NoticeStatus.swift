public import Casework
public import SafetyModel

/// What the sender of a notice may know of it. Never a picture, never who posted it, never who decided.
public struct NoticeStatus: Sendable {
    /// Where one of the named pictures stands.
    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        /// Nobody has looked yet.
        case waiting
        /// Asked to be hidden; the platform has not confirmed.
        case hiding
        /// Hidden while somebody looks.
        case hidden
        case removed
        case labelled
        /// Looked at, and left where it is.
        case left
    }

    public struct Thing: Hashable, Sendable {
        /// The link as the sender wrote it; nil for a fingerprint or a file.
        public var link: String?
        public var outcome: Outcome
        /// Further places where the same picture was found, by what became of them.
        public var copies: [Outcome: Int]
        public init(link: String?, outcome: Outcome, copies: [Outcome: Int]) {
            self.link = link
            self.outcome = outcome
            self.copies = copies
        }
    }

    /// Something that happened, for the list on the page and the record for the police.
    public struct Step: Hashable, Sendable {
        public enum Kind: String, CaseIterable, Hashable, Sendable {
            case received, hidden, looked = "looked-at", removed, labelled, left, answered
            case added = "words-added"
            case withdrawn
            case evidenceErased = "evidence-erased"
            case complained
            case complaintDecided = "complaint-decided"
            case reported
        }

        public var at: Moment
        public var kind: Kind
        public init(at: Moment, kind: Kind) {
            self.at = at
            self.kind = kind
        }
    }

    /// The number of the notice, which may be quoted in the open.
    public var notice: NoticeID
    public var ground: NoticeGround
    public var language: LanguageCode
    public var receivedAt: Moment
    public var things: [Thing]
    public var steps: [Step]
    /// The clocks that run for the sender, soonest first.
    public var clocks: [LegalClock]
    /// The answer (Art. 16(5)) in words; empty while nobody has decided.
    public var answer: [String]
    /// What a law asks for and the notice lacks.
    public var missing: Set<NoticeElement>
    /// The sender may complain now, until then.
    public var complaintsUntil: Moment?
    /// The answer to the sender's complaint in words; empty while there is none.
    public var complaintAnswer: [String]
    public var hasOpenComplaint: Bool
    public var isWithdrawn: Bool
    /// A file of the sender is still kept.
    public var hasEvidence: Bool
    /// Somebody at the desk has taken the case.
    public var isLookedAt: Bool

    public init(
        notice: NoticeID, ground: NoticeGround, language: LanguageCode, receivedAt: Moment, things: [Thing],
        steps: [Step], clocks: [LegalClock], answer: [String], missing: Set<NoticeElement>,
        complaintsUntil: Moment?, complaintAnswer: [String], hasOpenComplaint: Bool, isWithdrawn: Bool,
        hasEvidence: Bool, isLookedAt: Bool
    ) {
        self.notice = notice
        self.ground = ground
        self.language = language
        self.receivedAt = receivedAt
        self.things = things
        self.steps = steps
        self.clocks = clocks
        self.answer = answer
        self.missing = missing
        self.complaintsUntil = complaintsUntil
        self.complaintAnswer = complaintAnswer
        self.hasOpenComplaint = hasOpenComplaint
        self.isWithdrawn = isWithdrawn
        self.hasEvidence = hasEvidence
        self.isLookedAt = isLookedAt
    }
}
