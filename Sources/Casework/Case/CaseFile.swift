public import SafetyModel

/// One case: the fold of its events. A value; every change is an event, and `apply` says which.
///
/// A case is opened by a notice, an order, a decision that the gate holds, a contested refusal, a machine's pause, or
/// a removed account that seems to be back. It waits, is claimed, ruled on by a person (two where the law or our own
/// rules ask for it), may be complained about, and ends when windows are over and what was kept is erased.
public struct CaseFile: Hashable, Sendable {
    public let id: CaseID
    /// The number of the last event; 0 for a case that was never opened.
    public internal(set) var sequence = 0
    public internal(set) var origin: CaseOrigin?
    public internal(set) var openedAt = Moment(milliseconds: 0)
    public internal(set) var severity: Severity = .routine
    /// Something that asks for a person at once: beyond the hiding budget, or from a sender who lost hiding.
    public internal(set) var isUrgent = false
    public internal(set) var dangerAt: Moment?
    /// A trusted flagger's notice is in it.
    public internal(set) var hasPriority = false
    public internal(set) var items: [ItemID: ItemState] = [:]
    public internal(set) var notices: [NoticeID: NoticeState] = [:]
    public internal(set) var order: OrderState?
    public internal(set) var accountReturn: AccountReturn?
    public internal(set) var claim: Claim?
    public internal(set) var proposals: [ProposalID: ProposalState] = [:]
    public internal(set) var rulings: [RulingID: RulingState] = [:]
    public internal(set) var strikes: [StrikeID: StrikeState] = [:]
    public internal(set) var measures: [MeasureID: MeasureState] = [:]
    public internal(set) var bankEntries: [BankEntryID: BankEntryState] = [:]
    public internal(set) var holds: [HoldID: HoldState] = [:]
    public internal(set) var statements: [StatementID: StatementState] = [:]
    public internal(set) var complaints: [ComplaintID: ComplaintState] = [:]
    public internal(set) var reports: [ReportID: ReportState] = [:]
    public internal(set) var liftedMatches: [BankEntryID: Set<ItemID>] = [:]
    public internal(set) var clearances: [RulingID: Clearance] = [:]
    public internal(set) var notes: [SealedID] = []
    /// Rows with personal text that are not erased.
    public internal(set) var sealedRows: Set<SealedID> = []
    public internal(set) var textsErasedAt: Moment?
    public internal(set) var preservation: Preservation?
    /// The gate's decision was let out or kept in; nil while it waits or where there is none.
    public internal(set) var heldReleased: Bool?
    public internal(set) var heldDecidedAt: Moment?
    public internal(set) var refusalReversedAt: Moment?
    /// Clocks that were warned of.
    public internal(set) var warned: Set<LegalClock.Name> = []
    /// Effects that no adapter has confirmed.
    public internal(set) var outstanding: [EffectID: Effect] = [:]
    /// Letters that reached nobody.
    public internal(set) var unreached: [EffectID: Unreached] = [:]
    /// When receipt and effect of the order were told to the authority.
    public internal(set) var orderConfirmedAt: Moment?
    public internal(set) var orderReportedAt: Moment?
    /// How many parts were numbered.
    var partCount = 0

    public init(id: CaseID) { self.id = id }

    /// Folds events that a store gives back, in order; throws `damaged` at a gap or an event of another case.
    public init(id: CaseID, events: some Sequence<RecordedEvent>) throws(CaseworkError) {
        self.init(id: id)
        for event in events {
            guard takes(event) else { throw .damaged }
            fold(event)
        }
    }

    /// True when the event is the next one of this case.
    func takes(_ recorded: RecordedEvent) -> Bool { recorded.caseID == id && recorded.sequence == sequence + 1 }
}

/// A notice in its case.
public struct NoticeState: Hashable, Sendable {
    public let receipt: NoticeReceipt
    public let at: Moment
    public internal(set) var answer: NoticeAnswer?
    public internal(set) var answeredAt: Moment?
    /// When the sender was told.
    public internal(set) var toldAt: Moment?
    public internal(set) var receiptConfirmedAt: Moment?
    /// Sealed words that the sender added.
    public internal(set) var words: [SealedID] = []
    /// When the sender added something.
    public internal(set) var amendedAt: [Moment] = []
    /// What the sender made good of what the laws ask for.
    public internal(set) var completed: Set<NoticeElement> = []
    public internal(set) var withdrawnAt: Moment?
    var answerEffect: EffectID?

    public var notice: Notice { receipt.notice }
    /// What the laws ask for and the sender still has not given.
    public var missing: Set<NoticeElement> { notice.missing.subtracting(completed) }
}

/// A strike in the case that made it.
public struct StrikeState: Hashable, Sendable {
    public let strike: Strike
    public internal(set) var isWithdrawn = false
}

/// A measure in the case that imposed it.
public struct MeasureState: Hashable, Sendable {
    public let measure: AccountMeasure
    public let at: Moment
    public internal(set) var end: MeasureEnd.Cause?
    /// A person has looked at a machine's pause.
    public internal(set) var isSeen = false
}

/// A bank entry in the case that made it.
public struct BankEntryState: Hashable, Sendable {
    public let order: BankOrder
    public internal(set) var isEnabled = true
}

/// A statement in its case.
public struct StatementState: Hashable, Sendable {
    public let statement: StatementOfReasons
    /// When the addressee was told; the complaint window counts from then.
    public internal(set) var sentAt: Moment?
    /// What it stated is no longer in force.
    public internal(set) var isOver = false
}
