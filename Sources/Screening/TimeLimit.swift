import Synchronization

/// Bounds how long work may take.
///
/// One sleeping task watches all bounded work of the process, because a timer for each piece costs more than many a
/// request, and one that is cancelled stays with the system until its time has come.
public enum TimeLimit {
    /// How late a limit may act.
    static let tick = Duration.milliseconds(50)

    /// Runs work as a child task that is cancelled when the limit has passed; nil when it was. Work ends when it notices,
    /// so it should wait only for what can be cancelled.
    public static func run<Value: Sendable>(
        _ limit: Duration, _ work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        async let value = watched(limit, work)
        return await value
    }

    private static func watched<Value: Sendable>(
        _ limit: Duration, _ work: @Sendable () async -> Value
    ) async -> Value? {
        await withUnsafeCurrentTask { task in
            let number = watch.add(WatchedTask(task: task), ticks: Int(clamping: Int64((limit / tick).rounded(.up))))
            let value = await work()
            return watch.remove(number) ? value : nil
        }
    }

    private static let watch = Watch()
}

/// A task that is running, for as long as the watch knows it.
private struct WatchedTask: @unchecked Sendable {
    // SAFETY: the task takes itself off the watch before it ends, under the lock under which it is cancelled.
    let task: UnsafeCurrentTask?
}

/// All work that has a limit now.
private final class Watch: Sendable {
    private struct State {
        var next: UInt64 = 0
        var running: [UInt64: (task: WatchedTask, ticksLeft: Int)] = [:]
        var isWatching = false
    }

    private let state = Mutex(State())

    func add(_ task: WatchedTask, ticks: Int) -> UInt64 {
        let (number, mustStart) = state.withLock { state in
            state.next &+= 1
            // One more, because the present tick is partly over.
            state.running[state.next] = (task, ticks + 1)
            defer { state.isWatching = true }
            return (state.next, !state.isWatching)
        }
        // WHY: a task of its own, which ends with the last limit; whoever asks for one has no service to run.
        if mustStart { Task { [self] in await watch() } }
        return number
    }

    /// Takes a task off; false when its limit has passed.
    func remove(_ number: UInt64) -> Bool { state.withLock { $0.running.removeValue(forKey: number) != nil } }

    /// Looks at every tick until there is nothing left to look at.
    private func watch() async {
        while true {
            try? await Task.sleep(for: TimeLimit.tick)
            guard pass() else { return }
        }
    }

    private func pass() -> Bool {
        state.withLock { state in
            for (number, running) in state.running {
                state.running[number]?.ticksLeft = running.ticksLeft - 1
                guard running.ticksLeft <= 1 else { continue }
                running.task.task?.cancel()
                state.running[number] = nil
            }
            state.isWatching = !state.running.isEmpty
            return state.isWatching
        }
    }
}
