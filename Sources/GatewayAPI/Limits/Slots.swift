import Synchronization

/// A fixed number of places; who finds none goes away at once instead of waiting in a queue without end.
public final class Slots: Sendable {
    private let max: Int
    private let taken = Mutex(0)

    /// So many places.
    public init(max: Int) { self.max = max }

    /// Takes a place; false when there is none.
    public func take() -> Bool {
        taken.withLock { taken in
            guard taken < max else { return false }
            taken += 1
            return true
        }
    }

    /// Gives a taken place back.
    public func giveBack() { taken.withLock { $0 -= 1 } }
}
