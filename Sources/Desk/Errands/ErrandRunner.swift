import Casework
public import SafetyModel

/// Does what events ask for, and says so with an acknowledgement: the outbox is what no acknowledgement answers.
///
/// Everything may be done twice, for a crash can come between doing and saying. What fails is tried again, later and
/// later, and shown on the case meanwhile.
public actor ErrandRunner {
    private static let casesAtOnce = 8

    let hands: Hands
    private let desk: CaseDesk
    private var attempts: [Errand: Attempt] = [:]

    struct Errand: Hashable, Sendable {
        var caseID: CaseID
        var id: EffectID
    }

    struct Attempt: Sendable {
        var count: Int
        var next: Moment
        var why: String
    }

    /// What became of one errand.
    enum Outcome: Sendable {
        case done
        case later(String)
    }

    public init(desk: CaseDesk, hands: Hands) {
        self.desk = desk
        self.hands = hands
    }

    /// Runs until its task is cancelled: at once when a case changes, and every second for what is tried again.
    public func run() async {
        let changes = await desk.changes()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                for await _ in changes { await runOnce() }
            }
            group.addTask { [self] in
                while !Task.isCancelled {
                    await runOnce()
                    await tick()
                    do { try await Task.sleep(for: .seconds(1)) } catch { return }
                }
            }
            await group.waitForAll()
        }
    }

    /// Why errands of a case are not done, in words for staff.
    public func failures(of id: CaseID) -> [String] {
        attempts.filter { $0.key.caseID == id }.sorted { $0.key.id < $1.key.id }.map(\.value.why)
    }

    /// Does everything that is due now.
    public func runOnce() async {
        guard !isRunning else { return hasMore = true }
        isRunning = true
        repeat {
            hasMore = false
            let cases = await desk.casesWithErrands()
            await withTaskGroup(of: Bool.self) { group in
                for (place, id) in cases.enumerated() {
                    if place >= Self.casesAtOnce, await group.next() == true { hasMore = true }
                    group.addTask { [self] in await runCase(id) }
                }
                for await hasDone in group where hasDone { hasMore = true }
            }
        } while hasMore
        isRunning = false
    }

    private var isRunning = false
    private var hasMore = false

    /// The errands of one case in their order; one about a thing waits for the earlier one about it. True when any was
    /// done: it may have led to more.
    private func runCase(_ id: CaseID) async -> Bool {
        guard let file = await desk.file(id) else { return false }
        var stuck: Set<AnyThing> = []
        var hasDone = false
        for (effectID, effect) in file.outstanding.sorted(by: { $0.key < $1.key }) {
            let errand = Errand(caseID: id, id: effectID)
            let thing = effect.thing
            if let thing, stuck.contains(thing) { continue }
            if let known = attempts[errand], known.next > desk.clock.now() {
                if let thing { stuck.insert(thing) }
                continue
            }
            switch await hands.carryOut(effect, errand, desk) {
            case .done:
                do throws(DeskError) {
                    try await desk.perform(.acknowledge(effectID), on: id, by: .machine)
                    attempts[errand] = nil
                    hasDone = true
                } catch { note(errand, "the store did not take the acknowledgement") }
            case .later(let why):
                note(errand, why)
                if let thing { stuck.insert(thing) }
            }
        }
        return hasDone
    }

    private func note(_ errand: Errand, _ why: String) {
        let count = (attempts[errand]?.count ?? 0) + 1
        attempts[errand] = Attempt(
            count: count, next: desk.clock.now().adding(seconds: Self.delay(count)), why: why)
    }

    /// Seconds before the next attempt.
    static func delay(_ count: Int) -> Int64 {
        let delays: [Int64] = [1, 5, 30, 120, 600, 3600]
        return count <= delays.count ? delays[max(0, count - 1)] : 6 * 3600
    }

    /// Starts again at once what waits for its next attempt.
    public func retryNow(_ id: CaseID) async {
        for errand in attempts.keys where errand.caseID == id { attempts[errand]?.next = desk.clock.now() }
        await runOnce()
    }

    /// Warns of clocks, ends measures, and erases what is due.
    private func tick() async {
        for id in await desk.casesToTick(by: desk.clock.now()) {
            _ = try? await desk.perform(.tick, on: id, by: .machine)
        }
        await hands.takeHeld(desk)
        guard desk.clock.now() >= nextErasure else { return }
        nextErasure = desk.clock.now().adding(seconds: 3600)
        await eraseWhatIsDue()
    }

    private var nextErasure = Moment(milliseconds: 0)

    /// The case refuses what is not due yet, kept by an authority's order, or complained about.
    private func eraseWhatIsDue() async {
        for due in await desk.erasable(at: desk.clock.now()) {
            for (item, cause) in due.items {
                _ = try? await desk.perform(.erase([item], cause), on: due.id, by: .machine)
            }
            if due.hasTexts { _ = try? await desk.perform(.eraseTexts, on: due.id, by: .machine) }
        }
    }
}

/// What an errand is about, so that two about the same thing keep their order.
enum AnyThing: Hashable, Sendable {
    case item(ItemID), account(AccountID), entry(BankEntryID), hold(HoldID), decision(DecisionID)
}

extension Effect {
    var thing: AnyThing? {
        switch self {
        case .hideItem(let item), .removeItem(let item), .labelItem(let item), .restoreItem(let item),
            .eraseItem(let item), .quarantine(let item):
            .item(item)
        case .actOnAccount(let account, _, _), .stopAccount(let account): .account(account)
        case .enterBank(let order): .entry(order.entry)
        case .disableBank(let entry): .entry(entry)
        case .placeHold(let hold, _), .liftHold(let hold, _): .hold(hold)
        case .releaseHeld(let decision), .refuseHeld(let decision), .permitRefused(let decision): .decision(decision)
        default: nil
        }
    }
}
