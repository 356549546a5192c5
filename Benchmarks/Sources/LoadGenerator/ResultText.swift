import FoundationEssentials
import LoadResult

/// Results as a line for people and as JSON for the report.
enum ResultText {
    static func line(_ result: LoadResult) -> String {
        let latency = result.latency
        let statuses = result.statuses.sorted { $0.key < $1.key }.map { "\($0.key)×\($0.value)" }.joined(separator: " ")
        return "\(result.name): \(rounded(result.answersPerSecond)) answers/s, "
            + "ms p50 \(rounded(latency.p50)) p90 \(rounded(latency.p90)) p99 \(rounded(latency.p99)) "
            + "max \(rounded(latency.max)), statuses \(statuses.isEmpty ? "none" : statuses), "
            + "unexpected \(result.unexpected), failures \(result.failures)"
    }

    static func line(_ result: BodyLimitResult) -> String {
        let status = result.status.map(String.init) ?? "none"
        let memory = [result.residentKilobytesBefore, result.residentKilobytesAfter, result.residentKilobytesPeak]
            .map { $0.map { "\($0 / 1024)" } ?? "?" }.joined(separator: "/")
        return "\(result.name): status \(status) after \(result.sentBytes) of \(result.bodyBytes) bytes in "
            + "\(rounded(result.milliseconds)) ms, MiB before/after/peak \(memory)"
    }

    static func write(_ result: some Encodable, to path: String?) throws {
        guard let path else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(result).write(to: URL(filePath: path))
    }

    private static func rounded(_ value: Double) -> String {
        "\((value * 1000).rounded() / 1000)"
    }
}
