import Dispatch
import Glibc
import LensWire
import Screening
import Synchronization

/// The workers' bench: a bounded line of requests, a thread for each worker, and one worker in reserve.
///
/// Socket calls block, so they happen on threads of their own and never on Swift's cooperative pool.
final class Bench: Sendable {
    typealias Ending = Result<Yield, LensError>

    /// A request in the line.
    private struct Ticket: Sendable {
        var number: UInt64
        var errand: Errand
        var continuation: CheckedContinuation<Ending, Never>
    }

    private struct State: Sendable {
        var line: [Ticket] = []
        var tickets: UInt64 = 0
        /// Threads that wait for a request with a live worker in hand.
        var idle = 0
        var closed = false
        var reserve: WorkerProcess?
        var pids: Set<pid_t> = []
        /// Workers that a thread holds, by process; in the middle of a picture or ready for one.
        var held: Set<pid_t> = []
        /// Pictures that workers are busy with.
        var inHand = 0
    }

    let settings: LensSettings
    private let executable: String
    /// What the workers are started for; none where they do everything but that.
    private let arguments: [String]
    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)
    private let threads = DispatchGroup()
    private let timer = DispatchQueue(label: "vangrail.lens.wait")

    init(executable: String, arguments: [String] = [], settings: LensSettings) {
        self.executable = executable
        self.arguments = arguments
        self.settings = settings
    }

    private var threadCount: Int { min(max(1, settings.workers), 64) }

    /// Starts the threads; each starts its worker, at once or with its first request.
    func open(startingWorkers: Bool = true) {
        for _ in 0..<threadCount {
            threads.enter()
            let started = WorkerThread.start { [self] in
                serve(startingAtOnce: startingWorkers)
                threads.leave()
                // WHY: a worker dies with the thread that started it, which may be another than the one that uses it.
                threads.wait()
            }
            if !started { threads.leave() }
        }
    }

    /// Takes no more requests and wakes every thread so that it ends its worker.
    func close() {
        let left = state.withLock { state in
            state.closed = true
            defer { state.line = [] }
            return state.line
        }
        for ticket in left { ticket.continuation.resume(returning: .failure(.busy)) }
        for _ in 0..<threadCount { bell.signal() }
    }

    /// Returns when every thread has ended its worker.
    func ended() async {
        await withCheckedContinuation { continuation in
            threads.notify(queue: timer) { continuation.resume() }
        }
    }

    /// At least one worker has said hello and is alive as far as we know.
    var isReady: Bool { state.withLock { !$0.closed && !$0.held.isEmpty } }

    /// The workers alive now, the one in reserve included.
    var pids: Set<pid_t> { state.withLock { $0.pids } }

    /// The workers that threads hold: all but the one in reserve.
    var heldPIDs: Set<pid_t> { state.withLock { $0.held } }

    /// Pictures that workers are busy with.
    var inHand: Int { state.withLock { $0.inHand } }

    /// Requests that no worker has taken up yet.
    var waiting: Int { state.withLock { $0.line.count } }

    // The caller's side.

    /// Waits for a worker and for its answer; `busy` where the line is full, the wait too long, or the caller gone.
    func take(_ errand: Errand) async -> Ending {
        let number = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue(Ticket(number: number, errand: errand, continuation: continuation))
                if Task.isCancelled { giveUp(number) }
            }
        } onCancel: {
            giveUp(number)
        }
    }

    private func queue(_ ticket: Ticket) {
        let (admitted, mustWait) = state.withLock { state in
            let ahead = state.line.count - state.idle
            guard !state.closed, ahead < settings.queueDepthMax else { return (false, false) }
            state.line.append(ticket)
            return (true, ahead >= 0)
        }
        guard admitted else { return ticket.continuation.resume(returning: .failure(.busy)) }
        if mustWait {
            let deadline = DispatchTime.now() + .milliseconds(Int(settings.waitMax.milliseconds))
            // WHY: the system keeps the timer until its time has come, and must not keep the picture as long.
            let number = ticket.number
            timer.asyncAfter(deadline: deadline) { [weak self] in self?.giveUp(number) }
        }
        bell.signal()
    }

    /// Leaves the line; does nothing once a worker has taken the request up.
    private func giveUp(_ number: UInt64) {
        let ticket = state.withLock { state in
            state.line.firstIndex { $0.number == number }.map { state.line.remove(at: $0) }
        }
        ticket?.continuation.resume(returning: .failure(.busy))
    }

    // The threads' side.

    private func serve(startingAtOnce: Bool) {
        var worker = startingAtOnce ? replacement() : nil
        while let ticket = next() {
            if let held = worker, !held.isWaiting {
                end(held)
                worker = nil
            }
            if worker == nil { worker = replacement() }
            guard let held = worker else {
                ticket.continuation.resume(returning: .failure(.workerFailed))
                continue
            }
            let ending: Ending
            state.withLock { $0.inHand += 1 }
            do throws(LensError) {
                ending = .success(try held.run(ticket.errand, settings: settings))
            } catch { ending = .failure(error) }
            state.withLock { $0.inHand -= 1 }
            ticket.continuation.resume(returning: ending)
            let worn = held.answered >= settings.picturesPerWorker
            if case .success = ending, !worn { continue }
            end(held)
            worker = replacement()
        }
        if let worker { end(worker) }
        if let reserve = takeReserve() { end(reserve) }
    }

    private func next() -> Ticket? {
        state.withLock { $0.idle += 1 }
        defer { state.withLock { $0.idle -= 1 } }
        while true {
            bell.wait()
            let (ticket, closed) = state.withLock { state in
                (state.line.isEmpty ? nil : state.line.removeFirst(), state.closed)
            }
            if ticket != nil || closed { return ticket }
        }
    }

    /// A worker that has said hello: the one in reserve if it is well, else a new one. Puts a new one in reserve.
    private func replacement() -> WorkerProcess? {
        guard !state.withLock({ $0.closed }) else { return nil }
        guard let worker = greeted(takeReserve()) ?? greeted(start()) else { return nil }
        state.withLock { _ = $0.held.insert(worker.pid) }
        stockReserve()
        return worker
    }

    private func greeted(_ worker: WorkerProcess?) -> WorkerProcess? {
        guard let worker else { return nil }
        do throws(ChannelError) { try worker.greet(within: settings.startMax) } catch {
            end(worker)
            return nil
        }
        // WHY: the hello of a worker that has died since still lies in the socket.
        guard worker.isWaiting else {
            end(worker)
            return nil
        }
        return worker
    }

    private func takeReserve() -> WorkerProcess? {
        state.withLock { state in
            defer { state.reserve = nil }
            return state.reserve
        }
    }

    private func stockReserve() {
        guard arguments.isEmpty, state.withLock({ $0.reserve == nil && !$0.closed }), let fresh = start() else {
            return
        }
        let surplus = state.withLock { state in
            guard state.reserve == nil, !state.closed else { return true }
            state.reserve = fresh
            return false
        }
        if surplus { end(fresh) }
    }

    private func start() -> WorkerProcess? {
        guard let worker = try? WorkerProcess(executable: executable, arguments: arguments) else { return nil }
        state.withLock { _ = $0.pids.insert(worker.pid) }
        return worker
    }

    private func end(_ worker: WorkerProcess) {
        worker.end()
        state.withLock { state in
            state.pids.remove(worker.pid)
            state.held.remove(worker.pid)
        }
    }
}
