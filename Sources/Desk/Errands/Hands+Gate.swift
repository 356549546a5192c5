import Casework
import SafetyModel
import Screening

extension Hands {
    /// Puts what got through on hold everywhere.
    func place(_ scope: HoldScope) async throws(DeskError) {
        switch scope {
        case .requests(let category, let operation): holds.place(.requests(category, operation))
        case .phrases(let family):
            let words: String?
            do throws(StoreError) {
                words = try await store.document(.phrases, family.text).map { String(decoding: $0.body, as: UTF8.self) }
            } catch { throw .unavailable }
            guard let words else { throw .unknown }
            holds.place(.phrases(name: family.text, words: StandingHolds.words(of: words)))
        }
    }

    /// Everything that stood on hold before a restart stands again before the first request.
    public func restoreHolds(_ desk: CaseDesk) async throws(DeskError) {
        for scope in await desk.standingHolds() { try await place(scope) }
    }

    /// Opens a case for every decision that the gate holds and that has none yet.
    public func takeHeld(_ desk: CaseDesk) async {
        guard let waiting = try? await gate.cases(.waiting, limit: 500) else { return }
        for held in waiting where await desk.file(held.id) == nil {
            guard let pictures = try? await gate.heldPictures(of: held.id) else { continue }
            let names = pictures.isEmpty ? [held.decision.id.text] : pictures.map(\.id.text)
            let items = names.map { name in
                Item(
                    id: ItemID(text: name), owner: held.account.map { Item.Owner(account: $0) }, isHosted: false,
                    operation: held.operation, postedAt: held.openedAt)
            }
            _ = try? await desk.perform(.openHeld(held.decision.id, items: items), on: held.id, by: .machine)
        }
    }
}
