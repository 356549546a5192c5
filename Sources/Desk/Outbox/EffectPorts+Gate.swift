import Casework
public import SafetyModel
import Screening

extension EffectPorts {
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

    private static let heldMax = 500

    /// Opens a case for every decision that the gate holds, after that one, and that has none yet. Returns the last.
    public func takeHeld(_ desk: CaseDesk, after last: CaseID?) async -> CaseID? {
        var last = last
        while true {
            guard let page = try? await store.waitingCases(after: last, limit: Self.heldMax) else { return last }
            for held in page where await desk.file(held.id) == nil {
                guard await take(held, desk) else { return last }
            }
            last = page.last?.id ?? last
            guard page.count == Self.heldMax else { return last }
        }
    }

    /// False when it has to be tried again.
    private func take(_ held: HeldCase, _ desk: CaseDesk) async -> Bool {
        guard let pictures = try? await gate.heldPictures(of: held.id) else { return false }
        let names = pictures.isEmpty ? [held.decision.id.text] : pictures.map(\.id.text)
        let items = names.map { name in
            Item(
                id: ItemID(text: name), owner: held.account.map { Item.Owner(account: $0) }, isHosted: false,
                operation: held.operation, postedAt: held.openedAt)
        }
        do throws(DeskError) {
            try await desk.perform(.openHeld(held.decision.id, items: items), on: held.id, by: .machine)
            return true
        } catch { return error != .unavailable }
    }
}
