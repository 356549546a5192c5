public import SafetyModel

/// What somebody wants done with a case. Identifiers of notices and orders are minted by whoever receives them.
public enum CaseCommand: Hashable, Sendable {
    // Opening and joining.
    case receiveNotice(Notice, items: [Item])
    case receiveOrder(Order, items: [Item])
    /// The sender adds words, or what a law asks for.
    case amendNotice(NoticeID, SealedID?, Set<NoticeElement>)
    /// The sender takes the notice back; a person still decides what becomes of the items.
    case withdrawNotice(NoticeID)
    /// The gate holds a decision's picture.
    case openHeld(DecisionID, items: [Item])
    /// Flags a new account that brings a source known from a removed account.
    case flagReturn(AccountReturn)
    /// Copies, siblings and derivatives that the index found.
    case addItems([Item])
    // Working on it.
    case claim
    case releaseClaim
    case note(SealedID)
    /// Raises the severity: the case goes to somebody trained for it.
    case escalate(Severity)
    case hide(Set<ItemID>)
    case show(Set<ItemID>)
    case rule(RulingForm)
    case undo(RulingID)
    case confirm(ProposalID)
    case reject(ProposalID)
    // Danger and reports.
    case reportDanger(SealedID?)
    case reviewReport(ReportID)
    // Machines.
    case pauseGeneration(Item.Owner, seconds: Int64)
    /// A person looks at a machine's pause, and ends it or lets it run out.
    case reviewPause(MeasureID, ends: Bool)
    case recount(AccountID)
    // Complaints.
    case complain(Complaint.Target, text: SealedID?)
    /// Against a gate's refusal: opens a case.
    case contestRefusal(DecisionID, decidedAt: Moment, text: SealedID?)
    case decideComplaint(ComplaintID, ComplaintDecision)
    case recordDispute(Dispute)
    // Orders.
    case completeOrder(Set<OrderElement>)
    case confirmSender
    case giveEffect(OrderEffect)
    case endPreservation
    // Misuse and flaggers.
    case warnMisuse(Misuser)
    case suspendMisuse(Misuser, MisuseJudgement)
    case informCoordinator(FlaggerID)
    // What two persons lift.
    case liftHold(HoldID)
    case liftMatch(BankEntryID, ItemID)
    // Erasure, clocks, outbox.
    case erase(Set<ItemID>, ErasureCause)
    case eraseTexts
    /// Warns of clocks that run out and ends measures whose time is over.
    case tick
    case acknowledge(EffectID)
    /// A letter reaches nobody and is not tried again.
    case giveUp(EffectID, Unreached)

    /// The command without its values: what the rights table knows.
    public var kind: CommandKind {
        switch self {
        case .receiveNotice: .receiveNotice
        case .receiveOrder: .receiveOrder
        case .amendNotice: .amendNotice
        case .withdrawNotice: .withdrawNotice
        case .openHeld: .openHeld
        case .flagReturn: .flagReturn
        case .addItems: .addItems
        case .claim: .claim
        case .releaseClaim: .releaseClaim
        case .note: .note
        case .escalate: .escalate
        case .hide: .hide
        case .show: .show
        case .rule: .rule
        case .undo: .undo
        case .confirm: .confirm
        case .reject: .reject
        case .reportDanger: .reportDanger
        case .reviewReport: .reviewReport
        case .pauseGeneration: .pauseGeneration
        case .reviewPause: .reviewPause
        case .recount: .recount
        case .complain: .complain
        case .contestRefusal: .contestRefusal
        case .decideComplaint: .decideComplaint
        case .recordDispute: .recordDispute
        case .completeOrder: .completeOrder
        case .confirmSender: .confirmSender
        case .giveEffect: .giveEffect
        case .endPreservation: .endPreservation
        case .warnMisuse: .warnMisuse
        case .suspendMisuse: .suspendMisuse
        case .informCoordinator: .informCoordinator
        case .liftHold: .liftHold
        case .liftMatch: .liftMatch
        case .erase: .erase
        case .eraseTexts: .eraseTexts
        case .tick: .tick
        case .acknowledge: .acknowledge
        case .giveUp: .giveUp
        }
    }
}

/// The kinds of commands, in the rights table and in refusals.
public enum CommandKind: String, CaseIterable, Hashable, Sendable {
    case receiveNotice = "receive-notice"
    case receiveOrder = "receive-order"
    case amendNotice = "amend-notice"
    case withdrawNotice = "withdraw-notice"
    case openHeld = "open-held"
    case flagReturn = "flag-return"
    case addItems = "add-items"
    case claim
    case releaseClaim = "release-claim"
    case note, escalate, hide, show, rule, undo, confirm, reject
    case reportDanger = "report-danger"
    case reviewReport = "review-report"
    case pauseGeneration = "pause-generation"
    case reviewPause = "review-pause"
    case recount, complain
    case contestRefusal = "contest-refusal"
    case decideComplaint = "decide-complaint"
    case recordDispute = "record-dispute"
    case completeOrder = "complete-order"
    case confirmSender = "confirm-sender"
    case giveEffect = "give-effect"
    case endPreservation = "end-preservation"
    case warnMisuse = "warn-misuse"
    case suspendMisuse = "suspend-misuse"
    case informCoordinator = "inform-coordinator"
    case liftHold = "lift-hold"
    case liftMatch = "lift-match"
    case erase
    case eraseTexts = "erase-texts"
    case tick, acknowledge
    case giveUp = "give-up"
}

/// A new account that brings the same banned source as a removed one. A flag for a person, never a measure.
public struct AccountReturn: Hashable, Sendable, Codable {
    public var owner: Item.Owner
    public var removed: AccountID
    /// The bank entry that both brought.
    public var entry: BankEntryID
    public var item: Item
    public init(owner: Item.Owner, removed: AccountID, entry: BankEntryID, item: Item) {
        self.owner = owner
        self.removed = removed
        self.entry = entry
        self.item = item
    }
}
