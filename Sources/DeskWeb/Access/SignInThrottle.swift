import SafetyModel
import Synchronization

/// Counts failed attempts to sign in, by address (IPv6 by its first 64 bits), and makes who failed often wait.
final class SignInThrottle: Sendable {
    static let failuresMax = 5
    static let windowSeconds: Int64 = 15 * 60
    static let addressesMax = 10_000

    private struct Failures: Sendable {
        var count: Int
        var since: Moment
    }

    private let failures = Mutex<[String: Failures]>([:])

    /// How many seconds the address has to wait; nil when it may try.
    func wait(_ address: String, at now: Moment) -> Int64? {
        let key = Self.key(address)
        return failures.withLock { failures in
            guard let known = failures[key], known.count >= Self.failuresMax else { return nil }
            let end = known.since.adding(seconds: Self.windowSeconds)
            return end > now ? max(1, (end.milliseconds - now.milliseconds) / 1000) : nil
        }
    }

    func noteFailure(_ address: String, at now: Moment) {
        let key = Self.key(address)
        failures.withLock { failures in
            if failures.count >= Self.addressesMax, failures[key] == nil {
                let start = now.adding(seconds: -Self.windowSeconds)
                failures = failures.filter { $0.value.since > start }
                if failures.count >= Self.addressesMax,
                    let oldest = failures.min(by: { $0.value.since < $1.value.since })
                {
                    failures[oldest.key] = nil
                }
            }
            var known = failures[key] ?? Failures(count: 0, since: now)
            if known.since.adding(seconds: Self.windowSeconds) <= now { known = Failures(count: 0, since: now) }
            known.count += 1
            failures[key] = known
        }
    }

    func noteSuccess(_ address: String) { failures.withLock { $0[Self.key(address)] = nil } }

    private static func key(_ address: String) -> String {
        guard let bytes = TrustedProxies.bytes(address) else { return address }
        return bytes.prefix(bytes.count == 16 ? 8 : 4).map { String($0, radix: 16) }.joined(separator: ".")
    }
}
