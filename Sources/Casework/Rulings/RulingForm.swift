public import SafetyModel

/// Everything that a person says in one ruling; one form for one or many items of a case.
public struct RulingForm: Hashable, Sendable, Codable {
    /// What happens to the items in breach.
    public enum ItemMeasure: String, CaseIterable, Hashable, Sendable, Codable { case remove, label }

    /// The items ruled on: reported ones, copies, and the near-duplicates that the person included.
    public var items: Set<ItemID>
    public var reason: RulingReason
    /// The cited law; nil makes a breach one of the terms.
    public var citing: LegalGround?
    /// The clause of the terms, where no law is cited.
    public var clause: TermsClause?
    /// What is wrong, for the Commission's category and for the hold after a miss; required for a breach.
    public var category: Category?
    public var measure: ItemMeasure = .remove
    /// Enter the items in the bank of confirmed pictures.
    public var bank: Bool = false
    /// The owners who get a strike.
    public var strikes: Set<AccountID> = []
    /// The reviewer or the notice knows that the person shown is a woman or girl; nobody guesses it from a face.
    public var subjectIsWoman: Bool?
    /// Nil puts category × operation on hold after a miss; a family narrows the hold to some wordings.
    public var holdFamily: PhraseFamilyID?
    public var territory: Territory = .everywhere
    /// The sealed words of the reviewer.
    public var note: SealedID?

    public init(
        items: Set<ItemID>, reason: RulingReason, citing: LegalGround? = nil, clause: TermsClause? = nil,
        category: Category? = nil, measure: ItemMeasure = .remove, bank: Bool = false, strikes: Set<AccountID> = [],
        subjectIsWoman: Bool? = nil, holdFamily: PhraseFamilyID? = nil, territory: Territory = .everywhere,
        note: SealedID? = nil
    ) {
        self.items = items
        self.reason = reason
        self.citing = citing
        self.clause = clause
        self.category = category
        self.measure = measure
        self.bank = bank
        self.strikes = strikes
        self.subjectIsWoman = subjectIsWoman
        self.holdFamily = holdFamily
        self.territory = territory
        self.note = note
    }

    /// The ground on which the items are restricted; nil when they are not.
    public var ground: RestrictionGround? {
        guard reason.isBreach else { return nil }
        if let citing { return .illegal(citing) }
        return clause.map { .terms($0) }
    }
}

/// On what a restriction rests (Art. 17(3)(d), (e)).
public enum RestrictionGround: Hashable, Sendable, Codable {
    case illegal(LegalGround)
    case terms(TermsClause)
}

extension RulingForm {
    /// Checks what the form says by itself; the case checks the rest.
    func check() throws(CaseworkError) {
        guard !items.isEmpty, items.count <= CaseLimits.itemsMax else { throw .noItems }
        guard territory.isValid else { throw .invalid(.territory) }
        if let citing, !citing.isValid { throw .invalid(.legalGround) }
        if let clause, !isPrintable(clause.text, scalarsMax: 100) { throw .invalid(.clause) }
        guard reason.isBreach else {
            guard citing == nil, clause == nil, strikes.isEmpty, !bank else { throw .measureWithoutBreach }
            return
        }
        guard category != nil else { throw .invalid(.category) }
        guard citing != nil || clause != nil else { throw .groundMissing }
        guard citing == nil || clause == nil else { throw .twoGrounds }
        switch reason {
        case .childAbuse:
            guard citing != nil, measure == .remove, category == .minorSexual else { throw .childAbuseForm }
        case .revealingEdit:
            if let citing, !citing.isNational { throw .nationalLawMissing }
        default:
            guard category != .minorSexual else { throw .childAbuseForm }
        }
        guard measure == .remove || !bank else { throw .measureWithoutBreach }
    }
}
