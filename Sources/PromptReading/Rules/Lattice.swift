/// The tokens of one window (at most 62) as bit masks: bit i of a class's mask is set where that class can be read from
/// token i on, for each length a reading can have.
struct Lattice {
    static let widthMax = 62
    private(set) var count = 0
    /// The classes that some reading has.
    private var present = ClassSet()
    /// One bit for each need of the book's rules that something here meets.
    private var met: [UInt64] = []
    private var masks = [UInt64](repeating: 0, count: (Lexicon.longestPhrase + 1) * ClassSet.capacity)
    private var lengths = [UInt8](repeating: 0, count: ClassSet.capacity)
    /// Spans that change nothing, with bits for where they begin and where what follows begins.
    private(set) var skips: [(start: UInt64, end: UInt64)] = []
    fileprivate var words = [Int32](repeating: -1, count: 64)
    /// Where the words stand that share a place of this table.
    private var places = [UInt64](repeating: 0, count: 256)
    fileprivate var fillers = [UInt64](repeating: 0, count: Lexicon.longestPhrase + 1)

    mutating func reset(count: Int) {
        self.count = count
        present.forEach { number in
            for length in 1...Lexicon.longestPhrase { masks[length * ClassSet.capacity + number] = 0 }
            lengths[number] = 0
        }
        present = ClassSet()
        skips.removeAll(keepingCapacity: true)
        for index in fillers.indices { fillers[index] = 0 }
        for index in places.indices { places[index] = 0 }
    }

    /// Lets rules pass over the items from `start` on, up to the last of `ends`.
    mutating func skip(from start: Int, to ends: UInt64) {
        guard ends >> UInt64(start + 1) != 0, skips.count < Self.widthMax else { return }
        skips.append((1 << UInt64(start), 1 << UInt64(63 - ends.leadingZeroBitCount)))
    }

    mutating func setWord(_ word: Int, at index: Int) {
        words[index] = Int32(word)
        guard word >= 0 else { return }
        places[Self.place(of: Int32(word))] |= 1 << UInt64(index)
    }

    /// Notes what a book's rules need and find here; call when all readings have been added.
    mutating func noteNeeds(of heads: RuleHeads) {
        met.removeAll(keepingCapacity: true)
        met.append(contentsOf: repeatElement(0, count: heads.needCount / 64 + 1))
        present.forEach { number in meet(heads.needs(metBy: number)) }
        for index in 0..<count where words[index] >= 0 { meet(heads.needs(metByWord: words[index])) }
    }

    private mutating func meet(_ needs: ArraySlice<UInt16>) {
        for need in needs { met[Int(need >> 6)] |= 1 << UInt64(need & 63) }
    }

    /// Something is there of everything that one way of a rule needs.
    @inline(__always)
    func mayMatch(_ head: RuleHead, of heads: RuleHeads) -> Bool {
        for need in heads.needs(of: head) where met[Int(need >> 6)] >> UInt64(need & 63) & 1 == 0 { return false }
        return true
    }

    /// Something is there of everything that a rule needs.
    @inline(__always)
    func mayMatch(_ rule: Int, of heads: RuleHeads) -> Bool {
        heads(of: rule).contains { mayMatch($0, of: heads) }
    }

    mutating func add(_ set: ClassSet, at index: Int, length: Int, fillers isFiller: Bool) {
        present.formUnion(set)
        set.forEach { number in
            masks[length * ClassSet.capacity + number] |= 1 << UInt64(index)
            lengths[number] |= 1 << UInt8(length)
        }
        if isFiller { fillers[length] |= 1 << UInt64(index) }
    }

    @inline(__always)
    private static func place(of word: Int32) -> Int {
        Int(truncatingIfNeeded: (UInt32(bitPattern: word) &* 0x9e37_79b9) >> 24)
    }

    /// The positions in `starts` where a word stands.
    @inline(__always)
    fileprivate func positions(of word: Int32, _ starts: UInt64) -> UInt64 {
        var rest = starts & places[Self.place(of: word)]
        var found: UInt64 = 0
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            if words[index] == word { found |= 1 << UInt64(index) }
            rest &= rest &- 1
        }
        return found
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
    /// Of each named expression: where it was last looked for, and where it then ended.
    private var named: [(starts: UInt64, ends: UInt64)]
    /// Named expressions that something is remembered of.
    private var remembered: [Int] = []

    init(_ book: RuleBook) {
        named = [(starts: UInt64, ends: UInt64)](repeating: (0, 0), count: book.namedCount)
    }

    /// Forgets what was matched in the window before.
    mutating func forget() {
        for number in remembered { named[number].starts = 0 }
        remembered.removeAll(keepingCapacity: true)
    }

    /// The positions after matches of a rule that begin at `starts`; both masks have fillers skipped.
    @inline(__always)
    mutating func ends(ofRule number: Int, in book: RuleBook, over lattice: Lattice, from starts: UInt64) -> UInt64 {
        var ends: UInt64 = 0
        for head in book.heads(of: number) where lattice.mayMatch(head, of: book.heads) {
            ends |= run(head.root, book, lattice, starts)
        }
        return ends
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
            let found = lattice.positions(of: this.first, starts)
            return found == 0 ? 0 : lattice.skippingFillers(found << 1)
        case .words:
            var found: UInt64 = 0
            for index in Int(this.first)..<Int(this.first + this.count) {
                found |= lattice.positions(of: book.children[index], starts)
            }
            return found == 0 ? 0 : lattice.skippingFillers(found << 1)
        case .classes:
            var found: UInt64 = 0
            for index in Int(this.first)..<Int(this.first + this.count) {
                found |= lattice.ends(Int(book.children[index]), starts)
            }
            return lattice.skippingFillers(found)
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
            let number = Int(this.count)
            if named[number].starts == starts { return named[number].ends }
            let result = run(this.first, book, lattice, starts)
            if named[number].starts == 0 { remembered.append(number) }
            named[number] = (starts, result)
            return result
        }
    }
}
