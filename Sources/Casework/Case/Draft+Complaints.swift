import SafetyModel

// Complaints (Art. 20): never decided by a machine, nor by anybody who had a part in the first decision.
extension Draft {
    mutating func complain(_ target: Complaint.Target, _ text: SealedID?) throws(CaseworkError) {
        guard file.complaints.count < CaseLimits.partsMax else { throw .tooMany }
        guard file.complaints.values.allSatisfy({ $0.complaint.target != target }) else { throw .alreadyComplained }
        let by: Complaint.Complainant
        var suspended: MisuseRecord?
        switch (target, actor) {
        case (.statement(let id), .account(let account)):
            guard let state = file.statements[id], state.statement.addressee == account else { throw .unknownPart }
            if let end = file.windowEnd(state, settings), now > end { throw .complaintWindowOver }
            if let ruling = state.statement.ruling, try self.ruling(ruling).status == .reversed { throw .notInEffect }
            by = .account(account)
            suspended = self.account(account).misuse
        case (.notice(let id), .notifier(let sender)):
            guard let state = file.notices[id], state.notice.notifier == sender else { throw .unknownPart }
            if state.answer == nil {
                guard now > state.decisionDue(settings) else { throw .tooEarly }
            } else if let end = file.windowEnd(state, settings), now > end {
                throw .complaintWindowOver
            }
            by = .notifier(sender)
            suspended = sender.flatMap { surroundings.notifiers[$0] }?.misuse
        case (.refusal(let decision), .account(let account)):
            guard file.origin == .held(decision), file.heldReleased == false,
                file.sortedItems.contains(where: {
                    $0.item.owner?.account == account && !$0.item.isHosted
                })
            else { throw .unknownPart }
            if let decidedAt = file.heldDecidedAt, now > decidedAt.adding(seconds: settings.clocks.complaintSeconds) {
                throw .complaintWindowOver
            }
            by = .account(account)
            suspended = self.account(account).misuse
        default: throw .notAllowed(.complain)
        }
        let until = suspended.flatMap { $0.isSuspended(at: now) ? $0.suspendedUntil : nil }
        record(.complained(Complaint(id: next(), target: target, by: by, text: text, suspendedUntil: until)))
    }

    /// Against a refusal for which there is no case yet.
    mutating func contest(_ decision: DecisionID, _ decidedAt: Moment, _ text: SealedID?) throws(CaseworkError) {
        guard !file.isOpened else { throw .alreadyOpen }
        guard case .account(let account) = actor else { throw .notAllowed(.contestRefusal) }
        guard decidedAt <= now else { throw .unknownPart }
        guard now <= decidedAt.adding(seconds: settings.clocks.complaintSeconds) else { throw .complaintWindowOver }
        open(.refusal(decision, account))
        let misuse = self.account(account).misuse
        record(
            .complained(
                Complaint(
                    id: next(), target: .refusal(decision), by: .account(account), text: text,
                    suspendedUntil: misuse.isSuspended(at: now) ? misuse.suspendedUntil : nil)))
    }

    /// The rulings that a complaint is against.
    func rulings(behind complaint: Complaint) -> Set<RulingID> {
        switch complaint.target {
        case .statement(let id):
            // A statement that something is hidden stands for whatever was ruled on it since.
            file.statements[id]?.statement.ruling.map { [$0] }
                ?? rulings(on: file.statements[id]?.statement.items ?? [])
        case .notice(let id): rulings(on: file.notices[id]?.notice.items ?? [])
        case .refusal: rulings(on: file.items.values.filter { !$0.item.isHosted }.map(\.item.id))
        }
    }

    private func rulings(on items: [ItemID]) -> Set<RulingID> {
        Set(items.compactMap { file.items[$0]?.ruling })
    }

    /// Everybody who had a part in what a complaint is against.
    func personsBehind(_ id: ComplaintID) -> Set<StaffID> {
        guard let state = file.complaints[id] else { return [] }
        return rulings(behind: state.complaint).reduce(into: []) { $0.formUnion(file.rulings[$1]?.persons ?? []) }
    }

    mutating func decide(_ id: ComplaintID, _ decision: ComplaintDecision) throws(CaseworkError) {
        let person = try claimant()
        guard let state = file.complaints[id] else { throw .unknownPart }
        guard state.isOpen else { throw .alreadyDone }
        guard !personsBehind(id).contains(person) else { throw .samePerson }
        try checkNothingWaits(state.complaint)
        try decision.check()
        var decision = decision
        var causes: Set<Proposal.Cause> = file.severity == .child ? [.minors] : []
        if let replacement = decision.replacement {
            let whole = try checked(replacement, replacing: rulings(behind: state.complaint))
            guard replacement.items.isSubset(of: itemsInDispute(state.complaint)) else { throw .complaintForm }
            decision.replacement = whole
            causes.formUnion(causesForTwo(whole))
        }
        try checkTarget(state.complaint, decision)
        if causes.isEmpty {
            settle(id, decision, by: person, second: nil)
        } else {
            try propose(.complaint(id, decision), causes)
        }
        if let claim = file.claim { record(.claimReleased(claim.by)) }
    }

    /// A first ruling that waits for its second person is not yet one to complain about.
    private func checkNothingWaits(_ complaint: Complaint) throws(CaseworkError) {
        guard rulings(behind: complaint).allSatisfy({ file.rulings[$0]?.status != .proposed }) else { throw .tooEarly }
    }

