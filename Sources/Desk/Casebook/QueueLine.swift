import Casework

/// A case's entry as it stands in a line; the object is what the lines share.
final class QueueCard: Sendable {
    let entry: QueueEntry

    init(_ entry: QueueEntry) { self.entry = entry }
}

/// Cases in one order that time does not change. A case is found, put in and taken out in a few steps.
struct QueueLine {
    private(set) var cards: [QueueCard] = []
    private let precedes: @Sendable (QueueEntry, QueueEntry) -> Bool

    /// The order must be total over the cases in the line.
    init(_ precedes: @escaping @Sendable (QueueEntry, QueueEntry) -> Bool) { self.precedes = precedes }

    mutating func insert(_ card: QueueCard) {
        cards.insert(card, at: place { !precedes($0, card.entry) })
    }

    mutating func remove(_ card: QueueCard) {
        let place = place { !precedes($0, card.entry) }
        guard place < cards.count, cards[place] === card else { return }
        cards.remove(at: place)
    }

    /// Takes out those at the front that meet a condition; all that do must stand there.
    mutating func removeFirst(where isDue: (QueueEntry) -> Bool) -> [QueueCard] {
        let end = place { !isDue($0) }
        defer { cards.removeFirst(end) }
        return Array(cards[..<end])
    }

    /// How many stand before the first that meets a condition which all later ones meet too.
    func place(where belongsAfter: (QueueEntry) -> Bool) -> Int {
        var (low, high) = (0, cards.count)
        while low < high {
            let middle = (low + high) / 2
            if belongsAfter(cards[middle].entry) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
