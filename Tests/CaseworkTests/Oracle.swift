import Casework
import SafetyModel

/// The promises of casework, checked on the stream of events with bookkeeping of its own: it shares no rule, fold or
/// query with the code that it watches, and reads only what was recorded.
struct Oracle {
    struct RulingFacts {
        var by: StaffID
        var isBreach: Bool
        var items: Set<ItemID>
        var isEffective = false
        var isReversed = false
        var persons: Set<StaffID>
    }

    struct CaseFacts {
        var rulings: [RulingID: RulingFacts] = [:]
        var isChild = false
        var claim: (by: StaffID, until: Moment)?
        var items: [ItemID: Item] = [:]
        var shown: [ItemID: String] = [:]
        var itemRuling: [ItemID: RulingID] = [:]
        var erased: Set<ItemID> = []
        var orderRemoved: Set<ItemID> = []
        var notices: [NoticeID: Notice] = [:]
        var proposals: [ProposalID: Proposal] = [:]
        var strikes: [StrikeID: (ruling: RulingID, living: Bool)] = [:]
        var measures: [MeasureID: (measure: AccountMeasure, living: Bool)] = [:]
        var bank: [BankEntryID: (ruling: RulingID, living: Bool)] = [:]
        var statements: [StatementID: StatementOfReasons] = [:]
        var complaints: [ComplaintID: Complaint] = [:]
        var requested: Set<EffectID> = []
        var danger: [ReportID: StaffID] = [:]
        var holds: Set<HoldID> = []
    }

    private(set) var cases: [CaseID: CaseFacts] = [:]
    private(set) var faults: [String] = []
    private var hides: [(at: Moment, sender: String, count: Int)] = []
    private var copyHides: [(at: Moment, count: Int)] = []
    private var preservations: [CaseID: Preservation] = [:]
    private var harmless: [ItemID: [RulingID: Set<NoticeGround>]] = [:]
    /// Kinds of events seen, so that a walk can show that it went everywhere.
    private(set) var seen: [String: Int] = [:]

    private mutating func expect(_ holds: Bool, _ promise: String, _ recorded: RecordedEvent) {
        if !holds { faults.append("\(promise): \(recorded.event)") }
    }

    mutating func watch(_ batch: [RecordedEvent], settings: CaseworkSettings) {
        let confirmer = batch.lazy.compactMap { recorded -> StaffID? in
            if case .confirmed = recorded.event { recorded.by.person } else { nil }
        }.first
        for recorded in batch {
            seen[recorded.event.name, default: 0] += 1
            var facts = cases[recorded.caseID] ?? CaseFacts()
            for effect in recorded.effects { facts.requested.insert(effect.id) }
            people(recorded, &facts, confirmer)
            things(recorded, &facts, settings)
            cases[recorded.caseID] = facts
        }
        if let first = batch.first, let facts = cases[first.caseID] { after(batch, facts) }
    }

