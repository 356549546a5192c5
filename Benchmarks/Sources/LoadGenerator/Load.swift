import LoadResult
import NIOCore
import NIOPosix

/// What a load is to do.
struct LoadPlan: Sendable {
    var name: String
    var port: Int
    var mix: RequestMix
    var connections: Int
    /// Requests a second at a constant rate, or `nil` for a closed loop.
    var rate: Int?
    var seconds: Double
    var warmUpSeconds: Double
    var expected: [Int]
}

/// A load on one server; everything happens on one event loop.
///
/// In an open loop the latency counts from the time that the plan gave a request, even if no connection was free then,
/// so that a server which stalls is charged for every request that it kept waiting.
final class Load {
    private static let drain = TimeAmount.seconds(5)
    private static let waitingMax = 100_000
    private static let reconnectsMax = 1_000_000

    private let plan: LoadPlan
    private let loop: any EventLoop
    private let finished: EventLoopPromise<LoadResult>
    private var start: UInt64 = 0
    private var open: [Connection] = []
    private var idle: [Connection] = []
    private var waiting: [UInt64] = []
    private var waitingFrom = 0
    private var turn = 0
    private var reconnects = 0
    private var inFlight = 0
    private var planned = 0
    private var stopping = false
    private var done = false
    private var latencies: [UInt64] = []
    private var statuses: [Int: Int] = [:]
    private var failures = 0
    private var bodyBytes = 0

    private init(plan: LoadPlan, loop: any EventLoop) {
        self.plan = plan
        self.loop = loop
        finished = loop.makePromise(of: LoadResult.self)
        latencies.reserveCapacity(1 << 20)
    }

    /// Runs a plan to its end.
    static func run(_ plan: LoadPlan, on loop: any EventLoop) async throws -> LoadResult {
        try await loop.flatSubmit {
            let load = Load(plan: plan, loop: loop)
            load.begin()
            return load.finished.futureResult
        }.get()
    }

    private var measuredFrom: UInt64 { start + UInt64(plan.warmUpSeconds * 1e9) }
    private var measuredTo: UInt64 { measuredFrom + UInt64(plan.seconds * 1e9) }
    private var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

    private func begin() {
        start = now
        for _ in 0..<plan.connections { connect() }
        let isolated = loop.assumeIsolated()
        isolated.scheduleTask(deadline: .uptimeNanoseconds(measuredTo)) { self.stop() }
        if plan.rate != nil { sendDue() }
    }

    private func connect() {
        let bound = NIOLoopBound(self, eventLoop: loop)
        let loop = loop
        ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(.seconds(5))
            .channelInitializer { channel in
                loop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Connection(load: bound.value))
                }
            }
            .connect(host: "127.0.0.1", port: plan.port)
            .whenFailure { _ in bound.value.refused() }
    }

    func joined(_ connection: Connection) {
        open.append(connection)
    }

    /// A connection has nothing in flight.
    func ready(_ connection: Connection) {
        guard !stopping else { return finishWhenDrained() }
        guard plan.rate != nil else { return send(on: connection, plannedAt: now) }
        if waitingFrom < waiting.count {
            let plannedAt = waiting[waitingFrom]
            waitingFrom += 1
            if waitingFrom == waiting.count {
                waiting.removeAll(keepingCapacity: true)
                waitingFrom = 0
            }
            send(on: connection, plannedAt: plannedAt)
        } else {
            idle.append(connection)
        }
    }

    func answered(plannedAt: UInt64, status: Int, bodyBytes: Int) {
        inFlight -= 1
        let now = now
        let counted = plan.rate == nil ? now : plannedAt
        guard counted >= measuredFrom, counted < measuredTo else { return }
        latencies.append(now - plannedAt)
        statuses[status, default: 0] += 1
        self.bodyBytes += bodyBytes
    }

    func failed() {
        inFlight -= 1
        failures += 1
    }

    func lost(_ connection: Connection) {
        open.removeAll { $0 === connection }
        idle.removeAll { $0 === connection }
        reconnect()
    }

    private func refused() {
        failures += 1
        loop.assumeIsolated().scheduleTask(in: .milliseconds(100)) { self.reconnect() }
    }

    private func reconnect() {
        guard !stopping else { return finishWhenDrained() }
        reconnects += 1
        if reconnects < Self.reconnectsMax { connect() }
    }

    private func send(on connection: Connection, plannedAt: UInt64) {
        inFlight += 1
        turn += 1
        connection.send(plan.mix.request(turn), plannedAt: plannedAt)
    }

    /// Sends what the rate says is due, then sleeps until the next request's time.
    private func sendDue() {
        guard let rate = plan.rate, !stopping else { return }
        let now = now
        var next = plannedTime(planned, rate: rate)
        while next <= now {
            planned += 1
            if let connection = idle.popLast() {
                send(on: connection, plannedAt: next)
            } else if waiting.count < Self.waitingMax {
                waiting.append(next)
            } else {
                failures += 1
            }
            next = plannedTime(planned, rate: rate)
        }
        loop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(next)) { self.sendDue() }
    }

    private func plannedTime(_ number: Int, rate: Int) -> UInt64 {
        start + UInt64(number) * 1_000_000_000 / UInt64(rate)
    }

    private func stop() {
        stopping = true
        failures += waiting.count - waitingFrom
        loop.assumeIsolated().scheduleTask(in: Self.drain) { self.finish() }
        finishWhenDrained()
    }

    private func finishWhenDrained() {
        if stopping, inFlight == 0 { finish() }
    }

    private func finish() {
        guard !done else { return }
        done = true
        finished.succeed(
            LoadResult(
                name: plan.name, connections: plan.connections, rate: plan.rate, seconds: plan.seconds,
                latencies: latencies, statuses: statuses, expected: plan.expected,
                failures: failures + inFlight, bodyBytes: bodyBytes))
        for connection in open { connection.close() }
    }
}
