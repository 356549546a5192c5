import AuditTrail
public import Casework
public import SafetyModel
import Screening
import StaffAccess

extension StaffDesk {
    /// Opens a picture in quarantine for a member, for some minutes: with the key of the reviewers and the key of the leads.
    /// False where the two do not open it.
    public func openQuarantine(
        _ item: ItemID, in id: CaseID, reviewers: String, leads: String, for member: Member
    ) async throws(DeskError) -> Bool {
        guard let file = await desk.file(id), file.items[item] != nil, member.role.mayRead(file.severity),
            member.role != .admin
        else { throw .unknown }
        guard let box = try await box(of: item) else { throw .unknown }
        let digest = ["item": digester.digest(["item", item.text])]
        guard let first = QuarantineKey(text: reviewers), let second = QuarantineKey(text: leads),
            let bytes = QuarantineLocks.open(box, id: item.text, reviewers: first, leads: second)
        else {
            try await note("quarantine-refused", in: id, member, digest)
            return false
        }
        try await note("quarantine-opened", in: id, member, digest)
        opened.open(Picture(bytes: bytes), of: item, for: member.id, at: clock.now())
        return true
    }

    /// Items of a case that lie in quarantine and are not open to that member.
    func quarantined(in file: CaseFile, for member: Member) async throws(DeskError) -> Set<ItemID> {
        var found: Set<ItemID> = []
        for state in file.items.values where state.quarantinedAt != nil && state.erasedAt == nil {
            let item = state.item.id
            guard opened.picture(of: item, for: member.id, at: clock.now()) == nil else { continue }
            if try await assets.asset(item)?.evidence != nil { found.insert(item) }
        }
        return found
    }

    private func box(of item: ItemID) async throws(DeskError) -> [UInt8]? {
        do throws(StoreError) { return try await store.document(.quarantine, item.text)?.body } catch {
            throw .unavailable
        }
    }
}
