/// What one measured load saw.
public struct LoadResult: Codable, Sendable, Equatable {
    /// What was measured, such as `vangrail-closed-8`.
    public var name: String
    /// Connections that were kept open.
    public var connections: Int
    /// Requests a second that were asked for; `nil` in a closed loop, where each answer starts the next request.
    public var rate: Int?
    /// Seconds measured, without the warm-up.
    public var seconds: Double
    /// Answers in those seconds.
    public var answers: Int
    /// Answers a second.
    public var answersPerSecond: Double
    /// Milliseconds from the planned sending to the last byte of the answer.
    public var latency: LatencySummary
    /// Answers by status.
    public var statuses: [String: Int]
    /// The statuses that this load expects.
    public var expected: [Int]
    /// Answers with another status.
    public var unexpected: Int
    /// Requests that ended without an answer: closed, refused, malformed or still open at the end.
    public var failures: Int
    /// Bytes in the answers' bodies.
    public var bodyBytes: Int

    /// A result from its parts; `answersPerSecond` and `unexpected` follow from them.
    public init(
        name: String, connections: Int, rate: Int?, seconds: Double, latencies: [UInt64], statuses: [Int: Int],
        expected: [Int], failures: Int, bodyBytes: Int
    ) {
        self.name = name
        self.connections = connections
        self.rate = rate
        self.seconds = seconds
        answers = statuses.values.reduce(0, +)
        answersPerSecond = seconds > 0 ? Double(answers) / seconds : 0
        latency = LatencySummary(nanoseconds: latencies)
        self.statuses = Dictionary(uniqueKeysWithValues: statuses.map { (String($0.key), $0.value) })
        self.expected = expected
        unexpected = statuses.filter { !expected.contains($0.key) }.values.reduce(0, +)
        self.failures = failures
        self.bodyBytes = bodyBytes
    }
}

/// Percentiles of a set of latencies, in milliseconds.
public struct LatencySummary: Codable, Sendable, Equatable {
    /// Half of the answers came within this time.
    public var p50: Double
    /// Nine in ten answers came within this time.
    public var p90: Double
    /// Ninety-nine in a hundred answers came within this time.
    public var p99: Double
    /// The slowest answer.
    public var max: Double
    /// The mean.
    public var mean: Double

    /// A summary of latencies given in nanoseconds, by nearest rank; zeros where there are none.
    public init(nanoseconds: [UInt64]) {
        let sorted = nanoseconds.sorted()
        func rank(_ share: Double) -> Double {
            guard let last = sorted.last else { return 0 }
            let index = Int((share * Double(sorted.count)).rounded(.up)) - 1
            return Double(index < sorted.count ? sorted[Swift.max(0, index)] : last) / 1e6
        }
        p50 = rank(0.5)
        p90 = rank(0.9)
        p99 = rank(0.99)
        max = rank(1)
        mean = sorted.isEmpty ? 0 : sorted.reduce(0) { $0 + Double($1) } / Double(sorted.count) / 1e6
    }
}
