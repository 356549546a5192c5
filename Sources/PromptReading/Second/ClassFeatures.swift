/// The features of the classes of some words: the classes and the words themselves, primary classes in a row, and pairs of
/// primary classes near each other; each as a bucket of a table with 2^`bits` rows. The same for reading and for training.
/// Made of the names of classes, so that a new class moves no other.
struct ClassFeatures: Sendable {
    /// Words that stand farther apart make no pair.
    private static let reach = 8
    /// Function words that say something about the words beside them.
    private static let telling = ["under", "except", "only", "nothing", "negation", "unknown"]

    private let buckets: NgramFeatures
    private let names: [UInt64]
    /// The order of classes from harm to filler; a word's first one is its primary class.
    private let ranks: [Int]
    /// Classes whose words make pairs.
    private let paired: ClassSet

    init(_ table: ClassTable, bits: Int) {
        buckets = NgramFeatures(bits: UInt64(bits))
        names = table.names.map { name in
            Array(name.utf8).withUnsafeBufferPointer { NgramFeatures.hash($0) }
        }
        let order: [Tier] = [.harm, .sensitive, .person, .world, .function, .filler]
        let sorted = table.names.indices.sorted { left, right in
            let (first, second) = (order.firstIndex(of: table.tiers[left]), order.firstIndex(of: table.tiers[right]))
            return (first ?? 0, table.names[left]) < (second ?? 0, table.names[right])
        }
        var ranks = [Int](repeating: 0, count: table.names.count)
        for (rank, number) in sorted.enumerated() { ranks[number] = rank }
        self.ranks = ranks
        var paired = table.set([.harm, .sensitive, .person, .world, .filler])
        for name in Self.telling { if let number = table.number(name) { paired.insert(number) } }
        self.paired = paired
    }

    /// The gravest class of a set, the first by name among equals; nil of an empty one.
    func primary(of set: ClassSet) -> Int? {
        var best: Int?
        set.forEach { number in
            if best.map({ ranks[number] < ranks[$0] }) ?? true { best = number }
        }
        return best
    }

    /// The buckets of all features, each once.
    func of(_ words: ArraySlice<OpinionWords.Word>) -> [UInt32] {
        var found: [UInt32] = []
        found.reserveCapacity(16 * words.count + 8)
        func add(_ kind: UInt64, _ first: UInt64, _ second: UInt64 = 0, _ third: UInt64 = 0) {
            var hash = kind
            for part in [first, second, third] { hash = (hash &+ part) &* 0xC2B2_AE3D_27D4_EB4F ^ hash >> 29 }
            found.append(UInt32(buckets.bucket(hash)))
        }
        let edge: UInt64 = 1
        var row = [edge]
        var content: [UInt64] = []
        for word in words {
            word.classes.forEach { add(1, names[$0]) }
            add(2, word.hash)
            row.append(names[word.primary])
            if paired.contains(word.primary) { content.append(names[word.primary]) }
        }
        row.append(edge)
        for index in 1..<row.count {
            add(3, row[index - 1], row[index])
            if index > 1 {
                add(4, row[index - 2], row[index - 1], row[index])
                add(5, row[index - 2], row[index])
            }
        }
        for (index, first) in content.enumerated() {
            for second in content[(index + 1)...].prefix(Self.reach) {
                add(6, min(first, second), max(first, second))
            }
        }
        found.sort()
        return found.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}
