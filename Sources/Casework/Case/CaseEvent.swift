public import SafetyModel

/// What happened in a case: ids and codes only. Personal words are named by the id of a sealed row.
public enum CaseEvent: Hashable, Sendable, Codable {
    // Opening and joining.
    case opened(CaseOrigin)
    case noticeReceived(NoticeReceipt)
    case noticeAmended(NoticeID, SealedID?, Set<NoticeElement>)
    case noticeWithdrawn(NoticeID)
    case orderReceived(Order)
    case itemsAdded([Item])
    case returnFlagged(AccountReturn)
    case markedUrgent(HidingRefusal)
    case dangerNoted
    case escalated(Severity)
    // Work.
    case claimed(Claim)
    case claimReleased(StaffID)
    case noted(SealedID)
    case proposed(Proposal)
    case confirmed(ProposalID)
    case rejected(ProposalID)
    case ruled(Ruling)
    /// With the second person, where one was needed.
    case rulingEffective(RulingID, second: StaffID?)
    case rulingReversed(RulingID, ReversalCause)
    // Items.
    case itemsHidden(ItemChange)
    case hidingRefused([ItemID], HidingRefusal)
    case itemsShown(ItemChange)
    case itemsRemoved(ItemChange)
    case itemsLabelled(ItemChange)
    case itemsCleared(Clearance)
    case clearanceWithdrawn(Clearance)
    case heldDecided(DecisionID, released: Bool)
    case refusalReversed(DecisionID)
    case bankEntered(BankOrder)
    case bankDisabled(BankEntryID)
    case matchLifted(BankEntryID, ItemID)
    // Accounts.
    case struck(Strike)
    case strikeWithdrawn(StrikeID, AccountID)
    case measureImposed(AccountMeasure)
    case measureEnded(MeasureEnd)
    case pauseReviewed(MeasureID, AccountID)
    // The miss loop.
    case missMarked(Miss)
    case holdLifted(HoldID, HoldScope)
    // What people are told.
    case statementIssued(StatementOfReasons)
    case noticeAnswered(NoticeAnswer)
    case complained(Complaint)
    case complaintDecided(ComplaintOutcome)
    case disputeRecorded(Dispute)
    // Authorities.
    case orderCompleted(Set<OrderElement>)
    case senderConfirmed
    case orderEffectGiven(OrderID, OrderEffect)
    case recipientToBeTold(RecipientNotice)
    case preservationStarted(Preservation)
    case preservationEnded(OrderID)
    case reported(AuthorityReport)
    case reportReviewed(ReportID)
    case reportCorrected(ReportID)
    // Misuse and flaggers.
    case misuseWarned(Misuser)
    case misuseSuspended(MisuseSuspension)
    case coordinatorInformed(FlaggerID)
    // Erasure, clocks, outbox.
    case itemsErased([ItemID], ErasureCause)
    case textsErased([SealedID])
    case clockWarned(LegalClock.Name)
    case acknowledged(EffectID)
    case unreached(EffectID, Unreached)
}

/// An event at its place in a case.
public struct RecordedEvent: Hashable, Sendable, Codable {
    /// Changes when the layout of an event changes in a way that old readers cannot read.
    public static let version = 1

    public var caseID: CaseID
    /// Counts from 1 without gaps in its case. A writer whose number is taken has lost a race and tries again.
    public var sequence: Int
    public var at: Moment
    public var by: Actor
    public var event: CaseEvent

    public init(caseID: CaseID, sequence: Int, at: Moment, by: Actor, event: CaseEvent) {
        self.caseID = caseID
        self.sequence = sequence
        self.at = at
        self.by = by
        self.event = event
    }

    private enum Key: String, CodingKey { case version = "v", caseID = "case", sequence, at, by, event }

    /// Reads one event; throws for a version that this program does not know.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let version = try container.decode(Int.self, forKey: .version)
        guard version == Self.version else {
            throw DecodingError.dataCorruptedError(
                forKey: .version, in: container, debugDescription: "unknown version of a case event: \(version)")
        }
        caseID = try container.decode(CaseID.self, forKey: .caseID)
        sequence = try container.decode(Int.self, forKey: .sequence)
        at = try container.decode(Moment.self, forKey: .at)
        by = try container.decode(Actor.self, forKey: .by)
        event = try container.decode(CaseEvent.self, forKey: .event)
    }

    /// Writes the event with its version.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Self.version, forKey: .version)
        try container.encode(caseID, forKey: .caseID)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(at, forKey: .at)
        try container.encode(by, forKey: .by)
        try container.encode(event, forKey: .event)
    }
}
