import SafetyModel

// Rulings: a form, perhaps a second person, then everything that follows.
extension Draft {
    mutating func rule(_ form: RulingForm) throws(CaseworkError) {
        let person = try claimant()
        let form = try checked(form, replacing: [])
        guard file.rulings.count < CaseLimits.partsMax else { throw .tooMany }
        let causes = causesForTwo(form)
        let ruling = Ruling(id: next(), form: form, by: person)
        record(.ruled(ruling))
        if causes.isEmpty {
            putIntoEffect(ruling.id, second: nil)
        } else {
            actWhileProposed(ruling)
            try propose(.ruling(ruling.id), causes)
        }
        releaseWhenDone()
    }

    /// Checks a form against the case, and gives it back with the verified copies of its items. What `replaced` rulings
    /// cover counts as free: a decision on a complaint takes them back first.
    func checked(_ form: RulingForm, replacing replaced: Set<RulingID>) throws(CaseworkError) -> RulingForm {
        try form.check()
        var whole = form
        var severity = max(file.severity, form.reason.severity)
        if form.category == .minorSexual { severity = .child }
        guard let role = actor.role, Rights.roles(.rule, severity).contains(role) else { throw .notAllowed(.rule) }
        let isFree = { (state: ItemState) in state.ruling.map { replaced.contains($0) } ?? true }
        for item in form.items.sorted(by: { $0.text < $1.text }) {
            guard isFree(try state(item)) else { throw .alreadyRuled(item) }
        }
        whole.items = withCopies(form.items).filter { item in file.items[item].map(isFree) ?? false }
        var owners = Set(whole.items.compactMap { file.items[$0]?.item.owner?.account })
        if let found = file.accountReturn { owners.insert(found.owner.account) }
        guard form.strikes.isSubset(of: owners) else { throw .unknownAccount }
        if form.measure == .label, form.reason.isBreach {
            guard whole.items.allSatisfy({ file.items[$0]?.item.isHosted ?? false }) else { throw .notHosted }
        }
        return whole
    }

    /// Why one person is not enough for that form.
    func causesForTwo(_ form: RulingForm) -> Set<Proposal.Cause> {
        var causes: Set<Proposal.Cause> = []
        if file.severity == .child || form.reason.severity == .child || form.category == .minorSexual {
            causes.insert(.minors)
        }
        if form.items.contains(where: { file.items[$0]?.item.owner?.isMinor ?? false }) { causes.insert(.minors) }
        for account in form.strikes {
            if owner(account)?.isMinor ?? false { causes.insert(.minors) }
            if measure(for: account, form)?.step == .removal { causes.insert(.removal) }
        }
        return causes
    }

    /// What one person's word does before the second speaks: items in breach are hidden, and an account behind child
    /// sexual abuse is suspended.
    private mutating func actWhileProposed(_ ruling: Ruling) {
        guard ruling.form.reason.isBreach else { return }
        let shown = hosted(ruling.form.items).filter { !$0.isRestricted }.map(\.item.id)
        if !shown.isEmpty {
            record(.itemsHidden(ItemChange(items: shown, cause: .ruling(ruling.id))))
            tellOwners(of: shown, .contentDisabled, ruling: ruling, facts: .reportedItem)
        }
        guard ruling.form.reason == .childAbuse else { return }
        for account in ruling.form.strikes.sorted(by: { $0.text < $1.text }) {
            let step = AccountStep.suspension(seconds: settings.childAbuseSuspensionSeconds)
            impose(step, on: account, .childAbuse, ruling)
        }
    }

    mutating func putIntoEffect(_ id: RulingID, second: StaffID?) {
        guard let ruling = file.rulings[id]?.ruling else { return }
        record(.rulingEffective(id, second: second))
        let covered = file.sortedItems.filter { $0.ruling == id }
        if ruling.form.reason.isBreach {
            restrict(covered, ruling)
            decideHeld()
            enterBank(covered, ruling)
            markMisses(covered, ruling)
            strike(ruling, hasSecond: second != nil)
            if ruling.form.reason == .childAbuse {
                let report = AuthorityReport(
                    id: next(), kind: .childAbuse, items: covered.map(\.item.id), ruling: id, by: ruling.by)
                record(.reported(report))
            }
        } else {
            clear(covered, ruling)
            decideHeld()
        }
        answerNotices()
    }

