/// Everything that one run of `scripts/benchmark` measured.
public struct RunReport: Codable, Sendable, Equatable {
    /// Where and what it ran: processor, cores, versions, commit.
    public var machine: [String: String]
    /// The loads.
    public var loads: [LoadResult]
    /// How many requests reached the fake upstream during each load, warm-up included, by the load's name.
    public var reached: [String: Int]
    /// The bodies that were too large.
    public var bodies: [BodyLimitResult]
    /// The loads beside slow clients.
    public var slow: [SlowClientsResult]
    /// Memory after the loads.
    public var memories: [RunMemory]
    /// The promises.
    public var figures: [Figure]

    /// A report from what was measured; the figures follow from it.
    public init(
        machine: [String: String], loads: [LoadResult], reached: [String: Int], bodies: [BodyLimitResult],
        slow: [SlowClientsResult], memories: [RunMemory]
    ) {
        self.machine = machine
        self.loads = loads
        self.reached = reached
        self.bodies = bodies
        self.slow = slow
        self.memories = memories
        figures = []
        figures = overheadFigures() + peerFigures() + memoryFigures() + strangerFigures()
    }

    private func load(_ name: String) -> LoadResult? {
        loads.first { $0.name == name }
    }

    /// Why a load's numbers do not count: wrong answers, or answers that the upstream knows nothing of.
    private func fault(_ results: LoadResult...) -> String? {
        for result in results {
            if result.answers == 0 { return "\(result.name): no answers" }
            if result.unexpected > 0 { return "\(result.name): \(result.unexpected) unexpected answers" }
            if result.failures > 0 { return "\(result.name): \(result.failures) failures" }
            if let reached = reached[result.name], reached < result.answers {
                return "\(result.name): only \(reached) of \(result.answers) reached the upstream"
            }
        }
        return nil
    }

    private func overheadFigures() -> [Figure] {
        guard let direct = load("direct-open"), let gate = load("vangrail-open") else { return [] }
        let fault = fault(direct, gate)
        return [
            Figure(
                "text path over direct, p50", gate.latency.p50 - direct.latency.p50, .atMost, 0.7, "ms", fault: fault),
            Figure("text path over direct, p99", gate.latency.p99 - direct.latency.p99, .atMost, 3, "ms", fault: fault),
        ]
    }

    /// The ratios of this run, and the same promise against the best that LiteLLM was ever seen to do here
    /// (164 answers a second, p50 48 ms), so that a bad day of the peer's flatters nobody.
    private func peerFigures() -> [Figure] {
        guard let gate = load("vangrail-closed"), let peer = load("litellm-closed"), peer.answersPerSecond > 0,
            gate.latency.p50 > 0
        else { return [] }
        let fault = fault(gate, peer)
        let throughput = gate.answersPerSecond / peer.answersPerSecond
        let latency = peer.latency.p50 / gate.latency.p50
        return [
            Figure("throughput over LiteLLM, 8 connections", throughput, .atLeast, 15, "times", fault: fault),
            Figure("less latency than LiteLLM, p50, 8 connections", latency, .atLeast, 15, "times", fault: fault),
            Figure("15 times LiteLLM's best", gate.answersPerSecond, .atLeast, 2460, "answers/s", fault: fault),
            Figure("a 15th of LiteLLM's best p50", gate.latency.p50, .atMost, 3.2, "ms", fault: fault),
        ]
    }

    private func memoryFigures() -> [Figure] {
        memories.filter { $0.name.hasPrefix("vangrail") }.flatMap { memory in
            let gateway = Double(memory.server.residentKilobytes) * 1024 / 1e6
            let lenses = memory.children.filter { $0.program.hasPrefix("vangrail-lens") }
            let largest = lenses.map(\.residentKilobytes).max().map { Double($0) * 1024 / 1e6 }
            return [Figure("gateway's RSS, \(memory.name)", gateway, .atMost, 100, "MB")]
                + (largest.map { [Figure("largest lens's RSS, \(memory.name)", $0, .atMost, 150, "MB")] } ?? [])
        }
    }

    private func strangerFigures() -> [Figure] {
        slow.map { result in
            let lost =
                result.without.answersPerSecond > 0
                ? result.beside.answersPerSecond / result.without.answersPerSecond : 0
            return Figure(
                "throughput left beside \(result.opened) slow clients", lost, .atLeast, 0.5, "of it",
                fault: fault(result.without, result.beside))
        }
            + bodies.map { body in
                let sent = Double(body.sentBytes) / Double(max(1, body.bodyBytes))
                let fault = body.refusedWhileStreaming ? nil : "status \(body.status.map(String.init) ?? "none")"
                return Figure("part of \(body.name) sent when refused", sent, .atMost, 0.99, "of it", fault: fault)
            }
    }
}
