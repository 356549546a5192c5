public import SafetyModel

/// Somebody disagrees (Art. 20): free of charge, at least six months long, for accounts and for senders of notices.
public struct Complaint: Hashable, Sendable, Codable {
    /// What it is against.
    public enum Target: Hashable, Sendable, Codable {
        /// A restriction: whoever got the statement complains.
        case statement(StatementID)
        /// A decision on a notice, or that none was made: the sender complains.
        case notice(NoticeID)
        /// The gate's refusal: the account complains.
        case refusal(DecisionID)
    }

    public enum Complainant: Hashable, Sendable, Codable {
        case account(AccountID)
        case notifier(NotifierID?)
    }

    public var id: ComplaintID
    public var target: Target
    public var by: Complainant
    /// The sealed words of the complaint.
    public var text: SealedID?
    /// Processing waits until then because of misuse (Art. 23(2)).
    public var suspendedUntil: Moment?
    public init(id: ComplaintID, target: Target, by: Complainant, text: SealedID? = nil, suspendedUntil: Moment? = nil)
    {
        self.id = id
        self.target = target
        self.by = by
        self.text = text
        self.suspendedUntil = suspendedUntil
    }
}

/// A person's decision on a complaint.
public struct ComplaintDecision: Hashable, Sendable, Codable {
    public enum Result: String, CaseIterable, Hashable, Sendable, Codable {
        /// The first decision stands.
        case upheld
        case partlyReversed = "partly-reversed"
        case reversed
    }

    /// The required reason code.
    public enum Reason: String, CaseIterable, Hashable, Sendable, Codable {
        case firstRulingRight = "first-ruling-right"
        case newFacts = "new-facts"
        case wrongGround = "wrong-ground"
        case wrongItem = "wrong-item"
        case tooStrict = "too-strict"
        case overlooked
        case manifestlyUnfounded = "manifestly-unfounded"
    }

    public var result: Result
    public var reason: Reason
    /// The ruling that takes the place of the first; required where a notice is to be acted on or a part stays.
    public var replacement: RulingForm?
    /// The sealed words of the reviewer.
    public var note: SealedID?
    public init(result: Result, reason: Reason, replacement: RulingForm? = nil, note: SealedID? = nil) {
        self.result = result
        self.reason = reason
        self.replacement = replacement
        self.note = note
    }

    /// What the decision says of the complaint.
    var verdict: NoticeVerdict {
        switch result {
        case .upheld: reason == .manifestlyUnfounded ? .manifestlyUnfounded : .unfounded
        case .partlyReversed, .reversed: .founded
        }
    }

    func check() throws(CaseworkError) {
        switch result {
        case .upheld:
            guard replacement == nil, [.firstRulingRight, .manifestlyUnfounded].contains(reason) else {
                throw .complaintForm
            }
        case .partlyReversed: guard replacement != nil, verdictFits else { throw .complaintForm }
        case .reversed: guard verdictFits else { throw .complaintForm }
        }
    }

    private var verdictFits: Bool { reason != .firstRulingRight && reason != .manifestlyUnfounded }
}

/// The reasoned outcome, with the ways to go on (Art. 20(5), 21).
public struct ComplaintOutcome: Hashable, Sendable, Codable {
    public var complaint: ComplaintID
    /// The complaining account, for its file; nil for a sender of notices.
    public var complainant: AccountID?
    public var by: StaffID
    public var decision: ComplaintDecision
    /// The out-of-court bodies that the complainant is told of.
    public var bodies: [SettlementBodyID]
    public init(
        complaint: ComplaintID, complainant: AccountID? = nil, by: StaffID, decision: ComplaintDecision,
        bodies: [SettlementBodyID]
    ) {
        self.complaint = complaint
        self.complainant = complainant
        self.by = by
        self.decision = decision
        self.bodies = bodies
    }
}

/// A complaint in its case.
public struct ComplaintState: Hashable, Sendable {
    public let complaint: Complaint
    public let at: Moment
    public internal(set) var outcome: ComplaintOutcome?
    public internal(set) var decidedAt: Moment?
    /// A dispute before an out-of-court body; nil outcome while it runs.
    public internal(set) var dispute: Dispute?

    public var isOpen: Bool { outcome == nil }
}

/// A dispute before an out-of-court body (Art. 21). Its outcome does not bind; whether it was followed is reported.
public struct Dispute: Hashable, Sendable, Codable {
    public enum Outcome: String, CaseIterable, Hashable, Sendable, Codable {
        case upheld, partlyReversed = "partly-reversed", reversed, omitted
    }

    public var complaint: ComplaintID
    public var body: SettlementBodyID
    public var outcome: Outcome?
    public var wasFollowed: Bool?
    public init(complaint: ComplaintID, body: SettlementBodyID, outcome: Outcome? = nil, wasFollowed: Bool? = nil) {
        self.complaint = complaint
        self.body = body
        self.outcome = outcome
        self.wasFollowed = wasFollowed
    }
}