    // Who did what.
    private mutating func people(_ recorded: RecordedEvent, _ facts: inout CaseFacts, _ confirmer: StaffID?) {
        let person = recorded.by.person
        expect(recorded.by.role != .auditor, "an auditor changes nothing", recorded)
        switch recorded.event {
        case .escalated(.child): facts.isChild = true
        case .claimed(let claim):
            let isFree = facts.claim.map { $0.until <= recorded.at || $0.by == claim.by } ?? true
            expect(isFree, "a claim is exclusive", recorded)
            expect(person == claim.by, "people claim for themselves", recorded)
            facts.claim = (claim.by, claim.until)
        case .claimReleased: facts.claim = nil
        case .ruled(let ruling):
            expect(person != nil, "only a person rules", recorded)
            if ruling.complaint == nil {
                let holder = facts.claim.flatMap { $0.until > recorded.at ? $0.by : nil }
                expect(holder == person && person == ruling.by, "who rules holds the case", recorded)
            }
            let breach = ruling.form.category != nil && (ruling.form.citing != nil || ruling.form.clause != nil)
            expect(ruling.form.citing == nil || ruling.form.clause == nil, "one ground", recorded)
            facts.rulings[ruling.id] = RulingFacts(
                by: ruling.by, isBreach: breach, items: ruling.form.items, persons: [ruling.by])
            for item in ruling.form.items { facts.itemRuling[item] = ruling.id }
            if ruling.form.reason == .childAbuse || ruling.form.category == .minorSexual { facts.isChild = true }
            if facts.isChild { expect(recorded.by.role != .reviewer, "trained people rule about children", recorded) }
        case .rulingEffective(let ruling, _):
            let first = facts.rulings[ruling]?.by
            if facts.isChild { expect(confirmer != nil && confirmer != first, "two persons about children", recorded) }
            if let confirmer { facts.rulings[ruling]?.persons.insert(confirmer) }
            facts.rulings[ruling]?.isEffective = true
        case .struck(let strike):
            let ruling = facts.rulings[strike.ruling]
            expect(
                person != nil && ruling?.isEffective == true && ruling?.isBreach == true,
                "no strike without a person's ruling", recorded)
            facts.strikes[strike.id] = (strike.ruling, true)
        case .measureImposed(let measure):
            facts.measures[measure.id] = (measure, true)
            if measure.basis == .machinePause {
                let length = (measure.until?.milliseconds ?? .max) - recorded.at.milliseconds
                expect(
                    length <= 24 * 3_600_000 && measure.ruling == nil, "a machine pauses for a day at most", recorded)
            } else {
                expect(
                    person != nil && measure.ruling.flatMap { facts.rulings[$0] } != nil, "only people punish", recorded
                )
            }
            if measure.step == .removal {
                let first = measure.ruling.flatMap { facts.rulings[$0]?.by }
                expect(
                    confirmer != nil && first != nil && confirmer != first, "no removal without two persons", recorded)
            }
        case .proposed(let proposal):
            expect(person == proposal.by, "people propose for themselves", recorded)
            facts.proposals[proposal.id] = proposal
        case .confirmed(let id):
            expect(person != nil && facts.proposals[id]?.by != person, "the second person is another", recorded)
        case .complained(let complaint): facts.complaints[complaint.id] = complaint
        case .complaintDecided(let outcome):
            expect(
                person != nil && !facts.persons(behind: outcome.complaint).contains(outcome.by),
                "another person decides a complaint", recorded)
            if let confirmer {
                expect(
                    !facts.persons(behind: outcome.complaint).contains(confirmer), "and another confirms it", recorded)
            }
            if facts.isChild { expect(confirmer != nil, "two persons about children", recorded) }
        case .holdLifted(let hold, _):
            expect(confirmer != nil && facts.holds.contains(hold), "two persons lift a hold", recorded)
        case .matchLifted: expect(confirmer != nil, "two persons lift a match", recorded)
        case .misuseSuspended: expect(recorded.by.role == .lead, "a lead suspends processing", recorded)
        case .reported(let report):
            if report.kind == .danger { facts.danger[report.id] = report.by }
            expect(person != nil, "people report", recorded)
        case .reportReviewed(let report):
            expect(person != nil && facts.danger[report] != person, "another person reviews", recorded)
        default: break
        }
    }

