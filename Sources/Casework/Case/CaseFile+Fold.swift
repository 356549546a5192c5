import SafetyModel

extension CaseFile {
    /// Adds one event, which must be the next of this case.
    mutating func fold(_ recorded: RecordedEvent) {
        precondition(takes(recorded), "events of a case have no gaps")
        sequence = recorded.sequence
        for requested in recorded.effects { outstanding[requested.id] = requested.effect }
        switch recorded.event {
        case .opened, .noticeReceived, .noticeAmended, .noticeWithdrawn, .orderReceived, .itemsAdded, .returnFlagged,
            .markedUrgent, .dangerNoted,
            .escalated,
            .claimed, .claimReleased, .noted:
            foldOpening(recorded)
        case .proposed, .confirmed, .rejected, .ruled, .rulingEffective, .rulingReversed: foldRuling(recorded)
        case .itemsHidden, .hidingRefused, .itemsShown, .itemsRemoved, .itemsLabelled, .itemsCleared,
            .clearanceWithdrawn, .heldDecided, .refusalReversed, .bankEntered, .bankDisabled, .matchLifted,
            .itemsErased:
            foldItems(recorded)
        case .struck, .strikeWithdrawn, .measureImposed, .measureEnded, .pauseReviewed, .missMarked, .holdLifted,
            .misuseWarned,
            .misuseSuspended, .coordinatorInformed:
            foldMeasures(recorded)
        case .statementIssued, .noticeAnswered, .complained, .complaintDecided, .disputeRecorded, .orderCompleted,
            .senderConfirmed, .orderEffectGiven, .recipientToBeTold, .preservationStarted, .preservationEnded,
            .reported,
            .reportReviewed, .reportCorrected, .textsErased, .clockWarned:
            foldTelling(recorded)
        case .acknowledged(let effect): foldAcknowledgement(effect, at: recorded.at)
        case .unreached(let effect, let why):
            unreached[effect] = why
            // Nothing more is owed: the page behind the addressee's secret says what the letter would have said.
            foldAcknowledgement(effect, at: recorded.at)
        }
    }

    private mutating func foldOpening(_ recorded: RecordedEvent) {
        switch recorded.event {
        case .opened(let origin):
            self.origin = origin
            openedAt = recorded.at
        case .noticeReceived(let receipt):
            notices[receipt.notice.id] = NoticeState(receipt: receipt, at: recorded.at)
            severity = max(severity, receipt.notice.ground.severity)
            hasPriority = hasPriority || receipt.hasPriority
            sealedRows.formUnion([receipt.notice.text, receipt.notice.contact].compactMap { $0 })
            reopen(receipt.notice.items)
        case .noticeAmended(let notice, let text, let elements):
            notices[notice]?.completed.formUnion(elements)
            notices[notice]?.amendedAt.append(recorded.at)
            if let text {
                notices[notice]?.words.append(text)
                sealedRows.insert(text)
            }
        case .noticeWithdrawn(let notice): notices[notice]?.withdrawnAt = recorded.at
        case .orderReceived(let order):
            self.order = OrderState(order: order, receivedAt: recorded.at)
            sealedRows.formUnion([order.text].compactMap { $0 })
        case .itemsAdded(let added):
            for item in added {
                items[item.id] = ItemState(item: item, addedAt: recorded.at)
                // A verified copy shares the ruling of what it copies.
                if item.relation.isCopy, let origin = item.relation.origin {
                    let shared = items[origin]?.ruling
                    items[item.id]?.ruling = shared
                }
            }
        case .returnFlagged(let found):
            accountReturn = found
            items[found.item.id] = ItemState(item: found.item, addedAt: recorded.at)
        case .markedUrgent: isUrgent = true
        case .escalated(let raised): severity = max(severity, raised)
        case .dangerNoted: dangerAt = dangerAt ?? recorded.at
        case .claimed(let taken): claim = taken
        case .claimReleased: claim = nil
        case .noted(let row):
            notes.append(row)
            sealedRows.insert(row)
        default: break
        }
    }

    /// A new notice on an item that was left alone asks for a new look.
    private mutating func reopen(_ named: [ItemID]) {
        for item in named {
            guard let ruling = items[item]?.ruling, let state = rulings[ruling], state.status == .effective,
                !state.ruling.form.reason.isBreach
            else { continue }
            items[item]?.ruling = nil
        }
    }

