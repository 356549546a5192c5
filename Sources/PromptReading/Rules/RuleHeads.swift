/// One of the ways in which a rule can match, and what a window must have for it.
struct RuleHead: Sendable {
    var root: Int32
    /// Where its needs are among those of the heads; a window must have something of each.
    var needs: Range<Int>
}

/// How the rules of a book begin: what is looked at of every rule for every window, so that most are passed over at once.
struct RuleHeads: Sendable {
    /// Needs that one book can tell apart.
    static let needsMax = Int(UInt16.max)

    private var heads: [RuleHead] = []
    /// Where the heads of each rule begin, and the end of the last.
    private var starts: [Int32] = [0]
    private var needs: [UInt16] = []
    /// How many needs there are, each counted once.
    private(set) var needCount = 0
    /// Needs that a class meets: where those of each class begin, and the end of the last.
    private var classStarts: [Int32] = [Int32](repeating: 0, count: ClassSet.capacity + 1)
    private var classNeeds: [UInt16] = []
    /// Words that meet needs, in ascending order, and where the needs of each begin.
    private var words: [Int32] = []
    private var wordStarts: [Int32] = [0]
    private var wordNeeds: [UInt16] = []

    init() {}

    func callAsFunction(of rule: Int) -> ArraySlice<RuleHead> { heads[Int(starts[rule])..<Int(starts[rule + 1])] }

    func needs(of head: RuleHead) -> ArraySlice<UInt16> { needs[head.needs] }

    /// The needs that any word of a class meets.
    func needs(metBy number: Int) -> ArraySlice<UInt16> {
        classNeeds[Int(classStarts[number])..<Int(classStarts[number + 1])]
    }

    /// The needs that a word meets.
    func needs(metByWord word: Int32) -> ArraySlice<UInt16> {
        var (low, high) = (0, words.count)
        while low < high {
            let middle = (low + high) / 2
            if words[middle] < word { low = middle + 1 } else { high = middle }
        }
        guard low < words.count, words[low] == word else { return [] }
        return wordNeeds[Int(wordStarts[low])..<Int(wordStarts[low + 1])]
    }
}

extension RuleHeads {
    /// Finds the heads of all rules of a book; throws where they need more than can be told apart.
    init(_ book: RuleBook) throws(LanguageFileError) {
        var finder = NeedFinder(book: book)
        for rule in book.rules {
            if case .same(let rephrasing) = rule.kind {
                let parts = rephrasing.parts.map(\.node).filter { $0 >= 0 }
                add(rule.root, parts.flatMap { finder.needs(of: $0) }, &finder)
            } else {
                for root in book.branches(of: rule.root) { add(root, finder.needs(of: root), &finder) }
            }
            starts.append(Int32(heads.count))
        }
        guard finder.numbers.count <= Self.needsMax else {
            throw .malformed(path: "rules", line: 0, problem: "more than \(Self.needsMax) different needs of rules")
        }
        needCount = finder.numbers.count
        var byClass = [[UInt16]](repeating: [], count: ClassSet.capacity)
        var byWord: [Int32: [UInt16]] = [:]
        for (need, number) in finder.numbers.sorted(by: { $0.value < $1.value }) {
            need.classes.forEach { byClass[$0].append(UInt16(number)) }
            for word in need.words { byWord[word, default: []].append(UInt16(number)) }
        }
        for (number, list) in byClass.enumerated() {
            classNeeds += list
            classStarts[number + 1] = Int32(classNeeds.count)
        }
        words = byWord.keys.sorted()
        for word in words {
            wordNeeds += byWord[word] ?? []
            wordStarts.append(Int32(wordNeeds.count))
        }
    }

    private mutating func add(_ root: Int32, _ found: [RuleNeed], _ finder: inout NeedFinder) {
        let first = needs.count
        // The rarest first: it passes most windows over.
        for need in found.sorted(by: { $0.weight < $1.weight }) {
            let number = UInt16(truncatingIfNeeded: finder.number(of: need))
            if !needs[first...].contains(number) { needs.append(number) }
        }
        heads.append(RuleHead(root: root, needs: first..<needs.count))
    }

    /// Reads them from a compiled file.
    init(_ reader: inout ImageReader) throws(LanguageFileError) {
        let raw = try reader.array(Int32.self)
        heads.reserveCapacity(raw.count / 2)
        for index in stride(from: 0, to: raw.count - raw.count % 2, by: 2) {
            let first = heads.last?.needs.upperBound ?? 0
            heads.append(RuleHead(root: raw[index], needs: first..<max(first, Int(raw[index + 1]))))
        }
        starts = Array(try reader.array(Int32.self))
        needs = Array(try reader.array(UInt16.self))
        needCount = try reader.count()
        classStarts = Array(try reader.array(Int32.self))
        classNeeds = Array(try reader.array(UInt16.self))
        words = Array(try reader.array(Int32.self))
        wordStarts = Array(try reader.array(Int32.self))
        wordNeeds = Array(try reader.array(UInt16.self))
    }

    func write(to writer: inout ImageWriter) {
        writer.array(heads.flatMap { [$0.root, Int32($0.needs.upperBound)] })
        writer.array(starts)
        writer.array(needs)
        writer.number(UInt64(needCount))
        writer.array(classStarts)
        writer.array(classNeeds)
        writer.array(words)
        writer.array(wordStarts)
        writer.array(wordNeeds)
    }
}

/// Classes and words of which a window must have one for an expression to match.
struct RuleNeed: Hashable {
    var classes = ClassSet()
    var words: Set<Int32> = []

    /// About how often it is met; what is met less says more.
    var weight: Int {
        var count = words.count
        // WHY: a class has many words, so a need of one says less than a need of one word.
        classes.forEach { _ in count += 8 }
        return count
    }

    mutating func formUnion(_ other: RuleNeed) {
        classes.formUnion(other.classes)
        words.formUnion(other.words)
    }
}

/// Finds out what the expressions of a book need.
private struct NeedFinder {
    let book: RuleBook
    private(set) var numbers: [RuleNeed: Int] = [:]
    private var known: [Int32: [RuleNeed]] = [:]

    init(book: RuleBook) { self.book = book }

    mutating func number(of need: RuleNeed) -> Int {
        if let number = numbers[need] { return number }
        numbers[need] = numbers.count
        return numbers.count - 1
    }

    mutating func needs(of node: Int32) -> [RuleNeed] {
        if let found = known[node] { return found }
        let this = book.nodes[Int(node)]
        var found: [RuleNeed] = []
        switch this.kind {
        case .ofClass: found = [RuleNeed(classes: ClassSet([Int(this.first)]))]
        case .word: found = [RuleNeed(words: [this.first])]
        case .words: found = [RuleNeed(words: Set(book.children(of: this)))]
        case .classes: found = [RuleNeed(classes: ClassSet(book.children(of: this).map { Int($0) }))]
        case .named: found = needs(of: this.first)
        case .sequence:
            for child in book.children(of: this) {
                for need in needs(of: child) where !found.contains(need) { found.append(need) }
            }
        case .choice:
            var all = RuleNeed()
            var isNeeded = this.count > 0
            for child in book.children(of: this) {
                if let need = needs(of: child).min(by: { $0.weight < $1.weight }) {
                    all.formUnion(need)
                } else {
                    isNeeded = false
                }
            }
            found = isNeeded ? [all] : []
        case .optional, .repeated, .gap, .end: break
        }
        known[node] = found
        return found
    }
}
