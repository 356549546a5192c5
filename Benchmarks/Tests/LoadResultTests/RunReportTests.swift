import LoadResult
import Testing

@Suite struct RunReportTests {
    private func load(_ name: String, perSecond: Int, ms: UInt64, status: Int, failures: Int = 0) -> LoadResult {
        LoadResult(
            name: name, connections: 8, rate: nil, seconds: 1,
            latencies: [UInt64](repeating: ms * 1_000_000, count: perSecond), statuses: [status: perSecond],
            expected: [200, 502], failures: failures, bodyBytes: 0)
    }

    private func report(_ loads: [LoadResult], reached: [String: Int] = [:]) -> RunReport {
        RunReport(machine: [:], loads: loads, reached: reached, bodies: [], slow: [], memories: [])
    }

    @Test func `ratios to the peer are figures`() {
        let report = report([
            load("vangrail-closed", perSecond: 3000, ms: 2, status: 502),
            load("litellm-closed", perSecond: 150, ms: 50, status: 200),
        ])

        #expect(report.figures.map(\.value) == [20, 25, 3000, 2])
        #expect(report.figures.map(\.met) == [true, true, true, true])
    }

    @Test func `fast wrong answers meet nothing`() {
        let report = report([
            load("vangrail-closed", perSecond: 3000, ms: 1, status: 401),
            load("litellm-closed", perSecond: 150, ms: 50, status: 200),
        ])

        #expect(report.figures.map(\.met) == [false, false, false, false])
        #expect(report.figures.first?.fault == "vangrail-closed: 3000 unexpected answers")
    }

    @Test func `answers that the upstream never saw meet nothing`() {
        let report = report(
            [
                load("vangrail-closed", perSecond: 3000, ms: 1, status: 502),
                load("litellm-closed", perSecond: 150, ms: 50, status: 200),
            ], reached: ["vangrail-closed": 10])

        #expect(report.figures.map(\.met) == [false, false, false, false])
    }
}