    /// What was decided on a complaint still fits the case when the second person agrees.
    func recheck(_ id: ComplaintID, _ decision: ComplaintDecision) throws(CaseworkError) {
        guard let state = file.complaints[id], state.isOpen else { throw .alreadyDone }
        try checkNothingWaits(state.complaint)
        guard let replacement = decision.replacement else { return }
        _ = try checked(replacement, replacing: rulings(behind: state.complaint))
    }

    private func checkTarget(_ complaint: Complaint, _ decision: ComplaintDecision) throws(CaseworkError) {
        let isBreach = decision.replacement?.reason.isBreach
        switch complaint.target {
        case .notice(let id):
            // A sender who is right gets a ruling that acts; a sender without any answer gets one before being told no.
            if decision.result == .upheld {
                guard file.notices[id]?.answer != nil else { throw .complaintForm }
            } else {
                guard isBreach == true else { throw .complaintForm }
            }
            // What was acted on before is not let go by leaving it out of the second ruling.
            let items = decision.replacement?.items ?? []
            for ruling in rulings(behind: complaint) where covers(ruling, items) {
                guard file.rulings[ruling]?.ruling.form.reason.isBreach == true else { continue }
                let left = file.items.values.contains { $0.ruling == ruling && !items.contains($0.item.id) }
                guard !left else { throw .complaintForm }
            }
        case .statement(let id):
            guard let statement = file.statements[id]?.statement else { throw .unknownPart }
            if statement.items.isEmpty && statement.ruling == nil {
                guard decision.replacement == nil else { throw .complaintForm }
            }
        case .refusal: guard decision.replacement == nil else { throw .complaintForm }
        }
    }

    private func itemsInDispute(_ complaint: Complaint) -> Set<ItemID> {
        switch complaint.target {
        case .notice(let id): withCopies(Set(file.notices[id]?.notice.items ?? []))
        case .statement(let id):
            Set(file.statements[id]?.statement.items ?? []).union(
                rulings(behind: complaint).flatMap { file.rulings[$0]?.ruling.form.items ?? [] })
        case .refusal: []
        }
    }

    /// The decision takes effect: the first ruling is undone in whole, and the second takes its place.
    mutating func settle(_ id: ComplaintID, _ decision: ComplaintDecision, by person: StaffID, second: StaffID?) {
        guard let complaint = file.complaints[id]?.complaint else { return }
        let complainant: AccountID? = if case .account(let account) = complaint.by { account } else { nil }
        let former = rulings(behind: complaint)
        let disputed = itemsInDispute(complaint)
        record(
            .complaintDecided(
                ComplaintOutcome(
                    complaint: id, complainant: complainant, by: person, decision: decision,
                    bodies: settings.settlementBodies)))
        guard decision.result != .upheld else { return }
        let replacement = decision.replacement
        let kept = replacement?.reason.isBreach == true ? replacement?.items ?? [] : []
        switch complaint.target {
        case .notice:
            // Only what the second ruling covers is ruled anew.
            for ruling in former.sorted(by: { $0.text < $1.text }) where covers(ruling, kept) {
                reverse(ruling, .complaint, keeping: kept)
            }
            let freed = former.flatMap {
                file.rulings[$0]?.status == .reversed ? file.rulings[$0]?.ruling.form.items ?? [] : []
            }
            ruleAnew(replacement, rest: Set(freed), id, person, second)
        case .statement(let statement):
            for ruling in former.sorted(by: { $0.text < $1.text }) { reverse(ruling, .complaint, keeping: kept) }
            if let measure = file.statements[statement]?.statement.measure.flatMap({ file.measures[$0] }),
                measure.end == nil
            {
                if measure.measure.basis == .machinePause && !measure.isSeen {
                    record(.pauseReviewed(measure.measure.id, measure.measure.account))
                }
                end(measure.measure, .reversed)
            }
            ruleAnew(replacement, rest: disputed, id, person, second)
        case .refusal(let refused):
            for ruling in former.sorted(by: { $0.text < $1.text }) { reverse(ruling, .complaint) }
            let held = Set(file.items.values.filter { !$0.item.isHosted }.map(\.item.id))
            if held.isEmpty { record(.refusalReversed(refused)) } else { ruleAnew(nil, rest: held, id, person, second) }
        }
        answerNotices()
    }

    private func covers(_ ruling: RulingID, _ items: Set<ItemID>) -> Bool {
        items.contains { file.items[$0]?.ruling == ruling }
    }

    /// The second ruling, and for the items that it leaves out the ruling that nothing is wrong with them.
    private mutating func ruleAnew(
        _ replacement: RulingForm?, rest: Set<ItemID>, _ complaint: ComplaintID, _ person: StaffID, _ second: StaffID?
    ) {
        if let replacement {
            let ruling = Ruling(id: next(), form: replacement, by: person, complaint: complaint)
            record(.ruled(ruling))
            putIntoEffect(ruling.id, second: second)
        }
        let harmless = rest.filter { item in file.items[item].map { $0.ruling == nil && $0.order == nil } ?? false }
        guard !harmless.isEmpty else { return }
        let form = RulingForm(items: harmless, reason: .noBreach)
        let ruling = Ruling(id: next(), form: form, by: person, complaint: complaint)
        record(.ruled(ruling))
        putIntoEffect(ruling.id, second: second)
    }

    mutating func record(_ dispute: Dispute) throws(CaseworkError) {
        guard let state = file.complaints[dispute.complaint] else { throw .unknownPart }
        guard !state.isOpen else { throw .complaintOpen }
        if let known = state.dispute, known.outcome != nil || known.body != dispute.body { throw .alreadyDone }
        record(.disputeRecorded(dispute))
    }
}
