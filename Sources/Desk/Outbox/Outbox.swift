import Casework
public import SafetyModel

/// Carries out the effects of events and says so with an acknowledgement: what no acknowledgement answers is the outbox.
///
/// Every effect may be carried out twice, for a crash can come between doing and saying. What fails is tried again, later
/// and later, and shown on its case meanwhile.
public actor Outbox {
    /// Cases that are worked on at once, in each lane.
    private static let casesAtOnce = 32
    /// How often a removal waits for a copy: six seconds in all.
    private static let copyAttemptsMax = 2
    /// Seconds after which everything is looked through again, in case a change was not heard.
    private static let sweepSeconds: Int64 = 60

    let ports: EffectPorts
    private let desk: CaseDesk
    private var attempts: [Entry: Attempt] = [:]
    private var lanes: [Effect.Lane: LaneState] = [:]
    private var nextSweep = Moment(milliseconds: 0)
    private var nextErasure = Moment(milliseconds: 0)
    private var lastHeld: CaseID?

    /// An effect of a case.
    struct Entry: Hashable, Sendable {
        var caseID: CaseID
        var effect: EffectID
    }

    struct Attempt: Sendable {
        var count: Int
        var next: Moment
        var why: String
    }

    /// Cases that a lane works on, and those that wait for it.
    struct LaneState: Sendable {
        var busy: Set<CaseID> = []
        var ready: Set<CaseID> = []
    }

    /// What became of one effect.
    enum Outcome: Sendable {
        case done
        case later(String)
        case unreached(Unreached)
    }

    public init(desk: CaseDesk, ports: EffectPorts) {
        self.desk = desk
        self.ports = ports
    }

    /// Runs until its task is cancelled: at once when a case changes, and every second for what is tried again.
    public func run() async {
        let changes = await desk.changes()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                await withDiscardingTaskGroup { work in
                    for await id in changes {
                        for lane in Effect.Lane.allCases { work.addTask { [self] in _ = await carryOut(id, lane) } }
                    }
                }
            }
            group.addTask { [self] in
                await withDiscardingTaskGroup { work in
                    while !Task.isCancelled {
                        let due = await due()
                        // WHY: nothing waits here for who is slow to answer.
                        work.addTask { [self] in _ = await carryOut(due) }
                        await tick()
                        do { try await Task.sleep(for: .seconds(1)) } catch { return }
                    }
                }
            }
            await group.waitForAll()
        }
    }

    /// Why effects of a case are not carried out, in words for staff, each once.
    public func failures(of id: CaseID) -> [String] {
        let all = attempts.filter { $0.key.caseID == id }.sorted { $0.key.effect < $1.key.effect }.map(\.value.why)
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }
    }

    /// Carries out everything that is due now, and what that leads to.
    public func runOnce() async {
        while await carryOut(await desk.casesWithEffects()) {}
    }

    /// True when anything was carried out.
    private func carryOut(_ cases: [CaseID]) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            for id in cases {
                for lane in Effect.Lane.allCases { group.addTask { [self] in await carryOut(id, lane) } }
            }
            var hasMoved = false
            for await moved in group where moved { hasMoved = true }
            return hasMoved
        }
    }

    /// Works on a case and on what became ready meanwhile; a case that is worked on, or finds no room, waits for whoever
    /// is at work. True when anything was carried out.
    private func carryOut(_ id: CaseID, _ lane: Effect.Lane) async -> Bool {
        lanes[lane, default: LaneState()].ready.insert(id)
        var hasMoved = false
        while let next = take(lane) {
            // WHY: what one effect leads to is carried out too.
            while await self.hasMoved(next, lane) { hasMoved = true }
            lanes[lane]?.busy.remove(next)
        }
        return hasMoved
    }

    private func take(_ lane: Effect.Lane) -> CaseID? {
        guard let state = lanes[lane], state.busy.count < Self.casesAtOnce,
            let id = state.ready.first(where: { !state.busy.contains($0) })
        else { return nil }
        lanes[lane]?.ready.remove(id)
        lanes[lane]?.busy.insert(id)
        return id
    }

    /// The effects of one case in their order; one about a thing waits for the earlier one about it. True when any was
    /// carried out.
    private func hasMoved(_ id: CaseID, _ lane: Effect.Lane) async -> Bool {
        guard let file = await desk.file(id) else { return false }
        var stuck: Set<EffectTarget> = []
        var hasMoved = false
        for (effectID, effect) in file.outstanding.sorted(by: { $0.key < $1.key })
        where effect.lane == lane && !effect.isForPerson {
            let entry = Entry(caseID: id, effect: effectID)
            if let target = effect.target, stuck.contains(target) { continue }
            if await waitsForCopy(effect, entry, file) { continue }
            if await carryOut(effect, entry) {
                hasMoved = true
                if case .quarantine(let item) = effect { endWaiting(for: item, in: file) }
            } else if let target = effect.target {
                stuck.insert(target)
            }
        }
        return hasMoved
    }

    /// A removal waits a few seconds for the copy that is kept: once the platform has removed it, nobody can fetch it.
    private func waitsForCopy(_ effect: Effect, _ entry: Entry, _ file: CaseFile) async -> Bool {
        guard case .removeItem(let item) = effect, file.outstanding.values.contains(.quarantine(item)) else {
            return false
        }
        if let known = attempts[entry], known.next > desk.clock.now() { return true }
        guard (attempts[entry]?.count ?? 0) < Self.copyAttemptsMax else { return false }
        fail(entry, "a copy is kept first")
        // WHY: the other lane may have kept the copy since the file was read, and it ended only the waits it saw.
        if let file = await desk.file(file.id), file.outstanding.values.contains(.quarantine(item)) { return true }
        attempts[entry]?.next = desk.clock.now()
        return false
    }

    /// The copy is kept: what waited for it is due now.
    private func endWaiting(for item: ItemID, in file: CaseFile) {
        for (id, effect) in file.outstanding where effect == .removeItem(item) {
            attempts[Entry(caseID: file.id, effect: id)]?.next = desk.clock.now()
        }
    }

    /// False while it is not done.
    private func carryOut(_ effect: Effect, _ entry: Entry) async -> Bool {
        if let known = attempts[entry], known.next > desk.clock.now() { return false }
        switch await ports.carryOut(effect, entry, desk) {
        case .done: return await note(.acknowledge(entry.effect), entry)
        case .unreached(let why): return await note(.giveUp(entry.effect, why), entry)
        case .later(let why):
            fail(entry, why)
            return false
        }
    }

    /// Notes what became of an effect; false while the store does not take it.
    private func note(_ command: CaseCommand, _ entry: Entry) async -> Bool {
        do throws(DeskError) {
            try await desk.perform(command, on: entry.caseID, by: .machine)
            attempts[entry] = nil
            return true
        } catch {
            fail(entry, "the store did not take what became of it")
            return false
        }
    }

    private func fail(_ entry: Entry, _ why: String) {
        let count = (attempts[entry]?.count ?? 0) + 1
        attempts[entry] = Attempt(
            count: count, next: desk.clock.now().adding(seconds: Self.delay(count)), why: why)
    }

    /// Seconds before the next attempt.
    private static func delay(_ count: Int) -> Int64 {
        let delays: [Int64] = [1, 5, 30, 120, 600, 3600]
        return count <= delays.count ? delays[max(0, count - 1)] : 6 * 3600
    }

    /// Cases with something to try again.
    private func due() async -> [CaseID] {
        let now = desk.clock.now()
        guard now >= nextSweep else { return attempts.filter { $0.value.next <= now }.map(\.key.caseID) }
        nextSweep = now.adding(seconds: Self.sweepSeconds)
        lastHeld = nil
        return await desk.casesWithEffects()
    }

    /// Warns of clocks, ends measures, takes over what the gate holds, erases what is due.
    private func tick() async {
        let now = desk.clock.now()
        for id in await desk.casesToTick(by: now) {
            _ = try? await desk.perform(.tick, on: id, by: .machine)
        }
        lastHeld = await ports.takeHeld(desk, after: lastHeld)
        if now >= nextErasure {
            nextErasure = now.adding(seconds: 3600)
            await eraseWhatIsDue()
        }
    }

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
