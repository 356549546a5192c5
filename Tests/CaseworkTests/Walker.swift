import Casework
import SafetyModel

/// Makes legal and illegal commands at random, mostly about what there is.
struct Walker {
    var random: SeededGenerator
    private var count = 0

    /// Accounts that are removed, as far as the walk has heard.
    var removed: Set<AccountID> = []

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    static let staff: [Actor] = [
        Bench.ann, Bench.bob, Bench.cas, Bench.dot, Bench.eve, Bench.fay, Bench.lee, Bench.max, Bench.adm, Bench.aud,
    ]
    static let accounts = (0..<5).map { AccountID(text: "account-\($0)") }
    static let senders: [NotifierID?] = [
        NotifierID(text: "ntf_1"), NotifierID(text: "ntf_2"), NotifierID(text: "ntf_3"), nil,
    ]
    static let police = AuthorityID(text: "police")

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    mutating func pick<Element>(_ values: some Collection<Element>) -> Element? { values.randomElement(using: &random) }
    mutating func person() -> Actor { pick(Self.staff) ?? Bench.ann }
    private mutating func fresh() -> Int {
        count += 1
        return count
    }

    mutating func item(_ file: CaseFile, hosted: Bool = true) -> Item {
        let name = chance(15) ? "item-shared-\(Int.random(in: 0..<4, using: &random))" : "item-\(fresh())"
        var relation = Item.Relation.reported
        if let origin = pick(file.items.keys.sorted { $0.text < $1.text }), chance(40) {
            relation =
                pick([
                    .copy(of: origin, proof: .sha256), .sibling(of: origin), .derivative(of: origin),
                    .copy(of: origin, proof: .person),
                ]) ?? .reported
        }
        let account = pick(Self.accounts)
        // The first account belongs to a minor.
        return Bench.item(
            name, owner: chance(90) ? account : nil, isMinor: account == Self.accounts[0], relation: relation,
            hosted: hosted,
            releasedBy: chance(20) ? DecisionID(text: "dec_\(fresh())") : nil)
    }

    mutating func form(_ file: CaseFile) -> RulingForm {
        let open = file.items.values.sorted { $0.item.id.text < $1.item.id.text }
            .filter { $0.ruling == nil || chance(3) }.map(\.item.id)
        let items = Set((0..<Int.random(in: 1...3, using: &random)).compactMap { _ in pick(open) })
        if chance(30) {
            return RulingForm(
                items: items,
                reason: pick([RulingReason.noBreach, .manifestlyUnfounded, .tooImprecise, .consentShown]) ?? .noBreach)
        }
        let owners = Set(items.compactMap { file.items[$0]?.item.owner?.account })
        let reason =
            pick([RulingReason.undressed, .degradingEdit, .revealingEdit, .childAbuse, .hate, .otherBreach])
            ?? .undressed
        let isChild = reason == .childAbuse
        let citing: LegalGround? = isChild || chance(30) ? Bench.dutchLaw : nil
        return RulingForm(
            items: items, reason: reason, citing: chance(3) ? nil : citing, clause: citing == nil ? "clause" : nil,
            category: isChild ? .minorSexual : .undress, measure: chance(80) || isChild ? .remove : .label,
            bank: chance(40), strikes: chance(70) ? owners : [],
            holdFamily: chance(20) ? PhraseFamilyID(text: "family-\(fresh())") : nil)
    }

