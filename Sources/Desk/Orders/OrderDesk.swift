import Casework
import SafetyModel
import Screening

/// Takes orders in: on pictures of one case they join it, else they open one.
struct OrderDesk: Sendable {
    let desk: CaseDesk
    let assets: AssetRegister
    let resolver: ThingResolver

    func enter(_ draft: OrderDraft, by member: Member) async throws(DeskError) -> CaseID {
        guard draft.links.count <= OrderDraft.linksMax, draft.accounts.count <= OrderDraft.accountsMax else {
            throw .refused(.tooMany)
        }
        guard draft.text.unicodeScalars.count <= NoticeDraft.wordsMax else { throw .invalid(.words) }
        let now = desk.clock.now()
        var (items, fresh, homes): ([Item], [Asset], Set<CaseID>) = ([], [], [])
        for link in draft.links {
            guard link.utf8.count <= NoticeDraft.linkMax, !link.contains(where: \.isWhitespace) else {
                throw .invalid(.link)
            }
            let resolved = try await resolver.resolve(.link(link), at: now)
            for item in resolved.named where !items.contains(where: { $0.id == item.id }) {
                items.append(item)
                if let home = await desk.home(of: item.id) { homes.insert(home) }
            }
            fresh += resolved.fresh
        }
        var order = Order(
            id: OrderID.mint(at: now), kind: draft.kind, authority: draft.authority, elements: draft.elements,
            items: items.map(\.id), accounts: draft.accounts, territory: draft.territory,
            preserveUntil: draft.preserveUntil, tellNotBefore: draft.tellNotBefore)
        var writes: [LedgerWrite] = []
        for asset in fresh { writes += try assets.writes(asset) }
        if !draft.text.isEmpty {
            let row = SealedID.mint(at: now)
            order.text = row
            writes.append(.putDocument(SealedWords.document(row, draft.text)))
        }
        let id = try await home(of: homes) ?? CaseID.mint(at: now)
        try await desk.perform(
            .receiveOrder(order, items: items), on: id, by: .staff(member.id, member.role), with: writes)
        for asset in fresh { assets.learn(asset) }
        return id
    }

    /// The one case that holds all of them and has no order yet.
    private func home(of homes: Set<CaseID>) async throws(DeskError) -> CaseID? {
        guard homes.count == 1, let id = homes.first, let file = await desk.file(id), file.order == nil else {
            return nil
        }
        return id
    }
}
