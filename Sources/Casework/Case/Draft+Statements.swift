import SafetyModel

// What owners and senders are told.
extension Draft {
    /// Items of one owner that share everything a statement says.
    private struct Group: Hashable {
        var owner: Item.Owner
        var isNamed: Bool
    }

    /// One statement for each owner; items that a notice names and items that machines found are stated apart, because
    /// source and detection differ.
    mutating func tellOwners(
        of items: [ItemID], _ restriction: StatementOfReasons.Restriction, ruling: Ruling?,
        facts: StatementOfReasons.Facts
    ) {
        var groups: [(key: Group, items: [ItemID])] = []
        for item in items.sorted(by: { $0.text < $1.text }) {
            guard let owner = file.items[item]?.item.owner else { continue }
            let key = Group(owner: owner, isNamed: !file.notices(naming: item).isEmpty)
            if let index = groups.firstIndex(where: { $0.key == key }) {
                groups[index].items.append(item)
            } else {
                groups.append((key, [item]))
            }
        }
        for group in groups {
            let known = facts == .reportedItem && !group.key.isNamed ? .foundItem : facts
            tell(group.key.owner, restriction, items: group.items, ruling: ruling, measure: nil, facts: known)
        }
    }

    mutating func tell(
        _ owner: Item.Owner, _ restriction: StatementOfReasons.Restriction, items: [ItemID], ruling: Ruling?,
        measure: AccountMeasure?, facts: StatementOfReasons.Facts
    ) {
        let basis = items.isEmpty ? (ruling?.form.items.sorted { $0.text < $1.text } ?? []) : items
        let states = basis.compactMap { file.items[$0] }
        let notice = basis.flatMap { file.notices(naming: $0) }.first
        let isChild = file.severity == .child || ruling?.form.reason.severity == .child
        let isSynthetic = states.isEmpty || states.contains { $0.item.isSynthetic }
        let woman = ruling?.form.subjectIsWoman ?? notice?.notice.subjectIsWoman
        let category =
            isChild
            ? .minorSexual
            : ruling?.form.category ?? notice?.notice.ground.category ?? (measure == nil ? .undress : .notUnderstood)
        record(
            .statementIssued(
                StatementOfReasons(
                    id: next(), addressee: owner.account, language: owner.language, restriction: restriction,
                    items: items, territory: ruling?.form.territory ?? .everywhere, until: measure?.until,
                    ruling: ruling?.id, measure: measure?.id,
                    facts: isChild && facts != .machinePause ? .generic : facts,
                    source: source(notice), automatedDetection: notice == nil,
                    automation: automation(facts, ruling, states, measure),
                    ground: ruling?.form.ground ?? .terms(settings.pendingClause),
                    explanation: explanation(facts, ruling, isChild: isChild),
                    classification: Classification(
                        category, reason: ruling?.form.reason, isSynthetic: isSynthetic, subjectIsWoman: woman),
                    complaintsUntil: now.adding(seconds: settings.clocks.complaintSeconds),
                    bodies: settings.settlementBodies, isSynthetic: isSynthetic,
                    contentDate: states.map(\.item.postedAt).min() ?? now, issuedAt: now,
                    toCommission: settings.sendsToCommission)))
    }

    private func source(_ notice: NoticeState?) -> StatementOfReasons.Source {
        guard let notice else { return .ownInitiative }
        if notice.receipt.hasPriority { return .trustedFlagger }
        return notice.notice.ground == .terms ? .otherNotification : .notice
    }

    private func automation(
        _ facts: StatementOfReasons.Facts, _ ruling: Ruling?, _ states: [ItemState], _ measure: AccountMeasure?
    ) -> StatementOfReasons.Automation {
        switch facts {
        case .machinePause, .copyOfRuledItem: return .full
        case .pendingReview: return actor.person == nil ? .full : .none
        case .staffReview: return .none
        default: break
        }
        // The ladder, or a machine's finding or hiding, had a part in what a person decided.
        if measure != nil || states.contains(where: { $0.item.relation != .reported || !$0.item.isHosted }) {
            return .partial
        }
        return wasHiddenByMachine(states) ? .partial : .none
    }

    private func wasHiddenByMachine(_ states: [ItemState]) -> Bool {
        let ids = Set(states.map(\.item.id))
        return file.statements.values.contains { state in
            state.statement.automation == .full && !ids.isDisjoint(with: state.statement.items)
        }
    }

    private func explanation(
        _ facts: StatementOfReasons.Facts, _ ruling: Ruling?, isChild: Bool
    ) -> StatementOfReasons.Explanation {
        switch facts {
        case .machinePause: return .machinePause
        case .pendingReview where !isChild, .staffReview where !isChild: return .pendingReview
        default: break
        }
        guard !isChild, let ruling else { return .generic }
        return StatementOfReasons.Explanation(ruling.form.reason)
    }

    /// Answers every notice whose items are all decided and whose sender does not know that yet.
    mutating func answerNotices() {
        for notice in file.notices.values.sorted(by: { ($0.at, $0.notice.id.text) < ($1.at, $1.notice.id.text) }) {
            guard let answer = answer(to: notice), !isSame(answer, notice.answer) else { continue }
            record(.noticeAnswered(answer))
        }
    }

    private func isSame(_ answer: NoticeAnswer, _ former: NoticeAnswer?) -> Bool {
        guard let former else { return false }
        return former.verdict == answer.verdict && former.actedOn == answer.actedOn
            && former.leftAlone == answer.leftAlone
    }

    private func answer(to notice: NoticeState) -> NoticeAnswer? {
        let items = notice.notice.items.sorted { $0.text < $1.text }.compactMap { file.items[$0] }
        let rulings = items.compactMap { state in state.ruling.flatMap { file.rulings[$0] } }.filter {
            $0.status == .effective
        }
        guard items.allSatisfy({ isDecided($0) || $0.order != nil }) else { return nil }
        let acted = items.filter { state in
            state.order != nil || (state.ruling.flatMap { file.rulings[$0] }?.ruling.form.reason.isBreach ?? false)
        }.map(\.item.id)
        let verdicts = Set(rulings.map(\.ruling.form.reason.verdict))
        let verdict: NoticeVerdict =
            !acted.isEmpty ? .founded : verdicts.count == 1 ? verdicts.first ?? .unfounded : .unfounded
        return NoticeAnswer(
            notice: notice.notice.id, notifier: notice.notice.notifier, flagger: notice.notice.flagger,
            verdict: verdict, actedOn: acted, leftAlone: items.map(\.item.id).filter { !acted.contains($0) },
            automation: wasHiddenByMachine(items) || items.contains { $0.item.relation != .reported }
                ? .partial : .none,
            language: notice.notice.language, isReachable: notice.notice.contact != nil,
            complaintsUntil: now.adding(seconds: settings.clocks.complaintSeconds), bodies: settings.settlementBodies)
    }
}
