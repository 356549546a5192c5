import FingerprintIndex
import SafetyModel
import Synchronization

/// Look-ups one after the other for a while, on as many threads as call `run()`.
final class LookupLoad: Sendable {
    private let index: FingerprintIndex
    private let lookups: [Fingerprint]
    private let seconds: Double
    private let finished = Atomic<Int>(0)
    private let microseconds = Atomic<Int>(0)

    init(index: FingerprintIndex, lookups: [Fingerprint], seconds: Double) {
        self.index = index
        self.lookups = lookups
        self.seconds = seconds
    }

    var done: Int { finished.load(ordering: .relaxed) }

    /// What all threads together worked.
    var ownSeconds: Double { Double(microseconds.load(ordering: .relaxed)) * 1e-6 }

    func run() {
        let watch = Stopwatch()
        var count = 0
        while watch.wall < seconds {
            for _ in 0..<100 {
                _ = try? index.search(lookups[count % lookups.count], limit: 10)
                count += 1
            }
        }
        finished.wrappingAdd(count, ordering: .relaxed)
        microseconds.wrappingAdd(Int(watch.own * 1e6), ordering: .relaxed)
    }
}
