import Casework
import SafetyModel
public import Screening
import Synchronization

/// Sees what one request does not show. It may pause generation for a while and flag a return to a person; it never
/// punishes.
public final class AccountWatch: GateWatcher {
    /// When an account is paused.
    public struct Limits: Hashable, Sendable {
        /// Refused requests of the gravest categories within an hour; 0 pauses nobody.
        public var refusalsMax: Int
        /// How long the pause is, at most 24 hours.
        public var pauseSeconds: Int64

        public init(refusalsMax: Int = 12, pauseSeconds: Int64 = 3600) {
            self.refusalsMax = refusalsMax
            self.pauseSeconds = min(pauseSeconds, ClockSettings.machinePauseSecondsMax)
        }
    }

    /// Categories whose refusals count, from the level at which somebody plainly asked for it.
    static let gravest: Set<SafetyModel.Category> = [.undress, .sexualisedPerson, .minorSexual]
    private static let accountsMax = 20_000
    private static let hourMilliseconds: Int64 = 3_600_000

    private let desk: CaseDesk
    private let limits: Limits
    private let seen = Mutex<[AccountID: [Moment]]>([:])

    public init(desk: CaseDesk, limits: Limits = Limits()) {
        self.desk = desk
        self.limits = limits
    }

    /// Counts, and leaves the rest to a task of its own.
    public func stopped(_ request: StoppedRequest) {
        if !request.entries.isEmpty {
            Task { await flagReturn(request) }
        }
        if isTooMuch(request) {
            Task { await pause(request.account) }
        }
    }

    private func isTooMuch(_ request: StoppedRequest) -> Bool {
        guard limits.refusalsMax > 0, request.kind == .refuse,
            Self.gravest.contains(where: { request.levels[$0] ?? .none >= .clear })
        else { return false }
        return seen.withLock { seen in
            let past = Moment(milliseconds: request.at.milliseconds - Self.hourMilliseconds)
            if seen.count >= Self.accountsMax, seen[request.account] == nil {
                seen = seen.filter { ($0.value.last ?? past) > past }
                guard seen.count < Self.accountsMax else { return false }
            }
            var own = (seen[request.account] ?? []).filter { $0 > past }
            own.append(request.at)
            let isTooMuch = own.count >= limits.refusalsMax
            seen[request.account] = isTooMuch ? nil : own
            return isTooMuch
        }
    }

    /// A person looks at it before it ends; the rules of the case allow no second pause before.
    func pause(_ account: AccountID) async {
        let id = CaseID.mint(at: desk.clock.now())
        _ = try? await desk.perform(
            .pauseGeneration(Item.Owner(account: account), seconds: limits.pauseSeconds), on: id, by: .machine)
    }

    /// A new account brings what got another one removed: flagged to a person, no more.
    func flagReturn(_ request: StoppedRequest) async {
        for entry in request.entries.sorted(by: { $0.text < $1.text }) {
            guard let removed = await desk.removedAccount(behind: entry), removed != request.account,
                await !desk.hasFlagged(request.account, entry)
            else { continue }
            let item = Item(
                id: ItemID(text: request.decision.text), owner: Item.Owner(account: request.account), isHosted: false,
                operation: request.operation, postedAt: request.at)
            _ = try? await desk.perform(
                .flagReturn(
                    AccountReturn(
                        owner: Item.Owner(account: request.account), removed: removed, entry: entry, item: item)),
                on: .mint(at: desk.clock.now()), by: .machine)
        }
    }
}
