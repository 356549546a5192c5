import Casework
import SafetyModel

/// A docket with a clock that stands still, and short words for what tests do often.
struct Bench {
    static let ann = Actor.staff(StaffID(text: "ann"), .reviewer)
    static let bob = Actor.staff(StaffID(text: "bob"), .reviewer)
    static let cas = Actor.staff(StaffID(text: "cas"), .childSafety)
    static let dot = Actor.staff(StaffID(text: "dot"), .childSafety)
    static let eve = Actor.staff(StaffID(text: "eve"), .childSafety)
    static let fay = Actor.staff(StaffID(text: "fay"), .childSafety)
    static let lee = Actor.staff(StaffID(text: "lee"), .lead)
    static let max = Actor.staff(StaffID(text: "max"), .lead)
    static let adm = Actor.staff(StaffID(text: "adm"), .admin)
    static let aud = Actor.staff(StaffID(text: "aud"), .auditor)

    static let maker = AccountID(text: "maker")
    static let sender = NotifierID(text: "ntf_1")
    static let dutchLaw = LegalGround(jurisdiction: "nl", citation: "Wetboek van Strafrecht, art. 254ba")
    static let unionLaw = LegalGround(jurisdiction: "eu", citation: "Directive 2011/93/EU, art. 5")

    var docket: Docket
    var now = Moment(milliseconds: 1_795_000_000_000)
    let caseID: CaseID

    init(_ name: String = "case_1", settings: CaseworkSettings = CaseworkSettings()) {
        docket = Docket(settings: settings)
        caseID = CaseID(text: name)
    }

    var file: CaseFile { docket.cases[caseID] ?? CaseFile(id: caseID) }

    @discardableResult
    mutating func run(_ command: CaseCommand, by actor: Actor, on other: CaseID? = nil) throws -> CaseStep {
        try docket.perform(command, on: other ?? caseID, by: actor, at: now)
    }

    /// The error of a command that must be refused, after checking that nothing changed.
    mutating func refusal(_ command: CaseCommand, by actor: Actor) -> CaseworkError? {
        do throws(CaseworkError) {
            _ = try file.apply(command, by: actor, at: now, in: docket.surroundings(for: command, at: now))
            return nil
        } catch { return error }
    }

    static func item(
        _ name: String, owner: AccountID? = maker, isMinor: Bool = false, relation: Item.Relation = .reported,
        hosted: Bool = true, releasedBy: DecisionID? = nil, synthetic: Bool = true
    ) -> Item {
        Item(
            id: ItemID(text: name), owner: owner.map { Item.Owner(account: $0, language: "nl", isMinor: isMinor) },
            relation: relation, isHosted: hosted, releasedBy: releasedBy, operation: .edit, isSynthetic: synthetic,
            postedAt: Moment(milliseconds: 1_794_000_000_000))
    }

    static func notice(
        _ name: String = "ntc_1", _ items: [String] = ["a"], ground: NoticeGround = .intimateImage,
        from notifier: NotifierID? = sender, flagger: FlaggerID? = nil, regimes: Set<Regime> = [],
        elements: Set<NoticeElement> = [.explanation, .identity, .bonaFide], subject: SubjectID? = nil,
        woman: Bool? = nil, danger: Bool = false, contact: Bool = true
    ) -> Notice {
        Notice(
            id: NoticeID(text: name), ground: ground, items: items.map { ItemID(text: $0) }, notifier: notifier,
            flagger: flagger, subject: subject, regimes: regimes, elements: elements, subjectIsWoman: woman,
            isDanger: danger, text: SealedID(text: "sld_text-\(name)"),
            contact: contact ? SealedID(text: "sld_contact-\(name)") : nil)
    }

    @discardableResult
    mutating func receive(_ notice: Notice = Bench.notice(), _ items: [Item]? = nil) throws -> CaseStep {
        let known = file
        let new = items ?? notice.items.filter { known.items[$0] == nil }.map { Bench.item($0.text) }
        return try run(.receiveNotice(notice, items: new), by: .notifier(notice.notifier))
    }

    static func breach(
        _ items: Set<String> = ["a"], _ reason: RulingReason = .undressed, citing: LegalGround? = nil,
        category: Category = .undress, strikes: Set<AccountID> = [], bank: Bool = false,
        measure: RulingForm.ItemMeasure = .remove
    ) -> RulingForm {
        RulingForm(
            items: Set(items.map { ItemID(text: $0) }), reason: reason, citing: citing,
            clause: citing == nil ? "no-undressing" : nil, category: category, measure: measure, bank: bank,
            strikes: strikes)
    }

    static func abuse(_ items: Set<String> = ["a"], strikes: Set<AccountID> = [maker], bank: Bool = true) -> RulingForm
    {
        breach(items, .childAbuse, citing: unionLaw, category: .minorSexual, strikes: strikes, bank: bank)
    }

    static func harmless(_ items: Set<String> = ["a"], _ reason: RulingReason = .noBreach) -> RulingForm {
        RulingForm(items: Set(items.map { ItemID(text: $0) }), reason: reason)
    }

    @discardableResult
    mutating func rule(_ form: RulingForm, by actor: Actor = ann) throws -> RulingID {
        if file.standingClaim(at: now)?.by != actor.person { try run(.claim, by: actor) }
        let step = try run(.rule(form), by: actor)
        for case .ruled(let ruling) in step.events.map(\.event) { return ruling.id }
        throw CaseworkError.unknownPart
    }

    mutating func decide(_ complaint: ComplaintID, _ decision: ComplaintDecision, by actor: Actor) throws {
        try run(.claim, by: actor)
        try run(.decideComplaint(complaint, decision), by: actor)
    }

    /// The proposal that waits.
    var waiting: ProposalID? { file.proposals.values.first(where: \.isOpen)?.proposal.id }

    mutating func acknowledgeAll() throws {
        while let effect = file.outstanding.keys.min() { try run(.acknowledge(effect), by: .machine) }
    }

    func item(_ name: String) -> ItemState? { file.items[ItemID(text: name)] }

    /// The statement about an item with that restriction.
    func statement(_ restriction: StatementOfReasons.Restriction) -> StatementOfReasons? {
        file.statements.values.map(\.statement).filter { $0.restriction == restriction }
            .max { $0.issuedAt < $1.issuedAt || ($0.issuedAt == $1.issuedAt && $0.id.text < $1.id.text) }
    }

    mutating func wait(_ seconds: Int64) { now = now.adding(seconds: seconds) }
}

let hour: Int64 = 3600
let oneDay: Int64 = 24 * 3600
