import Dispatch
import SafetyModel
import Screening
import Synchronization

/// Work that waits for the one writer. Bounded in number and in bytes; whoever comes when it is full is turned away at
/// once.
final class CommitQueue: Sendable {
    enum Work: Sendable {
        case batch(PreparedBatch)
        /// Erases what has expired by then.
        case erase(Moment)
        /// Signs where the chain stands.
        case checkpoint
        /// Signs a last time; nothing is taken after it.
        case close
    }

    /// Rows that went, for an erasure; 0 for other work.
    typealias Answer = Result<Int, StoreError>

    struct Job: Sendable {
        let work: Work
        let bytes: Int
        fileprivate let waiter: (@Sendable (Answer) -> Void)?

        func resume(_ answer: Answer) { waiter?(answer) }

        /// A batch that nobody waits for may share the next commit instead of having one of its own.
        fileprivate var canLinger: Bool {
            guard waiter == nil, case .batch = work else { return false }
            return true
        }
    }

    /// How long work that nobody waits for stays for a commit to share.
    private static let lingerMilliseconds = 20

    /// What the writer does while it has nothing to write.
    private enum Rest {
        case awake
        /// Looks again soon by itself, so only work that somebody waits for wakes it.
        case dozing
        case asleep
    }

    private struct State {
        var waiting: [Job] = []
        var bytes = 0
        var rest = Rest.awake
        var isClosed = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let depthMax: Int
    private let bytesMax: Int
    private let groupSizeMax: Int

    init(depthMax: Int, bytesMax: Int, groupSizeMax: Int) {
        self.depthMax = max(1, depthMax)
        self.bytesMax = bytesMax
        self.groupSizeMax = max(1, groupSizeMax)
    }

    /// Work that waits now.
    var depth: Int { state.withLock { $0.waiting.count } }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Waits until the writer has done the work.
    func submit(_ work: Work, operation: String) async -> Answer {
        await withCheckedContinuation { waiter in
            let refusal = enqueue(work, waiter: { waiter.resume(returning: $0) }, operation: operation)
            if let refusal { waiter.resume(returning: .failure(refusal)) }
        }
    }

    /// Leaves work; `answer` hears of it when it is done. Nil for work that nobody waits for.
    func leave(_ work: Work, operation: String, answer: (@Sendable (Answer) -> Void)?) throws(StoreError) {
        if let refusal = enqueue(work, waiter: answer, operation: operation) { throw refusal }
    }

    /// Ends the writer after the work that waits, without waiting for it.
    func abandon() { _ = enqueue(.close, waiter: nil, operation: "close") }

    /// The writer's side: everything that waits, as far as one commit takes it. While there is nothing it dozes for as
    /// long as work may linger, then sleeps.
    func take() -> [Job] {
        var dozesUntil = Self.lingerEnd
        while true {
            let mayDoze = DispatchTime.now() < dozesUntil
            let (jobs, isAsleep) = state.withLock { state -> ([Job], Bool) in
                if state.waiting.isEmpty || mayDoze && state.waiting.allSatisfy(\.canLinger) {
                    state.rest = mayDoze ? .dozing : .asleep
                    return ([], !mayDoze)
                }
                state.rest = .awake
                let jobs = Array(state.waiting.prefix(groupSizeMax))
                state.waiting.removeFirst(jobs.count)
                state.bytes -= jobs.reduce(0) { $0 + $1.bytes }
                return (jobs, false)
            }
            if !jobs.isEmpty { return jobs }
            if isAsleep {
                wake.wait()
                dozesUntil = Self.lingerEnd
            } else {
                _ = wake.wait(timeout: dozesUntil)
            }
        }
    }

    private static var lingerEnd: DispatchTime { .now() + .milliseconds(lingerMilliseconds) }

    /// Returns why the work is not taken.
    private func enqueue(
        _ work: Work, waiter: (@Sendable (Answer) -> Void)?, operation: String
    ) -> StoreError? {
        var bytes = 0
        var isClosing = false
        switch work {
        case .batch(let batch): bytes = batch.bytes
        case .close: isClosing = true
        case .erase, .checkpoint: break
        }
        let (refusal, mustWake) = state.withLock { state -> (StoreError?, Bool) in
            guard !state.isClosed else { return (StoreError(.unavailable, operation: operation), false) }
            if !isClosing, !state.waiting.isEmpty,
                state.waiting.count >= depthMax || state.bytes + bytes > bytesMax
            {
                return (StoreError(.overloaded, operation: operation), false)
            }
            let job = Job(work: work, bytes: bytes, waiter: waiter)
            state.waiting.append(job)
            state.bytes += bytes
            state.isClosed = isClosing
            let mustWake =
                switch state.rest {
                case .awake: false
                case .dozing: !job.canLinger
                case .asleep: true
                }
            if mustWake { state.rest = .awake }
            return (nil, mustWake)
        }
        if mustWake { wake.signal() }
        return refusal
    }
}
