import SafetyModel

extension NoticeState {
    /// From when the decision's time counts: a suspended sender's notices wait, unless they are grave.
    func decisionStart() -> Moment {
        guard notice.ground.severity == .routine, let until = receipt.suspendedUntil else { return at }
        return max(at, until)
    }

    /// Until when a decision is owed.
    func decisionDue(_ settings: CaseworkSettings) -> Moment {
        let isGrave = notice.ground.severity > .routine || receipt.hasPriority
        let seconds = isGrave ? settings.clocks.graveDecisionSeconds : settings.clocks.decisionSeconds
        return decisionStart().adding(seconds: seconds)
    }
}

extension CaseFile {
    /// Every deadline of the case, met or not, by when it is due.
    public func clocks(_ settings: CaseworkSettings) -> [LegalClock] {
        let all = noticeClocks(settings) + decisionClocks(settings) + tellingClocks(settings) + orderClocks(settings)
        return all.sorted { ($0.due, $0.start) < ($1.due, $1.start) }
    }

    /// The deadline that a person is owed next; nil when nobody has to act.
    public func nextDue(_ settings: CaseworkSettings) -> LegalClock? {
        clocks(settings).first { $0.isForPerson && $0.metAt == nil }
    }

    private func noticeClocks(_ settings: CaseworkSettings) -> [LegalClock] {
        notices.values.sorted { $0.notice.id.text < $1.notice.id.text }.flatMap { state in
            let id = state.notice.id
            // A notice that was reopened by an undone ruling is owed a decision again.
            let isDecided = state.notice.items.allSatisfy { item in
                guard let own = items[item] else { return true }
                return own.order != nil || own.ruling.flatMap { rulings[$0] }?.status == .effective
            }
            let met = isDecided ? state.answeredAt : nil
            var clocks = [
                LegalClock(
                    name: .decision(id), start: state.decisionStart(), due: state.decisionDue(settings), metAt: met,
                    isForPerson: true)
            ]
            for regime in state.notice.regimes.sorted(by: { $0.rawValue < $1.rawValue }) {
                clocks.append(
                    LegalClock(
                        name: .removal(id, regime), start: state.at,
                        due: state.at.adding(seconds: ClockSettings.removalSeconds), metAt: met, isForPerson: true))
            }
            if state.notice.contact != nil {
                clocks.append(
                    LegalClock(
                        name: .receipt(id), start: state.at,
                        due: state.at.adding(seconds: settings.clocks.receiptSeconds), metAt: state.receiptConfirmedAt,
                        isForPerson: false))
            }
            return clocks
        }
    }

    private func decisionClocks(_ settings: CaseworkSettings) -> [LegalClock] {
        var clocks: [LegalClock] = []
        func add(_ name: LegalClock.Name, _ start: Moment, _ seconds: Int64, met: Moment?) {
            clocks.append(
                LegalClock(name: name, start: start, due: start.adding(seconds: seconds), metAt: met, isForPerson: true)
            )
        }
        if let dangerAt {
            let first = reports.values.filter { $0.report.kind == .danger }.map(\.at).min()
            add(.danger, dangerAt, settings.clocks.dangerSeconds, met: first)
        }
        for state in reports.values.sorted(by: { $0.report.id.text < $1.report.id.text })
        where state.report.kind == .danger && state.reviewedBy == nil {
            add(.reportReview(state.report.id), state.at, settings.clocks.reportReviewSeconds, met: nil)
        }
        let second = severity == .child ? settings.clocks.childSecondPersonSeconds : settings.clocks.secondPersonSeconds
        for state in proposals.values.sorted(by: { $0.proposal.id.text < $1.proposal.id.text }) where state.isOpen {
            add(.secondPerson(state.proposal.id), state.at, second, met: nil)
        }
        for state in complaints.values.sorted(by: { $0.complaint.id.text < $1.complaint.id.text }) {
            let start = max(state.at, state.complaint.suspendedUntil ?? state.at)
            let seconds =
                isExpedited(state.complaint)
                ? settings.clocks.expeditedComplaintSeconds : settings.clocks.complaintDecisionSeconds
            add(.complaint(state.complaint.id), start, seconds, met: state.decidedAt)
        }
        for state in measures.values.sorted(by: { $0.measure.id.text < $1.measure.id.text })
        where state.measure.basis == .machinePause && !state.isSeen {
            let end = state.measure.until ?? state.at
            add(.pause(state.measure.id), state.at, (end.milliseconds - state.at.milliseconds) / 1000, met: nil)
        }
        let named = Set(notices.values.flatMap(\.notice.items))
        let waiting = items.values.filter { state in
            state.ruling == nil && state.order == nil && state.erasedAt == nil && !named.contains(state.item.id)
        }
        if let first = waiting.map(\.addedAt).min() {
            let isGrave = severity > .routine
            add(
                .look, first, isGrave ? settings.clocks.graveDecisionSeconds : settings.clocks.decisionSeconds, met: nil
            )
        }
        return clocks
    }

    /// Online Safety Act, s. 21(2A).
    private func isExpedited(_ complaint: Complaint) -> Bool {
        guard case .notice(let notice) = complaint.target else { return false }
        return notices[notice]?.notice.regimes.contains(.onlineSafety) ?? false
    }

    private func tellingClocks(_ settings: CaseworkSettings) -> [LegalClock] {
        statements.values.sorted { $0.statement.id.text < $1.statement.id.text }.map { state in
            let start = state.statement.issuedAt
            return LegalClock(
                name: .statement(state.statement.id), start: start,
                due: start.adding(seconds: settings.clocks.statementSeconds), metAt: state.sentAt, isForPerson: false)
        }
            + holds.values.sorted { $0.miss.hold.text < $1.miss.hold.text }.map { state in
                LegalClock(
                    name: .hold(state.miss.hold), start: state.markedAt,
                    due: state.markedAt.adding(seconds: ClockSettings.holdSeconds), metAt: state.liveAt,
                    isForPerson: false)
            }
    }

    private func orderClocks(_ settings: CaseworkSettings) -> [LegalClock] {
        guard let order else { return [] }
        let start = order.receivedAt
        return [
            LegalClock(
                name: .orderReceipt(order.order.id), start: start,
                due: start.adding(seconds: settings.clocks.orderReceiptSeconds), metAt: orderConfirmedAt,
                isForPerson: false),
            LegalClock(
                name: .orderEffect(order.order.id), start: start,
                due: start.adding(seconds: settings.clocks.orderEffectSeconds), metAt: order.effectAt,
                isForPerson: true),
        ]
    }
}