    private mutating func restrict(_ covered: [ItemState], _ ruling: Ruling) {
        let wanted: ItemState.Visibility = ruling.form.measure == .remove ? .removed : .labelled
        let items = hosted(covered.map(\.item.id)).filter { $0.order == nil }
        let changed = items.filter { $0.visibility != wanted }.map(\.item.id)
        if !changed.isEmpty {
            let change = ItemChange(items: changed, cause: .ruling(ruling.id))
            record(wanted == .removed ? .itemsRemoved(change) : .itemsLabelled(change))
        }
        tellOwners(
            of: items.map(\.item.id), wanted == .removed ? .contentRemoved : .contentLabelled, ruling: ruling,
            facts: .reportedItem)
    }

    private mutating func clear(_ covered: [ItemState], _ ruling: Ruling) {
        let shown = hosted(covered.map(\.item.id)).filter { $0.visibility != .visible && $0.order == nil }.map(
            \.item.id)
        if !shown.isEmpty { record(.itemsShown(ItemChange(items: shown, cause: .ruling(ruling.id)))) }
        let grounds = Set(covered.flatMap { file.grounds(of: $0) })
        guard !grounds.isEmpty else { return }
        record(.itemsCleared(Clearance(items: covered.map(\.item.id), grounds: grounds, ruling: ruling.id)))
    }

    /// The gate's decision is let out when every picture of it was ruled harmless, kept in when one was not.
    private mutating func decideHeld() {
        guard case .held(let decision) = file.origin else { return }
        let held = file.items.values.filter { !$0.item.isHosted }
        let reasons = held.map { state in state.ruling.flatMap { file.rulings[$0] } }
        let isBreach = reasons.contains { $0?.status == .effective && ($0?.ruling.form.reason.isBreach ?? false) }
        let isComplete = reasons.allSatisfy { $0?.status == .effective }
        guard isBreach || isComplete, file.heldReleased != !isBreach else { return }
        record(.heldDecided(decision, released: !isBreach))
    }

    private mutating func enterBank(_ covered: [ItemState], _ ruling: Ruling) {
        guard ruling.form.bank, let category = ruling.form.category else { return }
        // A verified copy adds nothing that its origin's fingerprint does not say, unless only the copy is covered.
        let ids = Set(covered.map(\.item.id))
        for state in covered where state.erasedAt == nil {
            if state.item.relation.isCopy, let origin = state.item.relation.origin, ids.contains(origin) { continue }
            let entry = BankEntryID(of: file.id, number: file.partCount + 1)
            record(.bankEntered(BankOrder(entry: entry, item: state.item.id, ruling: ruling.id, category: category)))
        }
    }

    /// The gate let a picture out that a person found in breach: the gate missed it, and the like goes on hold.
    private mutating func markMisses(_ covered: [ItemState], _ ruling: Ruling) {
        guard let category = ruling.form.category else { return }
        for state in covered {
            guard let decision = state.item.releasedBy else { continue }
            let scope: HoldScope =
                ruling.form.holdFamily.map { .phrases($0) } ?? .requests(category, state.item.operation ?? .edit)
            let isOnHold = file.holds.values.contains { $0.miss.scope == scope && $0.liftedAt == nil }
            guard !isOnHold else { continue }
            record(
                .missMarked(
                    Miss(hold: next(), scope: scope, item: state.item.id, decision: decision, ruling: ruling.id)))
        }
    }

    mutating func undo(_ id: RulingID) throws(CaseworkError) {
        let person = try person()
        let state = try ruling(id)
        guard state.status == .effective else { throw .notInEffect }
        let isOwn =
            state.persons.contains(person)
            && now <= (state.effectiveAt ?? state.at).adding(seconds: settings.undoSeconds)
        guard isOwn || actor.role == .lead else {
            throw state.persons.contains(person) ? .undoWindowOver : .notAllowed(.undo)
        }
        let hasComplaint = file.complaints.values.contains { $0.isOpen && rulings(behind: $0.complaint).contains(id) }
        guard !hasComplaint else { throw .complaintOpen }
        guard state.second != nil || file.severity == .child else { return reverse(id, .undone) }
        try propose(.undo(id), file.severity == .child ? [.minors] : [.removal])
    }
}
