/// Times a piece of work many times over.
enum Stopwatch {
    /// The median of the times that `work` took, in microseconds, after one run that is not counted.
    static func medianMicroseconds(runs: Int, _ work: () -> Void) -> Double {
        work()
        let clock = ContinuousClock()
        let times = (0..<runs).map { _ in clock.measure(work) / .microseconds(1) }.sorted()
        return times[times.count / 2]
    }
}
