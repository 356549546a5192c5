import LoadResult
import Testing

@Suite struct LatencySummaryTests {
    @Test func `percentiles are nearest ranks of the sorted latencies`() {
        let summary = LatencySummary(nanoseconds: (1...200).reversed().map { UInt64($0) * 1_000_000 })

        #expect(summary.p50 == 100)
        #expect(summary.p90 == 180)
        #expect(summary.p99 == 198)
        #expect(summary.max == 200)
        #expect(summary.mean == 100.5)
    }

    @Test func `no latencies give zeros`() {
        #expect(LatencySummary(nanoseconds: []).max == 0)
    }

    @Test func `statuses that were not expected are counted`() {
        let result = LoadResult(
            name: "x", connections: 8, rate: nil, seconds: 2, latencies: [], statuses: [200: 6, 502: 3, 500: 1],
            expected: [200, 502], failures: 0, bodyBytes: 0)

        #expect(result.answersPerSecond == 5)
        #expect(result.unexpected == 1)
    }

    @Test func `only 413 before the end counts as refused while streaming`() {
        func refused(status: Int?, sent: Int) -> Bool {
            BodyLimitResult(
                name: "x", bodyBytes: 100, sentBytes: sent, status: status, milliseconds: 1, before: nil, after: nil,
                peak: nil
            ).refusedWhileStreaming
        }

        #expect(refused(status: 413, sent: 99))
        #expect(!refused(status: 413, sent: 100))
        #expect(!refused(status: 400, sent: 10))
        #expect(!refused(status: nil, sent: 10))
    }
}