    private mutating func foldRuling(_ recorded: RecordedEvent) {
        switch recorded.event {
        case .proposed(let proposal):
            countPart()
            proposals[proposal.id] = ProposalState(proposal: proposal, at: recorded.at)
            if case .complaint(_, let decision) = proposal.subject { seal(decision) }
        case .confirmed(let proposal), .rejected(let proposal):
            proposals[proposal]?.isOpen = false
        case .ruled(let ruling):
            countPart()
            rulings[ruling.id] = RulingState(ruling: ruling, at: recorded.at, status: .proposed)
            severity = max(severity, ruling.form.reason.severity)
            if ruling.form.category == .minorSexual { severity = .child }
            for item in ruling.form.items { items[item]?.ruling = ruling.id }
            sealedRows.formUnion([ruling.form.note].compactMap { $0 })
        case .rulingEffective(let ruling, let second):
            rulings[ruling]?.status = .effective
            rulings[ruling]?.second = second
            rulings[ruling]?.effectiveAt = recorded.at
        case .rulingReversed(let ruling, let cause):
            rulings[ruling]?.status = cause == .rejected ? .rejected : .reversed
            for (item, state) in items where state.ruling == ruling { items[item]?.ruling = nil }
            for (id, state) in statements where state.statement.ruling == ruling { statements[id]?.isOver = true }
        default: break
        }
    }

    private mutating func foldItems(_ recorded: RecordedEvent) {
        switch recorded.event {
        case .itemsHidden(let change): show(change, as: .hidden, recorded)
        case .itemsShown(let change): show(change, as: .visible, recorded)
        case .itemsRemoved(let change): show(change, as: .removed, recorded)
        case .itemsLabelled(let change): show(change, as: .labelled, recorded)
        case .itemsCleared(let clearance):
            clearances[clearance.ruling] = clearance
            for item in clearance.items { items[item]?.clearedOn.formUnion(clearance.grounds) }
        case .clearanceWithdrawn(let clearance):
            clearances[clearance.ruling] = nil
            for item in clearance.items { items[item]?.clearedOn.subtract(clearance.grounds) }
        case .heldDecided(_, let released):
            heldReleased = released
            heldDecidedAt = recorded.at
        case .refusalReversed: refusalReversedAt = recorded.at
        case .bankEntered(let order):
            countPart()
            bankEntries[order.entry] = BankEntryState(order: order)
        case .bankDisabled(let entry): bankEntries[entry]?.isEnabled = false
        case .matchLifted(let entry, let item): liftedMatches[entry, default: []].insert(item)
        case .itemsErased(let erased, _):
            for item in erased {
                items[item]?.erasedAt = recorded.at
                items[item]?.quarantinedAt = nil
            }
        default: break
        }
    }

    private mutating func show(_ change: ItemChange, as visibility: ItemState.Visibility, _ recorded: RecordedEvent) {
        for (index, item) in change.items.enumerated() {
            items[item]?.visibility = visibility
            items[item]?.isAcknowledged = false
            // Removal asks for three effects an item, what is visible second; the others for that first.
            let place = visibility == .removed ? index * 3 + 1 : index
            items[item]?.effect = EffectID(sequence: recorded.sequence, index: place)
            switch change.cause {
            case .order(let order): items[item]?.order = order
            case .ruling(let ruling) where visibility != .hidden: items[item]?.ruling = ruling
            case .copy(let origin):
                let shared = items[origin]?.ruling
                items[item]?.ruling = shared
            default: break
            }
            switch visibility {
            case .removed: items[item]?.quarantinedAt = recorded.at
            case .visible: items[item]?.quarantinedAt = nil
            case .hidden, .labelled: break
            }
            guard visibility == .visible else { continue }
            for (id, state) in statements where state.statement.items.contains(item) && state.statement.ruling == nil {
                statements[id]?.isOver = true
            }
        }
    }

