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

    /// How many seconds the address has to wait; nil when it may try.
    func wait(_ address: String, at now: Moment) -> Int64? {
        let key = Self.key(address)
        return attempts.withLock { attempts in
            guard let known = attempts[key], known.count >= attemptsMax else { return nil }
            let end = known.since.adding(seconds: windowSeconds)
            return end > now ? max(1, (end.milliseconds - now.milliseconds) / 1000) : nil
        }
    }

    func note(_ address: String, at now: Moment) {
        let key = Self.key(address)
        attempts.withLock { attempts in
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
        }
    }

    func forget(_ address: String) { attempts.withLock { $0[Self.key(address)] = nil } }

    private static func key(_ address: String) -> String {
        guard let bytes = TrustedProxies.bytes(address) else { return address }
        return bytes.prefix(bytes.count == 16 ? 8 : 4).map { String($0, radix: 16) }.joined(separator: ".")
    }
}
