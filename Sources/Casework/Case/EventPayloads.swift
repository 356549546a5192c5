public import SafetyModel

/// How a case came to be.
public enum CaseOrigin: Hashable, Sendable, Codable {
    case notice
    case order
    /// The gate held a decision.
    case held(DecisionID)
    /// An account contests the gate's refusal.
    case refusal(DecisionID, AccountID)
    /// A removed account seems to be back.
    case accountReturn
    /// A machine paused an account, and a person has to look.
    case machinePause
}

/// A notice as it was taken in.
public struct NoticeReceipt: Hashable, Sendable, Codable {
    public var notice: Notice
    /// From a trusted flagger within its area (Art. 22).
    public var hasPriority: Bool
    /// The sender's notices wait until then (Art. 23(2)); grave ones are looked at all the same.
    public var suspendedUntil: Moment?
    public init(notice: Notice, hasPriority: Bool, suspendedUntil: Moment? = nil) {
        self.notice = notice
        self.hasPriority = hasPriority
        self.suspendedUntil = suspendedUntil
    }
}

/// A member of staff has taken the case.
public struct Claim: Hashable, Sendable, Codable {
    public var by: StaffID
    public var until: Moment
    public init(by: StaffID, until: Moment) {
        self.by = by
        self.until = until
    }

    /// True while it keeps others out.
    public func holds(at moment: Moment) -> Bool { moment < until }
}

/// A change of what may be seen, and what it rests on.
public struct ItemChange: Hashable, Sendable, Codable {
    public enum Cause: Hashable, Sendable, Codable {
        /// A machine, on a notice, pending a ruling.
        case notice(NoticeID)
        /// A person, pending a ruling.
        case person
        /// A ruling: proposed (hides) or effective (removes, labels).
        case ruling(RulingID)
        /// A verified copy found later shares the fate of its origin.
        case copy(of: ItemID)
        case order(OrderID)
        /// A ruling or measure was undone, rejected or reversed.
        case reversal(RulingID)
        case complaint(ComplaintID)
    }

    public var items: [ItemID]
    public var cause: Cause
    public init(items: [ItemID], cause: Cause) {
        self.items = items
        self.cause = cause
    }
}

/// Items ruled harmless on grounds: machines do not hide them again on these.
public struct Clearance: Hashable, Sendable, Codable {
    public var items: [ItemID]
    public var grounds: Set<NoticeGround>
    public var ruling: RulingID
    public init(items: [ItemID], grounds: Set<NoticeGround>, ruling: RulingID) {
        self.items = items
        self.grounds = grounds
        self.ruling = ruling
    }
}

/// An entry of the bank of confirmed pictures.
public struct BankOrder: Hashable, Sendable, Codable {
    public var entry: BankEntryID
    public var item: ItemID
    public var ruling: RulingID
    public var category: Category
    public init(entry: BankEntryID, item: ItemID, ruling: RulingID, category: Category) {
        self.entry = entry
        self.item = item
        self.ruling = ruling
        self.category = category
    }
}

/// A released picture broke the rules: the gate missed it.
public struct Miss: Hashable, Sendable, Codable {
    public var hold: HoldID
    public var scope: HoldScope
    public var item: ItemID
    public var decision: DecisionID
    public var ruling: RulingID
    public init(hold: HoldID, scope: HoldScope, item: ItemID, decision: DecisionID, ruling: RulingID) {
        self.hold = hold
        self.scope = scope
        self.item = item
        self.decision = decision
        self.ruling = ruling
    }
}

/// What stays on hold everywhere after a miss.
public enum HoldScope: Hashable, Sendable, Codable {
    case requests(Category, Operation)
    case phrases(PhraseFamilyID)
}

/// A hold in its case. Time from miss to hold: `liveAt` minus `markedAt`.
public struct HoldState: Hashable, Sendable {
    public let miss: Miss
    public let markedAt: Moment
    /// When the hold was confirmed to stand everywhere.
    public internal(set) var liveAt: Moment?
    public internal(set) var liftedAt: Moment?
    var effect: EffectID?
}

/// What an authority is told.
public struct AuthorityReport: Hashable, Sendable, Codable {
    public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        /// A threat to somebody's life or safety (Art. 18): one person reports, another reviews after.
        case danger
        /// Child sexual abuse, confirmed by two persons.
        case childAbuse = "child-abuse"
    }

    public var id: ReportID
    public var kind: Kind
    public var items: [ItemID]
    /// The ruling behind it; nil for danger.
    public var ruling: RulingID?
    public var by: StaffID
    /// The sealed words for the authority.
    public var text: SealedID?
    public init(id: ReportID, kind: Kind, items: [ItemID], ruling: RulingID? = nil, by: StaffID, text: SealedID? = nil)
    {
        self.id = id
        self.kind = kind
        self.items = items
        self.ruling = ruling
        self.by = by
        self.text = text
    }
}

/// A report in its case.
public struct ReportState: Hashable, Sendable {
    public let report: AuthorityReport
    public let at: Moment
    public internal(set) var confirmedAt: Moment?
    public internal(set) var reviewedBy: StaffID?
    public internal(set) var correctedAt: Moment?
    var effect: EffectID?
}

/// Art. 9(5), 10(5): what the recipient is told, and not before when.
public struct RecipientNotice: Hashable, Sendable, Codable {
    public var order: OrderID
    public var kind: Order.Kind
    public var account: AccountID
    public var language: LanguageCode
    public var items: [ItemID]
    public var territory: Territory
    public var notBefore: Moment?
    public init(
        order: OrderID, kind: Order.Kind, account: AccountID, language: LanguageCode, items: [ItemID],
        territory: Territory, notBefore: Moment? = nil
    ) {
        self.order = order
        self.kind = kind
        self.account = account
        self.language = language
        self.items = items
        self.territory = territory
        self.notBefore = notBefore
    }
}
