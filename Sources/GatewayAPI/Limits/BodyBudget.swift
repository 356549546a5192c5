import Synchronization

/// How many bytes of request bodies may be in memory at once, over all connections.
final class BodyBudget: Sendable {
    private let max: Int
    private let used = Mutex(0)

    init(max: Int) { self.max = max }

    /// Sets bytes aside; false when they would be too many.
    func reserve(_ bytes: Int) -> Bool {
        used.withLock { used in
            guard used + bytes <= max else { return false }
            used += bytes
            return true
        }
    }

    func giveBack(_ bytes: Int) { used.withLock { $0 -= bytes } }

    /// What is set aside now.
    var reserved: Int { used.withLock { $0 } }
}
