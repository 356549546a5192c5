/// The tokens of one window (at most 62) as bit masks: bit i of a class's mask is set where that class can be read from
/// token i on, for each length a reading can have.
struct Lattice {
    static let widthMax = 62
    private(set) var count = 0
    /// The classes that some reading has.
    private var present = ClassSet()
    private var presentWords = WordFilter()
    private var masks = [UInt64](repeating: 0, count: (Lexicon.longestPhrase + 1) * ClassSet.capacity)
    private var lengths = [UInt8](repeating: 0, count: ClassSet.capacity)
    /// Spans that change nothing, with bits for where they begin and where what follows begins.
    private(set) var skips: [(start: UInt64, end: UInt64)] = []
    fileprivate var words = [Int32](repeating: -1, count: 64)
    fileprivate var fillers = [UInt64](repeating: 0, count: Lexicon.longestPhrase + 1)

    mutating func reset(count: Int) {
        self.count = count
        present = ClassSet()
        presentWords = WordFilter()
        skips.removeAll(keepingCapacity: true)
        for index in masks.indices { masks[index] = 0 }
        for index in lengths.indices { lengths[index] = 0 }
        for index in fillers.indices { fillers[index] = 0 }
    }

    /// Lets rules pass over the items from `start` on, up to the last of `ends`.
    mutating func skip(from start: Int, to ends: UInt64) {
        guard ends >> UInt64(start + 1) != 0, skips.count < Self.widthMax else { return }
        skips.append((1 << UInt64(start), 1 << UInt64(63 - ends.leadingZeroBitCount)))
    }

    mutating func setWord(_ word: Int, at index: Int) {
        words[index] = Int32(word)
        if word >= 0 { presentWords.insert(Int32(word)) }
    }

    /// Something of every need is there.
    func hasAll(_ needs: [RuleNeed]) -> Bool {
        needs.allSatisfy { present.meets($0.classes) || presentWords.meets($0.words) }
    }

    mutating func add(_ set: ClassSet, at index: Int, length: Int, fillers isFiller: Bool) {
        present.formUnion(set)
        set.forEach { number in
            masks[length * ClassSet.capacity + number] |= 1 << UInt64(index)
            lengths[number] |= 1 << UInt8(length)
        }
        if isFiller { fillers[length] |= 1 << UInt64(index) }
    }

    /// Where readings of a class that begin in `starts` end.
    @inline(__always)
    fileprivate func ends(_ number: Int, _ starts: UInt64) -> UInt64 {
        var available = lengths[number]
        var result: UInt64 = 0
        while available != 0 {
            let length = available.trailingZeroBitCount
            result |= (starts & masks[length * ClassSet.capacity + number]) << UInt64(length)
            available &= available &- 1
        }
        return result
    }

    /// The mask of single tokens that have a class.
    func mask(_ number: Int) -> UInt64 { masks[ClassSet.capacity + number] }

    /// Adds every position that is reached by skipping fillers.
    @inline(__always)
    func skippingFillers(_ positions: UInt64) -> UInt64 {
        var all = positions
        while true {
            var more = all
            for length in 1...Lexicon.longestPhrase { more |= (all & fillers[length]) << UInt64(length) }
            for skip in skips where all & skip.start != 0 { more |= skip.end }
            if more == all { return all }
            all = more
        }
    }
}

/// Runs expressions over a lattice for all starts at once.
struct Matcher {
    private var startsOfNamed: [UInt64]
    private var endsOfNamed: [UInt64]
    /// Nodes that something is remembered of.
    private var remembered: [Int] = []

    init(_ book: RuleBook) {
        startsOfNamed = [UInt64](repeating: 0, count: book.nodes.count)
        endsOfNamed = startsOfNamed
    }

    /// Forgets what was matched in the window before.
    mutating func forget() {
        for node in remembered { startsOfNamed[node] = 0 }
        remembered.removeAll(keepingCapacity: true)
    }

    /// The positions after matches of a rule that begin at `starts`; both masks have fillers skipped.
    mutating func ends(of rule: Rule, in book: RuleBook, over lattice: Lattice, from starts: UInt64) -> UInt64 {
        guard lattice.hasAll(rule.needs) else { return 0 }
        return run(rule.root, book, lattice, starts)
    }

    /// The positions after matches of an expression that begin at `starts`.
    mutating func ends(
        of node: Int32, in book: RuleBook, over lattice: Lattice, from starts: UInt64
    ) -> UInt64 { run(node, book, lattice, lattice.skippingFillers(starts)) }

    private mutating func run(
        _ node: Int32, _ book: RuleBook, _ lattice: Lattice, _ starts: UInt64
    ) -> UInt64 {
        if starts == 0 { return 0 }
        let this = book.nodes[Int(node)]
        switch this.kind {
        case .ofClass: return lattice.skippingFillers(lattice.ends(Int(this.first), starts))
        case .word:
            var rest = starts
            var found: UInt64 = 0
            while rest != 0 {
                let index = rest.trailingZeroBitCount
                if index < lattice.count, lattice.words[index] == this.first { found |= 1 << UInt64(index) }
                rest &= rest &- 1
            }
            return found == 0 ? 0 : lattice.skippingFillers(found << 1)
        case .sequence:
            var positions = starts
            for index in Int(this.first)..<Int(this.first + this.count) {
                positions = run(book.children[index], book, lattice, positions)
                if positions == 0 { return 0 }
            }
            return positions
        case .choice:
            var positions: UInt64 = 0
            for index in Int(this.first)..<Int(this.first + this.count) {
                positions |= run(book.children[index], book, lattice, starts)
            }
            return positions
        case .optional: return starts | run(book.children[Int(this.first)], book, lattice, starts)
        case .repeated:
            var all = starts
            var fresh = starts
            while fresh != 0 {
                fresh = run(book.children[Int(this.first)], book, lattice, fresh) & ~all
                all |= fresh
            }
            return all
        case .gap:
            var all = starts
            for _ in 0..<Int(this.first) { all |= all << 1 }
            return all & (UInt64(2) << UInt64(lattice.count) &- 1)
        case .end: return starts & (UInt64(1) << UInt64(lattice.count))
        case .named:
            if startsOfNamed[Int(node)] == starts { return endsOfNamed[Int(node)] }
            let result = run(this.first, book, lattice, starts)
            if startsOfNamed[Int(node)] == 0 { remembered.append(Int(node)) }
            startsOfNamed[Int(node)] = starts
            endsOfNamed[Int(node)] = result
            return result
        }
    }
}
