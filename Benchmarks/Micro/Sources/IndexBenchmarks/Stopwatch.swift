import Glibc

/// Seconds on the wall and seconds of one thread's own work.
struct Stopwatch {
    private let wallStart = Stopwatch.read(CLOCK_MONOTONIC)
    private let ownStart = Stopwatch.read(CLOCK_THREAD_CPUTIME_ID)

    var wall: Double { Stopwatch.read(CLOCK_MONOTONIC) - wallStart }
    var own: Double { Stopwatch.read(CLOCK_THREAD_CPUTIME_ID) - ownStart }

    private static func read(_ clock: Int32) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

extension [Double] {
    /// The value that a share of the others lies below.
    func percentile(_ share: Double) -> Double {
        let sorted = self.sorted()
        return sorted[Swift.min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}
