/// A line of waiting tasks inside an actor: one at a time, in the order of arrival, bounded.
struct Turns {
    private let waitingMax: Int
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(waitingMax: Int) { self.waitingMax = waitingMax }
}

extension Turns {
    enum Entry { case now, wait, full }

    /// Takes the turn if it is free.
    mutating func enter() -> Entry {
        guard isTaken else {
            isTaken = true
            return .now
        }
        return waiting.count < waitingMax ? .wait : .full
    }

    mutating func wait(_ continuation: CheckedContinuation<Void, Never>) { waiting.append(continuation) }

    /// Gives the turn to the next in line.
    mutating func end() {
        guard !waiting.isEmpty else { return isTaken = false }
        waiting.removeFirst().resume()
    }
}
