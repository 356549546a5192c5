public import SafetyModel

/// Something that an adapter must do. Effects follow from events alone; an `acknowledged` event says that one is done,
/// so a replay knows what is left. Doing one twice must be harmless: it carries its identifier.
public enum Effect: Hashable, Sendable, Codable {
    // To the platform.
    case hideItem(ItemID)
    case removeItem(ItemID)
    case labelItem(ItemID)
    case restoreItem(ItemID)
    case actOnAccount(AccountID, AccountAction, until: Moment?)
    /// Keys, outputs and pending requests of a removed account stop with the next request.
    case stopAccount(AccountID)
    case releaseHeld(DecisionID)
    case refuseHeld(DecisionID)
    /// Lets the refused request through once.
    case permitRefused(DecisionID)
    // To people.
    case confirmReceipt(NoticeID)
    case askSender(NoticeID, Set<NoticeElement>)
    case sendStatement(StatementID)
    case answerNotice(NoticeAnswer)
    case confirmComplaint(ComplaintID)
    case answerComplaint(ComplaintOutcome)
    case sendMisuseWarning(Misuser)
    case sendMisuseSuspension(MisuseSuspension)
    case tellRecipient(RecipientNotice)
    // To authorities.
    case submitToCommission(StatementID)
    case confirmOrder(OrderID)
    case reportOrderEffect(OrderID)
    case report(ReportID)
    case correctReport(ReportID)
    case informCoordinator(FlaggerID)
    // Inside.
    case findRelated(ItemID)
    case enterBank(BankOrder)
    case disableBank(BankEntryID)
    case allowMatch(BankEntryID, ItemID)
    case quarantine(ItemID)
    case eraseItem(ItemID)
    case eraseTexts([SealedID])
    case placeHold(HoldID, HoldScope)
    case liftHold(HoldID, HoldScope)
    /// Strikes of an account were withdrawn: give `recount` to the other cases with measures on it.
    case recount(AccountID)
    case warnOfClock(LegalClock.Name)
}

/// What the platform is told to do with an account (`account.warn`, …).
public enum AccountAction: String, CaseIterable, Hashable, Sendable, Codable {
    case warn, pause, suspend, remove, reinstate
}

/// Names one effect: the event that asked for it, and its place among that event's effects.
public struct EffectID: Hashable, Sendable, Codable, Comparable {
    public var sequence: Int
    public var index: Int
    public init(sequence: Int, index: Int) {
        self.sequence = sequence
        self.index = index
    }

    public static func < (left: EffectID, right: EffectID) -> Bool {
        (left.sequence, left.index) < (right.sequence, right.index)
    }
}

/// An effect with its name.
public struct RequestedEffect: Hashable, Sendable {
    public var id: EffectID
    public var effect: Effect
    public init(id: EffectID, effect: Effect) {
        self.id = id
        self.effect = effect
    }
}
