public import SafetyModel

/// A statement of reasons with every part of Art. 17(3), as codes and keys: words come from the language files, so it
/// can name neither the sender of a notice nor a person.
public struct StatementOfReasons: Hashable, Sendable, Codable {
    /// The type of restriction (Art. 17(1), 17(3)(a)).
    public enum Restriction: String, CaseIterable, Hashable, Sendable, Codable {
        case contentRemoved = "content-removed"
        /// Access disabled while a ruling is pending.
        case contentDisabled = "content-disabled"
        case contentLabelled = "content-labelled"
        /// The right to generate, for a while or for good: part of the service.
        case generationSuspended = "generation-suspended"
        case generationTerminated = "generation-terminated"
        case accountSuspended = "account-suspended"
        case accountTerminated = "account-terminated"
    }

    /// How far machines decided (Art. 17(3)(c)).
    public enum Automation: String, CaseIterable, Hashable, Sendable, Codable { case full, partial, none }

    /// Where the operator learned of it (Art. 17(3)(b)).
    public enum Source: String, CaseIterable, Hashable, Sendable, Codable {
        case notice
        case trustedFlagger = "trusted-flagger"
        /// Told by somebody outside the Art. 16 mechanism, or against the terms only.
        case otherNotification = "other-notification"
        case ownInitiative = "own-initiative"
    }

    public var id: StatementID
    public var addressee: AccountID
    public var language: LanguageCode
    public var restriction: Restriction
    /// The items; empty for measures on the account.
    public var items: [ItemID] = []
    public var territory: Territory = .everywhere
    /// When the restriction ends by itself; nil for indefinite.
    public var until: Moment?
    /// The ruling behind it; nil while one is pending.
    public var ruling: RulingID?
    public var measure: MeasureID?
    /// The code of the facts and circumstances.
    public var facts: Facts
    public var source: Source
    public var automatedDetection: Bool
    public var automation: Automation
    public var ground: RestrictionGround
    /// The code of the explanation why the ground applies.
    public var explanation: Explanation
    /// Where the category is known, what the Commission calls it.
    public var classification: Classification
    /// Until when a complaint can be made at least; counted from the day the statement is sent (Art. 20(1)).
    public var complaintsUntil: Moment
    /// The certified bodies (Art. 21).
    public var bodies: [SettlementBodyID]
    public var isSynthetic: Bool
    /// When the first of the items was posted.
    public var contentDate: Moment
    public var issuedAt: Moment
    /// Goes to the Commission's database (Art. 24(5)).
    public var toCommission: Bool

    public init(
        id: StatementID, addressee: AccountID, language: LanguageCode, restriction: Restriction, items: [ItemID] = [],
        territory: Territory = .everywhere, until: Moment? = nil, ruling: RulingID? = nil, measure: MeasureID? = nil,
        facts: Facts, source: Source, automatedDetection: Bool, automation: Automation, ground: RestrictionGround,
        explanation: Explanation, classification: Classification, complaintsUntil: Moment, bodies: [SettlementBodyID],
        isSynthetic: Bool, contentDate: Moment, issuedAt: Moment, toCommission: Bool
    ) {
        self.id = id
        self.addressee = addressee
        self.language = language
        self.restriction = restriction
        self.items = items
        self.territory = territory
        self.until = until
        self.ruling = ruling
        self.measure = measure
        self.facts = facts
        self.source = source
        self.automatedDetection = automatedDetection
        self.automation = automation
        self.ground = ground
        self.explanation = explanation
        self.classification = classification
        self.complaintsUntil = complaintsUntil
        self.bodies = bodies
        self.isSynthetic = isSynthetic
        self.contentDate = contentDate
        self.issuedAt = issuedAt
        self.toCommission = toCommission
    }

    /// Which text states the facts.
    public enum Facts: String, CaseIterable, Hashable, Sendable, Codable {
        case reportedItem = "reported-item"
        case foundItem = "found-item"
        case copyOfRuledItem = "copy-of-ruled-item"
        /// Reported as intimate, or a copy of what was, and hidden by a machine.
        case pendingReview = "pending-review"
        /// Hidden by a person.
        case staffReview = "staff-review"
        case strikes
        case machinePause = "machine-pause"
        /// Says no more than that the terms and the law forbid it; for everything about child abuse.
        case generic
    }

    /// Which text explains the ground.
    public enum Explanation: String, CaseIterable, Hashable, Sendable, Codable {
        case undressed
        case intimateImage = "intimate-image"
        case sexualDepiction = "sexual-depiction"
        case revealingEdit = "revealing-edit"
        case degradingEdit = "degrading-edit"
        case adultContent = "adult-content"
        case violence, hate, harassment
        case selfHarm = "self-harm"
        case deception
        case otherBreach = "other-breach"
        case returned
        case pendingReview = "pending-review"
        case machinePause = "machine-pause"
        case generic

        init(_ reason: RulingReason) {
            switch reason {
            case .childAbuse: self = .generic
            default: self = Explanation(rawValue: reason.rawValue) ?? .otherBreach
            }
        }
    }

    /// True for statements about child abuse: they tell nothing that could warn an offender or describe the material.
    public var isGeneric: Bool { facts == .generic }
}

/// Category, additions and keywords in the Commission's words.
public struct Classification: Hashable, Sendable, Codable {
    public var category: CommissionCategory
    public var additions: [CommissionCategory]
    public var keywords: [CommissionKeyword]
    public init(category: CommissionCategory, additions: [CommissionCategory], keywords: [CommissionKeyword]) {
        self.category = category
        self.additions = additions
        self.keywords = keywords
    }
}

/// The answer to a notice (Art. 16(5), (6)): what was decided, that machines had a part, and how to complain.
public struct NoticeAnswer: Hashable, Sendable, Codable {
    public var notice: NoticeID
    public var notifier: NotifierID?
    public var flagger: FlaggerID?
    public var verdict: NoticeVerdict
    /// Items that were removed or labelled, and that were left.
    public var actedOn: [ItemID]
    public var leftAlone: [ItemID]
    /// Machines hid items before a person ruled; stated to the sender.
    public var automation: StatementOfReasons.Automation
    public var language: LanguageCode
    public var isReachable: Bool
    public var complaintsUntil: Moment
    public var bodies: [SettlementBodyID]
    public init(
        notice: NoticeID, notifier: NotifierID? = nil, flagger: FlaggerID? = nil, verdict: NoticeVerdict,
        actedOn: [ItemID], leftAlone: [ItemID], automation: StatementOfReasons.Automation, language: LanguageCode,
        isReachable: Bool, complaintsUntil: Moment, bodies: [SettlementBodyID]
    ) {
        self.notice = notice
        self.notifier = notifier
        self.flagger = flagger
        self.verdict = verdict
        self.actedOn = actedOn
        self.leftAlone = leftAlone
        self.automation = automation
        self.language = language
        self.isReachable = isReachable
        self.complaintsUntil = complaintsUntil
        self.bodies = bodies
    }
}
