import GatewayAPI
import SafetyModel
import Synchronization

/// Who has signed in. Kept in memory, by digest: after a restart everybody signs in again.
final class Sessions: Sendable {
    /// One signed-in browser.
    struct Session: Sendable, Hashable {
        var isStaff: Bool
        /// Every form of this session carries it.
        var token: String
        var endsAt: Moment
    }

    static let countMax = 1_000

    private let seconds: Int64
    private let sessions = Mutex<[[UInt8]: Session]>([:])

    init(seconds: Int64) { self.seconds = seconds }

    /// Starts a session and hands out the secret for the cookie: 256 random bits.
    func start(isStaff: Bool, at now: Moment) -> String {
        let secret = Self.random()
        let session = Session(isStaff: isStaff, token: Self.random(), endsAt: now.adding(seconds: seconds))
        sessions.withLock { sessions in
            sessions = sessions.filter { $0.value.endsAt > now }
            if sessions.count >= Self.countMax, let oldest = sessions.min(by: { $0.value.endsAt < $1.value.endsAt }) {
                sessions[oldest.key] = nil
            }
            sessions[AccessKeys.digest(secret)] = session
        }
        return secret
    }

    /// The session behind a cookie, while it lasts.
    func session(_ secret: String?, at now: Moment) -> Session? {
        guard let secret, secret.utf8.count == 64 else { return nil }
        let digest = AccessKeys.digest(secret)
        return sessions.withLock { sessions in
            guard let session = sessions[digest] else { return nil }
            guard session.endsAt > now else {
                sessions[digest] = nil
                return nil
            }
            return session
        }
    }

    func end(_ secret: String?) {
        guard let secret else { return }
        sessions.withLock { $0[AccessKeys.digest(secret)] = nil }
    }

    /// 64 hexadecimal digits from the system's random source.
    private static func random() -> String {
        (0..<4).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
