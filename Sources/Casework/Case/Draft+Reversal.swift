import SafetyModel

// Undoing: whatever a ruling did is taken back, except what cannot be: a report is corrected, an erased item stays
// erased, and a hold after a miss stays until two persons lift it.
extension Draft {
    /// Takes a ruling back. What is in `keeping` a new ruling restricts at once, so it is not shown in between.
    mutating func reverse(_ id: RulingID, _ cause: ReversalCause, keeping: Set<ItemID> = []) {
        guard let state = file.rulings[id], state.isLive else { return }
        let covered = file.sortedItems.filter { $0.ruling == id }
        record(.rulingReversed(id, cause))
        giveBackAccounts(id)
        for entry in file.bankEntries.values.sorted(by: { $0.order.entry.text < $1.order.entry.text })
        where entry.order.ruling == id && entry.isEnabled {
            record(.bankDisabled(entry.order.entry))
        }
        for report in file.reports.values.sorted(by: { $0.report.id.text < $1.report.id.text })
        where report.report.ruling == id && report.correctedAt == nil {
            record(.reportCorrected(report.report.id))
        }
        if let clearance = file.clearances[id] { record(.clearanceWithdrawn(clearance)) }
        giveBackItems(covered, id, cause, keeping: keeping)
    }

    private mutating func giveBackAccounts(_ id: RulingID) {
        for state in file.strikes.values.sorted(by: { $0.strike.id.text < $1.strike.id.text })
        where state.strike.ruling == id && !state.isWithdrawn {
            record(.strikeWithdrawn(state.strike.id, state.strike.account))
        }
        for state in file.measures.values.sorted(by: { $0.measure.id.text < $1.measure.id.text })
        where state.measure.ruling == id && state.end == nil {
            end(state.measure, .reversed)
        }
    }

    private mutating func giveBackItems(
        _ covered: [ItemState], _ id: RulingID, _ cause: ReversalCause, keeping: Set<ItemID>
    ) {
        let restricted = covered.filter { state in
            state.visibility != .visible && state.erasedAt == nil && state.order == nil
                && !keeping.contains(state.item.id)
        }
        let pending = restricted.filter { staysHidden($0, cause) }
        let shown = restricted.filter { !staysHidden($0, cause) }.map(\.item.id)
        if !shown.isEmpty { record(.itemsShown(ItemChange(items: shown, cause: .reversal(id)))) }
        let removed = pending.filter { $0.visibility == .removed }.map(\.item.id)
        if !removed.isEmpty { record(.itemsHidden(ItemChange(items: removed, cause: .reversal(id)))) }
        let told = pending.map(\.item.id).filter { !isTold($0) }
        if !told.isEmpty { tellOwners(of: told, .contentDisabled, ruling: nil, facts: .pendingReview) }
    }

    /// An undone or rejected ruling leaves a reported intimate picture, and anything about a child, hidden until the
    /// next.
    private func staysHidden(_ state: ItemState, _ cause: ReversalCause) -> Bool {
        guard cause != .complaint, state.visibility != .labelled else { return false }
        if file.severity == .child { return true }
        let cleared = (file.items[state.item.id]?.clearedOn ?? []).union(surroundings.cleared[state.item.id] ?? [])
        return settings.hiding.isOn && file.grounds(of: state).contains { $0.hidesAtOnce && !cleared.contains($0) }
    }

    /// A statement that the item is hidden, pending a ruling, is in force.
    private func isTold(_ item: ItemID) -> Bool {
        file.statements.values.contains { state in
            !state.isOver && state.statement.restriction == .contentDisabled && state.statement.items.contains(item)
        }
    }
}