    // What became of things.
    private mutating func things(_ recorded: RecordedEvent, _ facts: inout CaseFacts, _ settings: CaseworkSettings) {
        switch recorded.event {
        case .noticeReceived(let receipt):
            facts.notices[receipt.notice.id] = receipt.notice
            if receipt.notice.ground == .childAbuse { facts.isChild = true }
            for item in receipt.notice.items {
                if let ruling = facts.itemRuling[item].flatMap({ facts.rulings[$0] }), ruling.isEffective,
                    !ruling.isBreach
                {
                    facts.itemRuling[item] = nil
                }
            }
        case .itemsAdded(let items):
            for item in items {
                facts.items[item.id] = item
                if case .copy(let origin, _) = item.relation { facts.itemRuling[item.id] = facts.itemRuling[origin] }
            }
        case .returnFlagged(let found): facts.items[found.item.id] = found.item
        case .itemsHidden(let change): hidden(change, recorded, &facts, settings)
        case .itemsShown(let change): for item in change.items { show(item, nil, recorded, &facts) }
        case .itemsLabelled(let change): for item in change.items { show(item, "labelled", recorded, &facts) }
        case .itemsRemoved(let change):
            for item in change.items {
                show(item, "removed", recorded, &facts)
                if case .order = change.cause { facts.orderRemoved.insert(item) }
            }
            if recorded.by.person == nil {
                let follows: Bool = if case .copy = change.cause { true } else { false }
                expect(follows, "a machine removes only copies of what a person ruled on", recorded)
            }
        case .itemsCleared(let clearance):
            for item in clearance.items { harmless[item, default: [:]][clearance.ruling] = clearance.grounds }
        case .clearanceWithdrawn(let clearance):
            for item in clearance.items { harmless[item]?[clearance.ruling] = nil }
        case .rulingReversed(let ruling, _):
            facts.rulings[ruling]?.isReversed = true
            facts.rulings[ruling]?.isEffective = false
        case .strikeWithdrawn(let strike, _): facts.strikes[strike]?.living = false
        case .measureEnded(let end):
            expect(facts.measures[end.measure]?.living == true, "a measure ends once", recorded)
            facts.measures[end.measure]?.living = false
        case .bankEntered(let order): facts.bank[order.entry] = (order.ruling, true)
        case .bankDisabled(let entry): facts.bank[entry]?.living = false
        case .missMarked(let miss): facts.holds.insert(miss.hold)
        case .statementIssued(let statement):
            facts.statements[statement.id] = statement
            if facts.isChild, statement.facts != .machinePause {
                expect(statement.isGeneric, "generic about children", recorded)
            }
            if case .illegal = statement.ground {
                expect(statement.ruling.flatMap { facts.rulings[$0] } != nil, "illegal only by a ruling", recorded)
            }
        case .preservationStarted(let preservation): preservations[recorded.caseID] = preservation
        case .preservationEnded: preservations[recorded.caseID] = nil
        case .itemsErased(let items, _):
            for item in items {
                expect(!facts.erased.contains(item), "erased once", recorded)
                expect(!isPreserved(item, recorded, facts), "a preservation order blocks erasure", recorded)
                facts.erased.insert(item)
            }
        case .acknowledged(let effect), .unreached(let effect, _):
            expect(facts.requested.remove(effect) != nil, "an effect is acknowledged once", recorded)
        default: break
        }
    }

    private func isPreserved(_ item: ItemID, _ recorded: RecordedEvent, _ facts: CaseFacts) -> Bool {
        preservations.contains { caseID, preservation in
            if let until = preservation.until, until <= recorded.at { return false }
            let owner = facts.items[item]?.owner?.account
            return caseID == recorded.caseID || preservation.items.contains(item)
                || (owner.map { preservation.accounts.contains($0) } ?? false)
        }
    }

    private mutating func show(_ item: ItemID, _ how: String?, _ recorded: RecordedEvent, _ facts: inout CaseFacts) {
        expect(!facts.erased.contains(item), "erased never comes back", recorded)
        expect(facts.items[item]?.isHosted == true, "only what is hosted is hidden or shown", recorded)
        if how != "removed" { expect(!facts.orderRemoved.contains(item), "an order holds", recorded) }
        facts.shown[item] = how
    }

