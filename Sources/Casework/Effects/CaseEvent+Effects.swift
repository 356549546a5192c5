extension RecordedEvent {
    /// What has to be done because of this event, in order.
    public var effects: [RequestedEffect] {
        event.effects.enumerated().map { index, effect in
            RequestedEffect(id: EffectID(sequence: sequence, index: index), effect: effect)
        }
    }
}

extension CaseEvent {
    /// What has to be done because of this event: a function of the event alone.
    var effects: [Effect] {
        switch self {
        case .noticeReceived(let receipt): receiptEffects(receipt.notice)
        case .orderReceived(let order): [.confirmOrder(order.id)]
        case .itemsHidden(let change): change.items.map { .hideItem($0) } + hiddenSearches(change)
        case .itemsShown(let change): change.items.map { .restoreItem($0) }
        case .itemsRemoved(let change):
            // WHY: once the platform has removed it, nobody can fetch it.
            change.items.flatMap { [.quarantine($0), .removeItem($0), .findRelated($0)] }
        case .itemsLabelled(let change): change.items.map { .labelItem($0) }
        case .heldDecided(let decision, let released): [released ? .releaseHeld(decision) : .refuseHeld(decision)]
        case .refusalReversed(let decision): [.permitRefused(decision)]
        case .bankEntered(let order): [.enterBank(order)]
        case .bankDisabled(let entry): [.disableBank(entry)]
        case .matchLifted(let entry, let item): [.allowMatch(entry, item)]
        case .strikeWithdrawn(_, let account): [.recount(account)]
        case .measureImposed(let measure): measureEffects(measure)
        case .measureEnded(let end): endEffects(end)
        case .missMarked(let miss): [.placeHold(miss.hold, miss.scope)]
        case .holdLifted(let hold, let scope): [.liftHold(hold, scope)]
        case .statementIssued(let statement):
            [.sendStatement(statement.id)] + (statement.toCommission ? [.submitToCommission(statement.id)] : [])
        case .noticeAnswered(let answer): answer.isReachable ? [.answerNotice(answer)] : []
        case .complained(let complaint): [.confirmComplaint(complaint.id)]
        case .complaintDecided(let outcome): [.answerComplaint(outcome)]
        case .recipientToBeTold(let notice): [.tellRecipient(notice)]
        case .reported(let report): [.report(report.id)]
        case .reportCorrected(let report): [.correctReport(report)]
        case .misuseWarned(let misuser): [.sendMisuseWarning(misuser)]
        case .misuseSuspended(let suspension): [.sendMisuseSuspension(suspension)]
        case .coordinatorInformed(let flagger): [.informCoordinator(flagger)]
        case .itemsErased(let items, _): items.map { .eraseItem($0) }
        case .textsErased(let rows): [.eraseTexts(rows)]
        case .clockWarned(let name): [.warnOfClock(name)]
        case .noticeAmended, .noticeWithdrawn, .preservationStarted, .preservationEnded, .opened, .itemsAdded,
            .returnFlagged, .markedUrgent,
            .dangerNoted, .escalated, .pauseReviewed, .claimed, .claimReleased, .noted, .proposed, .confirmed,
            .rejected, .ruled,
            .rulingEffective, .rulingReversed, .hidingRefused, .itemsCleared, .clearanceWithdrawn, .struck,
            .disputeRecorded, .orderCompleted, .senderConfirmed, .reportReviewed, .acknowledged, .unreached:
            []
        case .orderEffectGiven(let order, _): [.reportOrderEffect(order)]
        }
    }

    private func receiptEffects(_ notice: Notice) -> [Effect] {
        let searches = notice.items.map { Effect.findRelated($0) }
        guard notice.contact != nil else { return searches }
        let missing = notice.missing
        return searches + [.confirmReceipt(notice.id)] + (missing.isEmpty ? [] : [.askSender(notice.id, missing)])
    }

    /// What a notice names was searched for when it came.
    private func hiddenSearches(_ change: ItemChange) -> [Effect] {
        if case .notice = change.cause { return [] }
        return change.items.map { .findRelated($0) }
    }

    private func measureEffects(_ measure: AccountMeasure) -> [Effect] {
        let act = Effect.actOnAccount(measure.account, measure.step.action, until: measure.until)
        return measure.step == .removal ? [act, .stopAccount(measure.account)] : [act]
    }

    private func endEffects(_ end: MeasureEnd) -> [Effect] {
        guard end.step != .warning else { return [] }
        // A measure at least as strict took its place: nothing is given back.
        if end.cause == .superseded, let remaining = end.remaining, remaining.step.rank >= end.step.rank { return [] }
        guard let remaining = end.remaining, remaining.step != .warning else {
            return [.actOnAccount(end.account, .reinstate, until: nil)]
        }
        return [.actOnAccount(end.account, remaining.step.action, until: remaining.until)]
    }
}
