import LoadResult

/// A run's results as tables for `Documentation/Performance.md`.
struct MarkdownReport {
    let report: RunReport

    var text: String {
        let machine = report.machine.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(
            separator: " · ")
        var parts = [machine, loads]
        if !report.slow.isEmpty { parts.append(slow) }
        if !report.bodies.isEmpty { parts.append(bodies) }
        if !report.memories.isEmpty { parts.append(memories) }
        if !report.figures.isEmpty { parts.append(figures) }
        return parts.joined(separator: "\n\n")
    }

    private var loads: String {
        table(
            ["load", "connections", "answers/s", "p50 ms", "p90 ms", "p99 ms", "max ms", "statuses", "failures"],
            report.loads.map(row))
    }

    private func row(_ result: LoadResult) -> [String] {
        let latency = result.latency
        let statuses = result.statuses.sorted { $0.key < $1.key }.map { "\($0.key)×\($0.value)" }
        return [
            result.name, result.rate.map { "\(result.connections), \($0)/s" } ?? "\(result.connections)",
            decimals(result.answersPerSecond, 0), decimals(latency.p50, 2), decimals(latency.p90, 2),
            decimals(latency.p99, 2), decimals(latency.max, 1), statuses.joined(separator: " "), "\(result.failures)",
        ]
    }

    private var slow: String {
        table(
            ["slow clients", "opened", "closed by server", "answers/s without", "beside", "p99 ms without", "beside"],
            report.slow.map {
                [
                    $0.name, "\($0.opened)", "\($0.closedByServer)", decimals($0.without.answersPerSecond, 0),
                    decimals($0.beside.answersPerSecond, 0), decimals($0.without.latency.p99, 2),
                    decimals($0.beside.latency.p99, 2),
                ]
            })
    }

    private var bodies: String {
        table(
            ["large body", "MB", "MB sent", "status", "ms", "MB before", "MB after", "MB peak"],
            report.bodies.map {
                [
                    $0.name, "\($0.bodyBytes / 1_000_000)", decimals(Double($0.sentBytes) / 1e6, 1),
                    $0.status.map(String.init) ?? "none", decimals($0.milliseconds, 0),
                    megabytes($0.residentKilobytesBefore), megabytes($0.residentKilobytesAfter),
                    megabytes($0.residentKilobytesPeak),
                ]
            })
    }

    private var memories: String {
        table(
            ["memory after", "process", "RSS MB", "peak MB"],
            report.memories.flatMap { memory in
                ([memory.server] + memory.children).map {
                    [memory.name, $0.program, megabytes($0.residentKilobytes), megabytes($0.peakKilobytes)]
                }
            })
    }

    private var figures: String {
        table(
            ["figure", "promised", "measured", "met"],
            report.figures.map {
                let bound = $0.bound == .atMost ? "at most" : "at least"
                return [
                    $0.name, "\(bound) \(decimals($0.limit, 2)) \($0.unit)", "\(decimals($0.value, 2)) \($0.unit)",
                    $0.fault.map { "no: \($0)" } ?? ($0.met ? "yes" : "no"),
                ]
            })
    }

    private func table(_ head: [String], _ rows: [[String]]) -> String {
        let lines = [head, head.map { _ in "---" }] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    private func megabytes(_ kilobytes: Int?) -> String {
        kilobytes.map { decimals(Double($0) * 1024 / 1e6, 0) } ?? "?"
    }

    private func decimals(_ value: Double, _ places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        return places == 0 ? "\(Int(rounded))" : "\(rounded)"
    }
}
