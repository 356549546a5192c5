import AuditTrail
public import Casework
public import SafetyModel
import Screening

extension StaffDesk {
    /// A picture of an item as the lens draws it. Counted for whoever sees it, and recorded.
    public func picture(
        _ item: ItemID, in id: CaseID, as view: PictureView, for member: Member
    ) async throws(DeskError) -> Picture {
        guard let file = await desk.file(id), file.items[item] != nil, member.role.mayRead(file.severity),
            member.role != .admin
        else { throw .unknown }
        guard let picture = try await bytes(of: item, in: file, for: member) else { throw .unknown }
        let edits: [StudioEdit] =
            switch view {
            case .outline: [.shrink(side: 320), .outline]
            case .grey: [.shrink(side: 256), .blackAndWhite, .blur(2)]
            case .full: [.shrink(side: 1024)]
            }
        let drawn: Picture
        do throws(LensError) { drawn = try await lens.edit(picture, with: edits) } catch {
            if error.isCallersFault { throw .unknown }
            throw .unavailable
        }
        if view != .outline { exposures.note(member.id, at: clock.now()) }
        try await note(
            "picture-seen", in: id, member, ["view": view.rawValue, "item": digester.digest(["item", item.text])])
        return drawn
    }

    /// Bytes that are still kept, or that can be fetched; child cases have none but what the gate itself stopped.
    private func bytes(
        of item: ItemID, in file: CaseFile, for member: Member
    ) async throws(DeskError) -> Picture? {
        do throws(StoreError) {
            if case .held = file.origin {
                let held = try await gate.heldPictures(of: file.id)
                if let found = held.first(where: { $0.id.text == item.text }) { return found.picture }
            }
            guard file.severity != .child else { return nil }
            if try await store.document(.quarantine, item.text) != nil {
                return opened.picture(of: item, for: member.id, at: clock.now())
            }
            if let kept = try await store.document(.evidence, item.text) { return Picture(bytes: kept.body) }
            if let delivery = try await gate.delivery(OutputID(text: item.text), at: clock.now()) {
                return delivery.picture
            }
        } catch { throw .unavailable }
        guard let url = try await assets.asset(item)?.url else { return nil }
        return try? await fetcher.fetch(url)
    }

    /// Items of a case whose picture can be shown; those in quarantine are told apart by `quarantined`.
    func shown(in file: CaseFile, for member: Member) async throws(DeskError) -> Set<ItemID> {
        var shown: Set<ItemID> = []
        do throws(StoreError) {
            if case .held = file.origin {
                shown.formUnion(try await gate.heldPictures(of: file.id).map { ItemID(text: $0.id.text) })
            }
            guard file.severity != .child else { return shown }
            for state in file.items.values where state.erasedAt == nil {
                let id = state.item.id
                if opened.picture(of: id, for: member.id, at: clock.now()) != nil { shown.insert(id) }
                if try await store.document(.evidence, id.text) != nil { shown.insert(id) }
                if try await gate.delivery(OutputID(text: id.text), at: clock.now()) != nil { shown.insert(id) }
            }
        } catch { throw .unavailable }
        for state in file.items.values where state.erasedAt == nil && !shown.contains(state.item.id) {
            if try await assets.asset(state.item.id)?.url != nil { shown.insert(state.item.id) }
        }
        return shown
    }
}
