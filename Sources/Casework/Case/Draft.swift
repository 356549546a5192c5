import SafetyModel

/// A command at work: events are folded as they are made, so that every later line sees what the earlier ones did.
struct Draft {
    private(set) var file: CaseFile
    private(set) var surroundings: Surroundings
    let actor: Actor
    let now: Moment
    private(set) var recorded: [RecordedEvent] = []

    init(file: CaseFile, surroundings: Surroundings, actor: Actor, now: Moment) {
        self.file = file
        self.surroundings = surroundings
        self.actor = actor
        self.now = now
    }

    var settings: CaseworkSettings { surroundings.settings }

    mutating func record(_ event: CaseEvent) {
        let next = RecordedEvent(caseID: file.id, sequence: file.sequence + 1, at: now, by: actor, event: event)
        file.fold(next)
        surroundings.fold(next)
        recorded.append(next)
    }

    /// The identifier of the part that the next event makes.
    func next<Part: CasePartIdentifier>() -> Part { Part(of: file.id, number: file.partCount + 1) }

    func account(_ id: AccountID) -> AccountFile { surroundings.accounts[id] ?? AccountFile() }

    /// The member of staff behind the command.
    func person() throws(CaseworkError) -> StaffID {
        guard let person = actor.person else { throw .notAllowed(.rule) }
        return person
    }

    /// The member of staff, holding the case.
    func claimant() throws(CaseworkError) -> StaffID {
        let person = try person()
        guard let claim = file.standingClaim(at: now) else { throw .notClaimed }
        guard claim.by == person else { throw .claimedByOther(until: claim.until) }
        return person
    }

    func state(_ item: ItemID) throws(CaseworkError) -> ItemState {
        guard let state = file.items[item] else { throw .unknownItem(item) }
        return state
    }

    func ruling(_ id: RulingID) throws(CaseworkError) -> RulingState {
        guard let state = file.rulings[id] else { throw .unknownPart }
        return state
    }

    /// Hosted items, not erased, in the order of their identifiers.
    func hosted(_ ids: some Sequence<ItemID>) -> [ItemState] {
        ids.sorted { $0.text < $1.text }.compactMap { file.items[$0] }.filter { $0.item.isHosted && $0.erasedAt == nil }
    }

    /// Verified copies, at any remove, of the items in the case.
    func withCopies(_ ids: Set<ItemID>) -> Set<ItemID> {
        var all = ids
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for state in file.items.values where state.item.relation.isCopy && !all.contains(state.item.id) {
                guard let origin = state.item.relation.origin, all.contains(origin) else { continue }
                all.insert(state.item.id)
                isGrowing = true
            }
        }
        return all
    }

    /// The owner of an account, as the case's items tell.
    func owner(_ account: AccountID) -> Item.Owner? {
        if let found = file.accountReturn?.owner, found.account == account { return found }
        return file.sortedItems.lazy.compactMap(\.item.owner).first { $0.account == account }
    }

    mutating func open(_ origin: CaseOrigin) {
        if !file.isOpened { record(.opened(origin)) }
    }
}
