/// Reads a segment that no chain of frames accounts for in other words that mean the same, until one is accounted for:
/// with what a joined clause leaves out (`remove the car and the bin`), and by the language's rules for saying the same.
/// What is read is judged by the same frames, so nothing passes in this way that would not pass when said plainly.
struct Paraphrase {
    /// Wordings of one segment that are tried.
    static let wordingsMax = 24
    /// Changes that lead to one wording.
    static let depthMax = 3
    private static let matchesMax = 6
    private static let captureMax = 16

    let passage: Passage
    let index: TokenIndex
    let reading: PassageReading
    /// What pronouns mean before the segment.
    let antecedents: Antecedents
    private var tried: Set<[Int]> = []

    init(_ passage: Passage, _ index: TokenIndex, _ reading: PassageReading, _ antecedents: Antecedents) {
        self.passage = passage
        self.index = index
        self.reading = reading
        self.antecedents = antecedents
    }

    /// The frames' verdict on the first wording that they account for whole; nil where there is none. The reader holds the
    /// segment as it was written, which reached `reach`.
    mutating func account(_ reader: inout SegmentReader, reached reach: SegmentReader.Reach) -> SegmentReader.Reach? {
        let tiers = reader.library.tiers
        // WHY: an unknown word or one of harm stays what it is in every wording.
        guard reader.window.items.count > 1,
            !reader.window.classes.contains(where: {
                $0.contains(BuiltInClass.unknown.number) || $0.meets(tiers.harm)
            })
        else { return nil }
        tried.insert(reader.window.items)
        var layer = wordings(&reader, reach)
        for depth in 1...Self.depthMax {
            var next: [[Int]] = []
            for items in layer {
                guard tried.count < Self.wordingsMax else { return nil }
                guard items.count <= Lattice.widthMax, tried.insert(items).inserted else { continue }
                var antecedents = antecedents
                reader.load(items, passage, index, reading, &antecedents)
                let reach = reader.reach(generating: false)
                if reach.isWhole { return reach }
                if depth < Self.depthMax { next += wordings(&reader, reach) }
            }
            layer = next
        }
        return nil
    }

    /// The ways to say what is in the window, those first that change what is not yet understood.
    private func wordings(_ reader: inout SegmentReader, _ reach: SegmentReader.Reach) -> [[Int]] {
        var found: [[Int]] = []
        var starts = reach.starts
        while starts != 0 {
            let start = 63 - starts.leadingZeroBitCount
            starts &= ~(1 << UInt64(start))
            guard start < reader.window.items.count else { continue }
            rephrase(from: start, &reader, &found)
            complete(from: start, starts, reader, &found)
        }
        return found
    }

    /// A clause without an operation has that of the clause before it: `remove the car and the bin`. Only where the operation
    /// is all there is to share: `add a hat and a scarf to her` and `make her cheeks and chin fuller` share more.
    private func complete(from start: Int, _ starts: UInt64, _ reader: SegmentReader, _ found: inout [[Int]]) {
        let items = reader.window.items
        guard start > 0, starts != 0 else { return }
        let before = 63 - starts.leadingZeroBitCount
        let joins = reader.joinMask
        let end = (before..<start).last { joins >> UInt64($0) & 1 == 1 } ?? start
        let tiers = reader.library.tiers
        guard let operation = (before..<end).first(where: { !reader.window.classes[$0].meets(tiers.skipped) }),
            operation + 1 < end, reader.window.classes[operation].meets(tiers.shareable),
            !reader.window.classes.contains(where: { $0.meets(tiers.turning) })
        else { return }
        found.append([Int](items[..<start]) + [items[operation]] + [Int](items[start...]))
    }

    /// The clause that begins at `start` as the rules for saying the same put it.
    private func rephrase(from start: Int, _ reader: inout SegmentReader, _ found: inout [[Int]]) {
        let lattice = reader.window.lattice
        let joins = reader.joinMask
        let ends = UInt64(1) << UInt64(lattice.count) | joins | joins << 1
        for number in reader.book.rephrasings {
            guard lattice.mayMatch(number, of: reader.book.heads),
                case .same(let rephrasing) = reader.book.rules[number].kind
            else { continue }
            var matches: [(slots: [Int32: Range<Int>], end: Int)] = []
            match(rephrasing.parts[...], start, [:], ends, lattice, &reader, &matches)
            for match in matches {
                var words: [Int] = []
                for word in rephrasing.result {
                    if word >= 0 {
                        words.append(~Int(word))
                    } else if let slot = match.slots[~word] {
                        words += reader.window.items[slot]
                    }
                }
                let items = reader.window.items
                found.append([Int](items[..<start]) + words + [Int](items[match.end...]))
            }
        }
    }

    private func match(
        _ parts: ArraySlice<Rephrasing.Part>, _ position: Int, _ slots: [Int32: Range<Int>], _ clauseEnds: UInt64,
        _ lattice: Lattice, _ reader: inout SegmentReader, _ matches: inout [(slots: [Int32: Range<Int>], end: Int)]
    ) {
        guard matches.count < Self.matchesMax else { return }
        guard let part = parts.first else {
            if clauseEnds >> UInt64(position) & 1 == 1 { matches.append((slots, position)) }
            return
        }
        var ends: UInt64
        if part.node >= 0 {
            ends = reader.matcher.ends(of: part.node, in: reader.book, over: lattice, from: 1 << UInt64(position))
        } else {
            let most = min(lattice.count, position + Self.captureMax)
            guard position < most else { return }
            ends = ((UInt64(2) << UInt64(most)) &- 1) & ~((UInt64(2) << UInt64(position)) &- 1)
            if parts.count == 1 { ends &= clauseEnds }
        }
        while ends != 0, matches.count < Self.matchesMax {
            let end = ends.trailingZeroBitCount
            ends &= ends &- 1
            var slots = slots
            if part.slot >= 0, end > position { slots[part.slot] = position..<end }
            match(parts.dropFirst(), end, slots, clauseEnds, lattice, &reader, &matches)
        }
    }
}
