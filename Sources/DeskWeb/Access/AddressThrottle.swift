import SafetyModel
import Synchronization

/// Counts attempts by address (IPv6 by its first 64 bits), and makes who tried often wait.
final class AddressThrottle: Sendable {
    static let addressesMax = 10_000

    /// Attempts of one address within the window.
    let attemptsMax: Int
    let windowSeconds: Int64

    init(attemptsMax: Int, windowSeconds: Int64) {
        self.attemptsMax = attemptsMax
        self.windowSeconds = windowSeconds
    }

    /// Attempts to sign in.
    static var signIn: AddressThrottle { AddressThrottle(attemptsMax: 5, windowSeconds: 15 * 60) }

    private struct Attempts: Sendable {
        var count: Int
        var since: Moment
    }

    private let attempts = Mutex<[String: Attempts]>([:])

    /// Counts an attempt, or says how many seconds the address has to wait. One step, so that many attempts at once do
    /// not slip through; called before a body is read.
    func enter(_ address: String, at now: Moment) -> Int64? {
        let key = Self.key(address)
        return attempts.withLock { attempts in
            if let known = attempts[key], known.count >= attemptsMax {
                let end = known.since.adding(seconds: windowSeconds)
                if end > now { return max(1, (end.milliseconds - now.milliseconds) / 1000) }
            }
            if attempts.count >= Self.addressesMax, attempts[key] == nil {
                let start = now.adding(seconds: -windowSeconds)
                attempts = attempts.filter { $0.value.since > start }
                if attempts.count >= Self.addressesMax,
                    let oldest = attempts.min(by: { $0.value.since < $1.value.since })
                {
                    attempts[oldest.key] = nil
                }
            }
            var known = attempts[key] ?? Attempts(count: 0, since: now)
            if known.since.adding(seconds: windowSeconds) <= now { known = Attempts(count: 0, since: now) }
            known.count += 1
            attempts[key] = known
            return nil
        }
    }

    func forget(_ address: String) { attempts.withLock { $0[Self.key(address)] = nil } }

    private static func key(_ address: String) -> String {
        guard let bytes = TrustedProxies.bytes(address) else { return address }
        return bytes.prefix(bytes.count == 16 ? 8 : 4).map { String($0, radix: 16) }.joined(separator: ".")
    }
}
