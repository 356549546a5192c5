import SafetyModel

// Hiding pending a ruling.
extension Draft {
    /// Hides the items of a notice and their verified copies at once, within the budgets.
    mutating func hideAtOnce(_ receipt: NoticeReceipt) {
        let notice = receipt.notice
        let sender = notice.notifier.flatMap { surroundings.notifiers[$0] }
        let senderLost = receipt.suspendedUntil != nil || (sender?.hasLostHiding(at: now, settings.hiding) ?? false)
        var rule = AutomaticHiding(settings: settings.hiding, use: surroundings.hidingUse, senderLost: senderLost)
        var hidden: [ItemID] = []
        var refused: [HidingRefusal: [ItemID]] = [:]
        for state in hosted(withCopies(Set(notice.items))) where !state.isRestricted && !isDecided(state) {
            let cleared = state.clearedOn.union(surroundings.cleared[state.item.id] ?? [])
            if let refusal = rule.judge(state.item.id, on: notice.ground, cleared: cleared) {
                refused[refusal, default: []].append(state.item.id)
            } else {
                hidden.append(state.item.id)
            }
        }
        if !hidden.isEmpty {
            record(.itemsHidden(ItemChange(items: hidden, cause: .notice(notice.id))))
            tellOwners(of: hidden, .contentDisabled, ruling: nil, facts: .pendingReview)
        }
        for (refusal, items) in refused.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            record(.hidingRefused(items, refusal))
        }
        if refused[.budget] != nil { record(.markedUrgent(.budget)) }
    }

    /// A copy of a hidden item is hidden too, within the overall budget.
    mutating func hideCopy(_ item: ItemID, of origin: ItemState) {
        guard let state = file.items[item] else { return }
        let alreadyHidden = recorded.reduce(0) { count, recorded in
            guard case .itemsHidden(let change) = recorded.event else { return count }
            return count + change.items.count
        }
        let use = HidingUse(bySender: 0, overall: surroundings.hidingUse.overall + alreadyHidden)
        var rule = AutomaticHiding(settings: settings.hiding, use: use, senderLost: false)
        // Where a person hid the origin, or an order removed it, no notice's ground is asked.
        let ground = file.grounds(of: origin).filter(\.hidesAtOnce).min { $0.rawValue < $1.rawValue }
        let cleared = state.clearedOn.union(surroundings.cleared[item] ?? [])
        if let refusal = rule.judge(item, on: ground ?? .intimateImage, cleared: cleared) {
            record(.hidingRefused([item], refusal))
            if refusal == .budget { record(.markedUrgent(.budget)) }
        } else {
            record(.itemsHidden(ItemChange(items: [item], cause: .copy(of: origin.item.id))))
            tellOwners(of: [item], .contentDisabled, ruling: nil, facts: .pendingReview)
        }
    }

    /// A person hides pending a ruling; no budget binds a person.
    mutating func hide(_ items: Set<ItemID>) throws(CaseworkError) {
        let chosen = try changeable(items) { !$0.isRestricted && !isDecided($0) }
        record(.itemsHidden(ItemChange(items: chosen, cause: .person)))
        tellOwners(of: chosen, .contentDisabled, ruling: nil, facts: .staffReview)
    }

    /// A person shows what is hidden pending a ruling. About children that takes a ruling, and with it two persons.
    mutating func show(_ items: Set<ItemID>) throws(CaseworkError) {
        guard file.severity != .child else { throw .needsTwoPersons }
        _ = try claimant()
        let chosen = try changeable(items) { $0.visibility == .hidden && $0.ruling == nil }
        record(.itemsShown(ItemChange(items: chosen, cause: .person)))
    }

    private func changeable(_ items: Set<ItemID>, _ fits: (ItemState) -> Bool) throws(CaseworkError) -> [ItemID] {
        guard !items.isEmpty else { throw .noItems }
        for item in items.sorted(by: { $0.text < $1.text }) {
            let state = try state(item)
            guard state.item.isHosted else { throw .notHosted }
            guard state.erasedAt == nil, fits(state) else { throw .alreadyDone }
        }
        return items.sorted { $0.text < $1.text }
    }

    /// A ruling in effect covers the item.
    func isDecided(_ state: ItemState) -> Bool {
        state.ruling.flatMap { file.rulings[$0] }?.status == .effective
    }
}
