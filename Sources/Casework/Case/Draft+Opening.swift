import SafetyModel

// Notices, orders, held decisions, returns and what the index finds.
extension Draft {
    mutating func receive(_ notice: Notice, _ items: [Item]) throws(CaseworkError) {
        try check(items)
        guard !notice.items.isEmpty else { throw .noItems }
        guard notice.items.count <= CaseLimits.itemsMax, notice.regimes.count <= Regime.allCases.count,
            file.notices.count < CaseLimits.noticesMax
        else { throw .tooMany }
        guard notice.language.isValid else { throw .invalid(.language) }
        guard file.notices[notice.id] == nil else { throw .alreadyKnown }
        if case .notifier(let sender) = actor, sender != notice.notifier { throw .notAllowed(.receiveNotice) }
        let added = Set(items.map(\.id))
        for item in notice.items where !added.contains(item) && file.items[item] == nil { throw .unknownItem(item) }

        let flagger = notice.flagger.flatMap { surroundings.flaggers[$0] }
        let sender = notice.notifier.flatMap { surroundings.notifiers[$0] }
        let suspended = sender?.misuse.isSuspended(at: now) ?? false
        let receipt = NoticeReceipt(
            notice: notice, hasPriority: flagger?.hasPriority(notice.ground, at: now) ?? false,
            suspendedUntil: suspended ? sender?.misuse.suspendedUntil : nil)
        open(.notice)
        addUnknown(items)
        record(.noticeReceived(receipt))
        if notice.isDanger { record(.dangerNoted) }
        followOrigins(items)
        if notice.ground.hidesAtOnce { hideAtOnce(receipt) }
        answerNotices()
    }

    mutating func amend(_ id: NoticeID, _ text: SealedID?, _ elements: Set<NoticeElement>) throws(CaseworkError) {
        let state = try own(id)
        guard state.words.count < CaseLimits.wordsMax else { throw .tooMany }
        guard text != nil || !elements.isEmpty else { throw .alreadyDone }
        record(.noticeAmended(id, text, elements))
    }

    mutating func withdraw(_ id: NoticeID) throws(CaseworkError) {
        guard try own(id).withdrawnAt == nil else { throw .alreadyDone }
        record(.noticeWithdrawn(id))
    }

    /// A notice of the sender who asks.
    private func own(_ id: NoticeID) throws(CaseworkError) -> NoticeState {
        guard let state = file.notices[id], case .notifier(let sender) = actor, state.notice.notifier == sender else {
            throw .unknownPart
        }
        return state
    }

    mutating func receive(_ order: Order, _ items: [Item]) throws(CaseworkError) {
        try check(items)
        guard order.items.count <= CaseLimits.itemsMax, order.accounts.count <= CaseLimits.itemsMax else {
            throw .tooMany
        }
        guard order.territory.isValid else { throw .invalid(.territory) }
        guard file.order == nil else { throw .alreadyKnown }
        if case .authority(let sender) = actor, sender != order.authority { throw .notAllowed(.receiveOrder) }
        if order.kind == .act && order.items.isEmpty { throw .noItems }
        let added = Set(items.map(\.id))
        for item in order.items where !added.contains(item) && file.items[item] == nil { throw .unknownItem(item) }
        open(.order)
        addUnknown(items)
        record(.orderReceived(order))
        followOrigins(items)
    }

    mutating func openHeld(_ decision: DecisionID, _ items: [Item]) throws(CaseworkError) {
        guard !file.isOpened else { throw .alreadyOpen }
        guard !items.isEmpty else { throw .noItems }
        guard items.allSatisfy({ !$0.isHosted }) else { throw .notHosted }
        try check(items)
        open(.held(decision))
        addUnknown(items)
    }

    mutating func flag(_ found: AccountReturn) throws(CaseworkError) {
        guard !file.isOpened else { throw .alreadyOpen }
        try check([found.item])
        guard found.owner.account != found.removed, account(found.removed).standing(at: now) == .removed else {
            throw .unknownAccount
        }
        open(.accountReturn)
        record(.returnFlagged(found))
    }

    mutating func add(_ items: [Item]) throws(CaseworkError) {
        try check(items)
        guard !items.isEmpty else { throw .noItems }
        for item in items where file.items[item.id] != nil { throw .alreadyKnown }
        addUnknown(items)
        followOrigins(items)
    }

    private func check(_ items: [Item]) throws(CaseworkError) {
        guard items.count <= CaseLimits.itemsMax, file.items.count + items.count <= CaseLimits.caseItemsMax else {
            throw .tooMany
        }
        let added = Set(items.map(\.id))
        guard added.count == items.count else { throw .alreadyKnown }
        for item in items {
            guard isPrintable(item.id.text, scalarsMax: CaseLimits.identifierMax),
                item.owner.map({ isPrintable($0.account.text, scalarsMax: CaseLimits.identifierMax) }) ?? true
            else { throw .invalid(.identifier) }
            guard item.owner?.language.isValid ?? true else { throw .invalid(.language) }
            if let origin = item.relation.origin {
                guard origin != item.id, file.items[origin] != nil || added.contains(origin) else {
                    throw .unknownItem(origin)
                }
            }
            if case .copy(_, .person) = item.relation, actor.person == nil { throw .copyUnverified }
        }
    }

    /// Origins come before their copies, so that a copy finds the ruling it shares.
    private mutating func addUnknown(_ items: [Item]) {
        var waiting = items.filter { file.items[$0.id] == nil }
        while !waiting.isEmpty {
            let ready = waiting.filter { item in
                guard let origin = item.relation.origin else { return true }
                return file.items[origin] != nil
            }
            // Items that only name each other have no first one: none of them is a copy of anything seen.
            let chosen = ready.isEmpty ? waiting : ready
            record(.itemsAdded(chosen))
            let names = Set(chosen.map(\.id))
            waiting.removeAll { names.contains($0.id) }
        }
    }

    /// Copies of what is hidden, removed or labelled follow it.
    private mutating func followOrigins(_ items: [Item]) {
        for item in items where item.relation.isCopy && item.isHosted {
            guard let origin = item.relation.origin.flatMap({ file.items[$0] }), let copy = file.items[item.id],
                copy.visibility == .visible, copy.erasedAt == nil
            else { continue }
            let ruling = copy.ruling.flatMap { file.rulings[$0] }
            let change = ItemChange(items: [item.id], cause: .copy(of: origin.item.id))
            switch origin.visibility {
            case .removed where ruling?.status == .effective:
                record(.itemsRemoved(change))
                tellOwners(of: [item.id], .contentRemoved, ruling: ruling?.ruling, facts: .copyOfRuledItem)
            case .labelled where ruling?.status == .effective:
                record(.itemsLabelled(change))
                tellOwners(of: [item.id], .contentLabelled, ruling: ruling?.ruling, facts: .copyOfRuledItem)
            case .removed, .hidden: hideCopy(item.id, of: origin)
            case .visible, .labelled: break
            }
        }
    }
}
