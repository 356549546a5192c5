import Synchronization

/// The model names that the server gave last, good for a minute.
final class ModelCatalogue: Sendable {
    private static let secondsMax = 60

    private let known = Mutex<(names: [String], at: ContinuousClock.Instant)?>(nil)
    private let now: @Sendable () -> ContinuousClock.Instant

    init(now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }) { self.now = now }

    /// The names, while they are fresh.
    func fresh() -> [String]? {
        let present = now()
        return known.withLock { known in
            guard let known, known.at.duration(to: present) < .seconds(Self.secondsMax) else { return nil }
            return known.names
        }
    }

    func remember(_ names: [String]) {
        let present = now()
        known.withLock { $0 = (names, present) }
    }
}

/// Hands out the keys in turn.
final class KeyTurn: Sendable {
    private let keys: [String]
    private let turn = Mutex(0)

    init(_ keys: [String]) { self.keys = keys }

    /// The next key; nil where there are none.
    func next() -> String? {
        guard !keys.isEmpty else { return nil }
        return turn.withLock { turn in
            defer { turn = (turn + 1) % keys.count }
            return keys[turn]
        }
    }
}