    private mutating func foldMeasures(_ recorded: RecordedEvent) {
        switch recorded.event {
        case .struck(let strike):
            countPart()
            strikes[strike.id] = StrikeState(strike: strike)
        case .strikeWithdrawn(let strike, _): strikes[strike]?.isWithdrawn = true
        case .measureImposed(let measure):
            countPart()
            measures[measure.id] = MeasureState(measure: measure, at: recorded.at)
        case .measureEnded(let end):
            measures[end.measure]?.end = end.cause
            for (id, state) in statements where state.statement.measure == end.measure { statements[id]?.isOver = true }
        case .pauseReviewed(let measure, _): measures[measure]?.isSeen = true
        case .missMarked(let miss):
            countPart()
            let effect = EffectID(sequence: recorded.sequence, index: 0)
            holds[miss.hold] = HoldState(miss: miss, markedAt: recorded.at, effect: effect)
        case .holdLifted(let hold, _): holds[hold]?.liftedAt = recorded.at
        default: break
        }
    }

    private mutating func foldTelling(_ recorded: RecordedEvent) {
        switch recorded.event {
        case .statementIssued(let statement):
            countPart()
            statements[statement.id] = StatementState(statement: statement)
        case .noticeAnswered(let answer):
            notices[answer.notice]?.answer = answer
            notices[answer.notice]?.answeredAt = recorded.at
            notices[answer.notice]?.toldAt = nil
            notices[answer.notice]?.answerEffect = EffectID(sequence: recorded.sequence, index: 0)
        case .complained(let complaint):
            countPart()
            complaints[complaint.id] = ComplaintState(complaint: complaint, at: recorded.at)
            sealedRows.formUnion([complaint.text].compactMap { $0 })
        case .complaintDecided(let outcome):
            complaints[outcome.complaint]?.outcome = outcome
            complaints[outcome.complaint]?.decidedAt = recorded.at
            seal(outcome.decision)
        case .disputeRecorded(let dispute): complaints[dispute.complaint]?.dispute = dispute
        case .orderCompleted(let elements): order?.completed.formUnion(elements)
        case .senderConfirmed: order?.senderConfirmed = true
        case .orderEffectGiven(_, let effect):
            order?.effect = effect
            order?.effectAt = recorded.at
            sealedRows.formUnion([effect.information].compactMap { $0 })
        case .preservationStarted(let started): preservation = started
        case .preservationEnded: preservation = nil
        case .reported(let report):
            countPart()
            let effect = EffectID(sequence: recorded.sequence, index: 0)
            reports[report.id] = ReportState(report: report, at: recorded.at, effect: effect)
            sealedRows.formUnion([report.text].compactMap { $0 })
        case .reportReviewed(let report): reports[report]?.reviewedBy = recorded.by.person
        case .reportCorrected(let report): reports[report]?.correctedAt = recorded.at
        case .textsErased(let rows):
            sealedRows.subtract(rows)
            textsErasedAt = recorded.at
        case .clockWarned(let name): warned.insert(name)
        default: break
        }
    }

    private mutating func foldAcknowledgement(_ id: EffectID, at moment: Moment) {
        guard let effect = outstanding.removeValue(forKey: id) else { return }
        switch effect {
        case .hideItem(let item), .removeItem(let item), .labelItem(let item), .restoreItem(let item):
            if items[item]?.effect == id { items[item]?.isAcknowledged = true }
            if case .hideItem = effect, items[item]?.hiddenAt == nil { items[item]?.hiddenAt = moment }
        case .sendStatement(let statement): statements[statement]?.sentAt = moment
        case .confirmReceipt(let notice): notices[notice]?.receiptConfirmedAt = moment
        case .answerNotice(let answer):
            if notices[answer.notice]?.answerEffect == id { notices[answer.notice]?.toldAt = moment }
        case .placeHold(let hold, _): holds[hold]?.liveAt = moment
        case .report(let report): reports[report]?.confirmedAt = moment
        case .confirmOrder: orderConfirmedAt = moment
        case .reportOrderEffect: orderReportedAt = moment
        default: break
        }
    }

    private mutating func seal(_ decision: ComplaintDecision) {
        sealedRows.formUnion([decision.note, decision.replacement?.note].compactMap { $0 })
    }

    /// Parts are numbered in the order in which they appear.
    private mutating func countPart() { partCount += 1 }
}