    private mutating func hidden(
        _ change: ItemChange, _ recorded: RecordedEvent, _ facts: inout CaseFacts, _ settings: CaseworkSettings
    ) {
        for item in change.items { show(item, "hidden", recorded, &facts) }
        let overHour = recorded.at.milliseconds - 3_600_000
        let overDay = recorded.at.milliseconds - 24 * 3_600_000
        switch change.cause {
        case .notice(let id):
            let notice = facts.notices[id]
            let sender = notice?.flagger?.text ?? notice?.notifier?.text ?? "?"
            hides.append((recorded.at, sender, change.items.count))
            let own = hides.filter { $0.sender == sender && $0.at.milliseconds > overDay }.reduce(0) { $0 + $1.count }
            expect(own <= settings.hiding.perSenderDay, "hidden only within the sender's budget", recorded)
            for item in change.items {
                let grounds = harmless[item]?.values.reduce(into: Set<NoticeGround>()) { $0.formUnion($1) } ?? []
                expect(
                    notice.map { !grounds.contains($0.ground) } ?? false, "not hidden again on a ground ruled harmless",
                    recorded)
            }
        case .copy: copyHides.append((recorded.at, change.items.count))
        default: return expect(recorded.by.person != nil, "a person hides beyond notices", recorded)
        }
        let all =
            hides.filter { $0.at.milliseconds > overHour }.reduce(0) { $0 + $1.count }
            + copyHides.filter { $0.at.milliseconds > overHour }.reduce(0) { $0 + $1.count }
        expect(all <= settings.hiding.overallHour, "hidden only within the overall budget", recorded)
    }

    // What must hold once the whole command is done.
    private mutating func after(_ batch: [RecordedEvent], _ facts: CaseFacts) {
        for recorded in batch {
            switch recorded.event {
            case .rulingReversed(let ruling, let cause):
                let isLeft =
                    facts.strikes.values.contains { $0.ruling == ruling && $0.living }
                    || facts.measures.values.contains { $0.measure.ruling == ruling && $0.living }
                    || facts.bank.values.contains { $0.ruling == ruling && $0.living }
                expect(!isLeft, "reversal undoes everything", recorded)
                for item in facts.rulings[ruling]?.items ?? [] where facts.itemRuling[item] == ruling {
                    let isDown = facts.shown[item] == "removed" || facts.shown[item] == "labelled"
                    let isExcused = facts.orderRemoved.contains(item) || facts.erased.contains(item)
                    expect(!isDown || isExcused, "reversal gives items back", recorded)
                    if cause == .complaint {
                        expect(facts.shown[item] == nil || isExcused, "in whole after a complaint", recorded)
                    }
                }
            case .itemsHidden(let change): told(change, recorded, batch, facts)
            case .itemsRemoved(let change): told(change, recorded, batch, facts)
            case .itemsLabelled(let change): told(change, recorded, batch, facts)
            case .measureImposed(let measure) where measure.step != .warning:
                let isTold = facts.statements.values.contains {
                    $0.measure == measure.id && $0.addressee == measure.account
                }
                expect(isTold, "a statement for every measure", recorded)
            default: break
            }
        }
    }

    private mutating func told(
        _ change: ItemChange, _ recorded: RecordedEvent, _ batch: [RecordedEvent], _ facts: CaseFacts
    ) {
        if case .order = change.cause {
            let isStated = batch.contains { if case .statementIssued = $0.event { true } else { false } }
            return expect(!isStated, "no statement for an order", recorded)
        }
        for item in change.items {
            guard let owner = facts.items[item]?.owner?.account else { continue }
            let isTold = facts.statements.values.contains { $0.items.contains(item) && $0.addressee == owner }
            let isFresh = batch.contains { recorded in
                if case .statementIssued(let statement) = recorded.event {
                    statement.items.contains(item)
                } else {
                    false
                }
            }
            let isBackToPending: Bool = if case .reversal = change.cause { true } else { false }
            expect(isFresh || (isBackToPending && isTold), "a statement for every restriction", recorded)
        }
    }
}

extension Oracle.CaseFacts {
    func persons(behind id: ComplaintID) -> Set<StaffID> {
        guard let complaint = complaints[id] else { return [] }
        let behind: [RulingID]
        switch complaint.target {
        case .statement(let id):
            behind =
                statements[id].map { statement in
                    statement.ruling.map { [$0] } ?? statement.items.compactMap { itemRuling[$0] }
                } ?? []
        case .notice(let id): behind = notices[id]?.items.compactMap { itemRuling[$0] } ?? []
        case .refusal: behind = items.values.filter { !$0.isHosted }.compactMap { itemRuling[$0.id] }
        }
        return behind.reduce(into: []) { persons, ruling in
            if let facts = rulings[ruling], !facts.isReversed { persons.formUnion(facts.persons) }
        }
    }
}