    mutating func decision(_ file: CaseFile) -> ComplaintDecision {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return ComplaintDecision(result: .upheld, reason: chance(50) ? .firstRulingRight : .manifestlyUnfounded)
        case 1: return ComplaintDecision(result: .reversed, reason: .newFacts)
        default:
            var form = form(file)
            // The complained items, mostly ruled already.
            if let ruled = pick(
                file.items.values.filter { $0.ruling != nil }.map(\.item).sorted { $0.id.text < $1.id.text })
            {
                form.items = [ruled.id]
                form.strikes =
                    form.strikes.isEmpty || ruled.owner == nil ? [] : Set([ruled.owner?.account].compactMap { $0 })
            }
            return ComplaintDecision(
                result: chance(50) ? .reversed : .partlyReversed, reason: .overlooked, replacement: form)
        }
    }

    /// One command and who gives it; before one that needs a claim, mostly a claim.
    mutating func next(_ file: CaseFile, now: Moment) -> [(CaseCommand, Actor)] {
        let (command, actor) = choose(file, now: now)
        let needsClaim: Bool =
            switch command {
            case .rule, .decideComplaint, .giveEffect, .reviewPause, .show: true
            default: false
            }
        guard needsClaim, chance(90) else { return [(command, actor)] }
        if let claim = file.claim, claim.until > now { return [(command, .staff(claim.by, Self.role(claim.by)))] }
        let able = Array(Self.staff[file.severity == .child ? 2..<8 : 0..<8])
        let person = pick(able) ?? actor
        return [(.claim, person), (command, person)]
    }

    private mutating func choose(_ file: CaseFile, now: Moment) -> (CaseCommand, Actor) {
        guard file.isOpened else { return opening(file, now) }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<7: return opening(file, now)
        case 7..<12: return (.addItems([item(file)]), chance(70) ? .machine : person())
        case 12..<14: return (.claim, person())
        case 14..<16: return second(thoughtsOf: file)
        case 16..<40: return (.rule(form(file)), person())
        case 40..<45: return rare(file, now)
        case 45..<60:
            guard
                let proposal = pick(
                    file.proposals.values.sorted { $0.proposal.id.text < $1.proposal.id.text }.filter {
                        $0.isOpen || chance(5)
                    }.map(\.proposal.id).sorted {
                        $0.text < $1.text
                    })
            else { return (.tick, .machine) }
            return (chance(75) ? .confirm(proposal) : .reject(proposal), person())
        case 60..<64: return undo(file)
        case 64..<72: return complain(file)
        case 72..<80:
            guard
                let complaint = pick(
                    file.complaints.values.sorted { $0.complaint.id.text < $1.complaint.id.text }.filter {
                        $0.isOpen || chance(5)
                    }.map(\.complaint.id).sorted {
                        $0.text < $1.text
                    })
            else { return (.tick, .machine) }
            return (.decideComplaint(complaint, decision(file)), person())
        case 80..<91:
            guard let effect = pick(file.outstanding.keys.sorted()) else { return (.tick, .machine) }
            // Giving up what is no letter is refused.
            return (chance(10) ? .giveUp(effect, .refused) : .acknowledge(effect), .machine)
        default: return rare(file, now)
        }
    }

    /// A sender adds to a notice or takes it back; sometimes it is somebody else's.
    private mutating func second(thoughtsOf file: CaseFile) -> (CaseCommand, Actor) {
        guard let state = pick(file.notices.values.sorted { $0.notice.id.text < $1.notice.id.text }) else {
            return (.claim, person())
        }
        let sender = chance(85) ? state.notice.notifier : pick(Self.senders) ?? nil
        guard chance(60) else { return (.withdrawNotice(state.notice.id), .notifier(sender)) }
        let row = chance(70) ? SealedID(text: "sld_\(fresh())") : nil
        return (.amendNotice(state.notice.id, row, chance(50) ? [.identity] : []), .notifier(sender))
    }

    /// What brings an old case to its end.
    mutating func ending(_ file: CaseFile) -> [(CaseCommand, Actor)] {
        guard file.isOpened else { return [] }
        var commands: [(CaseCommand, Actor)] = file.outstanding.keys.sorted().map { (.acknowledge($0), .machine) }
        if let proposal = file.proposals.values.filter(\.isOpen).map(\.proposal.id).min(by: { $0.text < $1.text }) {
            commands.append((.reject(proposal), Bench.lee))
        }
        let waiting = file.items.values.filter { $0.ruling == nil && $0.erasedAt == nil }.map(\.item.id)
        let person = pick([Bench.lee, Bench.max]) ?? Bench.lee
        if !waiting.isEmpty, chance(70) {
            commands += [(.claim, person), (.rule(RulingForm(items: Set(waiting), reason: .noBreach)), person)]
        }
        for complaint in file.complaints.values.filter(\.isOpen).map(\.complaint.id).sorted(by: { $0.text < $1.text }) {
            commands += [
                (.claim, person),
                (.decideComplaint(complaint, ComplaintDecision(result: .upheld, reason: .firstRulingRight)), person),
            ]
        }
        for state in file.measures.values.sorted(by: { $0.measure.id.text < $1.measure.id.text })
        where state.measure.basis == .machinePause && !state.isSeen {
            commands += [(.claim, person), (.reviewPause(state.measure.id, ends: false), person)]
        }
        for report in file.reports.values.sorted(by: { $0.report.id.text < $1.report.id.text })
        where report.report.kind == .danger && report.reviewedBy == nil {
            commands.append((.reviewReport(report.report.id), person))
        }
        let removed = file.items.values.filter { $0.visibility == .removed && $0.erasedAt == nil }.map(\.item.id)
        for item in removed.sorted(by: { $0.text < $1.text }) where chance(60) {
            commands.append((.erase([item], chance(70) ? .windowEnded : .childAbuseLaw), .machine))
        }
        return commands + [(.eraseTexts, .machine)]
    }

    static func role(_ person: StaffID) -> Role { staff.first { $0.person == person }?.role ?? .reviewer }

    private mutating func opening(_ file: CaseFile, _ now: Moment) -> (CaseCommand, Actor) {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return (.openHeld(DecisionID(text: "dec_\(fresh())"), items: [item(file, hosted: false)]), .machine)
        case 1:
            return (
                .contestRefusal(DecisionID(text: "dec_\(fresh())"), decidedAt: now, text: nil),
                .account(Self.accounts[1])
            )
        case 2:
            return (
                .pauseGeneration(
                    Item.Owner(account: pick(Self.accounts) ?? Bench.maker),
                    seconds: Int64.random(in: -5...100_000, using: &random)), .machine
            )
        case 3:
            let named = item(file)
            let order = Order(
                id: OrderID(text: "ord_\(fresh())"), kind: pick(Order.Kind.allCases) ?? .act, authority: Self.police,
                elements: chance(70) ? Set(OrderElement.allCases) : [.reasons], items: [named.id],
                accounts: chance(50) ? [Self.accounts[2]] : [],
                preserveUntil: chance(50) ? now.adding(seconds: 40 * oneDay) : nil)
            return (.receiveOrder(order, items: file.items[named.id] == nil ? [named] : []), .authority(Self.police))
        case 4...5 where !file.isOpened:
            let next = item(file)
            return (
                .flagReturn(
                    AccountReturn(
                        owner: Item.Owner(account: Self.accounts[4]),
                        removed: pick(removed.sorted { $0.text < $1.text }) ?? Bench.maker,
                        entry: BankEntryID(text: "bnk_1"), item: next)), .machine
            )
        default:
            let new = (0..<Int.random(in: 1...3, using: &random)).map { _ in item(file) }
            var names = Set<ItemID>()
            let unique = new.filter { names.insert($0.id).inserted && file.items[$0.id] == nil }
            var items = unique.map(\.id)
            if let known = pick(file.items.keys.sorted { $0.text < $1.text }), chance(50) { items.append(known) }
            let sender = pick(Self.senders) ?? nil
            var notice = Bench.notice(
                "ntc_\(fresh())", [], ground: pick(NoticeGround.allCases) ?? .hate, from: sender, contact: chance(80))
            if chance(45) { notice.ground = .intimateImage }
            if notice.ground == .childAbuse && chance(60) { notice.ground = .degradation }
            notice.items = items
            notice.isDanger = chance(2)
            return (.receiveNotice(notice, items: unique), .notifier(sender))
        }
    }

    private mutating func undo(_ file: CaseFile) -> (CaseCommand, Actor) {
        guard let ruling = pick(file.rulings.keys.sorted { $0.text < $1.text }) else { return (.tick, .machine) }
        return (.undo(ruling), chance(50) ? Bench.lee : person())
    }

    private mutating func complain(_ file: CaseFile) -> (CaseCommand, Actor) {
        if case .held(let decision) = file.origin, chance(40) {
            return (.complain(.refusal(decision), text: nil), .account(pick(Self.accounts) ?? Bench.maker))
        }
        if chance(60), let statement = pick(file.statements.values.map(\.statement).sorted { $0.id.text < $1.id.text })
        {
            return (
                .complain(.statement(statement.id), text: nil),
                .account(chance(95) ? statement.addressee : Self.accounts[0])
            )
        }
        guard let notice = pick(file.notices.values.map(\.notice).sorted { $0.id.text < $1.id.text }) else {
            return (.tick, .machine)
        }
        return (.complain(.notice(notice.id), text: nil), .notifier(chance(95) ? notice.notifier : nil))
    }

    private mutating func rare(_ file: CaseFile, _ now: Moment) -> (CaseCommand, Actor) {
        let some = Set([pick(file.items.keys.sorted { $0.text < $1.text })].compactMap { $0 })
        switch Int.random(in: 0..<20, using: &random) {
        case 0: return (.hide(some), person())
        case 1: return (.show(some), person())
        case 2: return (.note(SealedID(text: "sld_\(fresh())")), person())
        case 3:
            let report = pick(
                file.reports.values.filter { $0.reviewedBy == nil }.map(\.report.id).sorted { $0.text < $1.text })
            return (report.map { .reviewReport($0) } ?? .reportDanger(nil), person())
        case 4 where file.measures.isEmpty:
            return (
                .reviewReport(pick(file.reports.keys.sorted { $0.text < $1.text }) ?? ReportID(text: "rep_0")), person()
            )
        case 5:
            return (.liftHold(pick(file.holds.keys.sorted { $0.text < $1.text }) ?? HoldID(text: "hld_0")), person())
        case 6: return (.liftMatch(BankEntryID(text: "bnk_7"), some.first ?? ItemID(text: "none")), person())
        case 7: return (.erase(some, .victimRequest), chance(80) ? person() : .machine)
        case 8: return (.erase(some, .windowEnded), .machine)
        case 9: return (.erase(some, .childAbuseLaw), .machine)
        case 10: return (.eraseTexts, .machine)
        case 11, 12, 13:
            let items = file.order.map { Set($0.order.items) } ?? []
            let isAct = file.order?.order.kind == .act
            let isInform = file.order?.order.kind == .inform
            return (
                .giveEffect(
                    OrderEffect(
                        given: .full, items: isAct ? items : [],
                        information: isInform ? SealedID(text: "sld_\(fresh())") : nil)), person()
            )
        case 14: return (.completeOrder(Set(OrderElement.allCases)), person())
        case 15: return (.endPreservation, chance(50) ? Bench.lee : .authority(Self.police))
        case 4, 16:
            return (
                .reviewPause(
                    pick(
                        file.measures.values.filter { $0.measure.basis == .machinePause }.map(\.measure.id).sorted {
                            $0.text < $1.text
                        }) ?? MeasureID(text: "mea_0"), ends: chance(50)), person()
            )
        case 17:
            let notifier = pick(
                file.notices.values.sorted { $0.notice.id.text < $1.notice.id.text }
                    .filter { $0.answer?.verdict == .manifestlyUnfounded || chance(10) }
                    .compactMap(\.notice.notifier).sorted { $0.text < $1.text })
            let who = notifier.map { Misuser.notifier($0) } ?? .complainant(Self.accounts[1])
            return chance(60)
                ? (.warnMisuse(who), person())
                : (
                    .suspendMisuse(who, MisuseJudgement(gravity: .low, intention: .unknown, seconds: 14 * oneDay)),
                    Bench.lee
                )
        case 18: return (.recount(pick(Self.accounts) ?? Bench.maker), .machine)
        default: return (pick([.escalate(.grave), .escalate(.child), .releaseClaim, .tick]) ?? .tick, person())
        }
    }
}
