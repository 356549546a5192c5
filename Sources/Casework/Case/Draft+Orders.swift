import SafetyModel

// Orders by authorities (Art. 9, 10) and orders to preserve.
extension Draft {
    private func order() throws(CaseworkError) -> OrderState {
        guard let order = file.order else { throw .unknownPart }
        return order
    }

    mutating func complete(_ elements: Set<OrderElement>) throws(CaseworkError) {
        let order = try order()
        guard order.effect == nil, !elements.isEmpty else { throw .alreadyDone }
        record(.orderCompleted(elements))
    }

    /// The sender does not stand in the register; somebody has called back and vouches for it.
    mutating func confirmSender() throws(CaseworkError) {
        guard try !order().senderConfirmed else { throw .alreadyDone }
        record(.senderConfirmed)
    }

    mutating func give(_ effect: OrderEffect) throws(CaseworkError) {
        _ = try claimant()
        let state = try order()
        let order = state.order
        guard state.effect == nil else { throw .alreadyDone }
        try check(effect, order)
        let defects = file.orderDefects(surroundings.authorities)
        // An order with defects can be answered, with reasons, but not obeyed.
        if effect.given != .none { guard defects.isEmpty else { throw .orderDefects(defects) } }
        record(.orderEffectGiven(order.id, effect))
        switch order.kind {
        case .act: removeOnOrder(order, effect.items)
        case .inform:
            guard effect.given != .none else { break }
            for account in order.accounts.sorted(by: { $0.text < $1.text }) { tellRecipient(account, order, []) }
        case .preserve:
            guard effect.given != .none else { break }
            record(
                .preservationStarted(
                    Preservation(
                        order: order.id, caseID: file.id, items: Set(order.items), accounts: order.accounts,
                        until: order.preserveUntil)))
        }
        releaseWhenDone()
    }

    private func check(_ effect: OrderEffect, _ order: Order) throws(CaseworkError) {
        guard (effect.reason == nil) == (effect.given == .full) else { throw .effectForm }
        guard effect.items.isSubset(of: order.items) else { throw .effectForm }
        switch order.kind {
        case .act:
            guard effect.information == nil, effect.items.isEmpty == (effect.given == .none) else { throw .effectForm }
            if effect.given == .full { guard effect.items == Set(order.items) else { throw .effectForm } }
        case .inform:
            guard effect.items.isEmpty, (effect.information != nil) == (effect.given != .none) else {
                throw .effectForm
            }
        case .preserve: guard effect.items.isEmpty, effect.information == nil else { throw .effectForm }
        }
    }

    /// The order's own restriction: no statement of reasons (Art. 17(5)); the recipient is told by Art. 9(5).
    private mutating func removeOnOrder(_ order: Order, _ items: Set<ItemID>) {
        let hosted = hosted(items)
        guard !hosted.isEmpty else { return }
        record(.itemsRemoved(ItemChange(items: hosted.map(\.item.id), cause: .order(order.id))))
        let accounts = Set(hosted.compactMap { $0.item.owner?.account })
        for account in accounts.sorted(by: { $0.text < $1.text }) {
            tellRecipient(account, order, hosted.filter { $0.item.owner?.account == account }.map(\.item.id))
        }
        answerNotices()
    }

    private mutating func tellRecipient(_ account: AccountID, _ order: Order, _ items: [ItemID]) {
        record(
            .recipientToBeTold(
                RecipientNotice(
                    order: order.id, kind: order.kind, account: account, language: owner(account)?.language ?? "en",
                    items: items, territory: order.territory, notBefore: order.tellNotBefore)))
    }

    mutating func endPreservation() throws(CaseworkError) {
        guard let preservation = file.preservation else { throw .alreadyDone }
        if case .authority(let sender) = actor, sender != file.order?.order.authority {
            throw .notAllowed(.endPreservation)
        }
        record(.preservationEnded(preservation.order))
    }
}

extension CaseFile {
    /// What stands in the way of the effect of this case's order, by the register of authorities.
    public func orderDefects(_ register: [AuthorityID: Authority]) -> Set<OrderDefect> {
        guard let order else { return [] }
        return OrderRule.defects(
            order.order, completed: order.completed, senderConfirmed: order.senderConfirmed, register: register)
    }
}
