/// Reads windows of tokens by the rules of one language.
struct SegmentReader {
    let language: Language
    let book: RuleBook
    let library: Library
    /// Matches in the window as it stands.
    var matcher: Matcher
    private(set) var window = Window()
    /// The window's lattice with the words that change nothing of what is asked (`for her birthday`) passed over, made when
    /// it is first needed, and what matches in it.
    private var passing: Lattice?
    private var passingMatcher: Matcher
    private let joins: [Int]

    init(_ language: Language, _ library: Library) {
        self.language = language
        self.library = library
        book = library.books[language.book]
        matcher = Matcher(book)
        passingMatcher = matcher
        joins = [BuiltInClass.comma.number] + [library.classes.number("join")].compactMap { $0 }
    }

    /// Loads a run of tokens; call before the questions below. Muted tokens lose their senses of harm.
    mutating func load(
        _ range: Range<Int>, _ passage: Passage, _ index: TokenIndex, _ reading: PassageReading,
        _ antecedents: inout Antecedents, muted: Set<Int> = []
    ) {
        window.fill(range, passage, index, reading, library, &antecedents, muted)
        begin()
    }

    /// Loads tokens in an order of their own; `~word` is a word that no token stands for.
    mutating func load(
        _ items: [Int], _ passage: Passage, _ index: TokenIndex, _ reading: PassageReading,
        _ antecedents: inout Antecedents
    ) {
        window.fill(items, passage, index, reading, library, &antecedents, [])
        begin()
    }

    /// Forgets the window before, and notes what the rules find in this one.
    private mutating func begin() {
        window.noteNeeds(of: book.heads)
        matcher.forget()
        passingMatcher.forget()
        passing = nil
    }

    /// Where words that join clauses stand.
    var joinMask: UInt64 { joins.reduce(0) { $0 | window.lattice.mask($1) } }

    /// The rules among `candidates` that match anywhere in the window; with adjuncts passed over too, so that one in the middle
    /// or at the end hides nothing.
    mutating func matches(_ candidates: [Int], passingAdjuncts: Bool = false) -> [Int] {
        let count = window.items.count
        guard count > 0 else { return [] }
        // Adjuncts are looked for only where some rule may match at all.
        guard candidates.contains(where: { window.lattice.mayMatch($0, of: book.heads) }) else { return [] }
        let everywhere = (UInt64(1) << UInt64(count)) &- 1
        guard passingAdjuncts else {
            return candidates.filter {
                matcher.ends(ofRule: $0, in: book, over: window.lattice, from: everywhere) != 0
            }
        }
        let lattice = passingOverAdjuncts()
        return candidates.filter {
            passingMatcher.ends(ofRule: $0, in: book, over: lattice, from: everywhere) != 0
        }
    }

    /// How far the frames reach.
    struct Reach {
        /// Every token is accounted for.
        var isWhole: Bool
        /// The first token after the longest understood part, as an item of the window.
        var furthest: Int
        /// The last frame that matched: its name, operation and target.
        var frame: String?
        /// No frame accounts for it: its words are ordinary ones.
        var isOrdinary = false
        /// Where clauses begin that follow understood ones, the first among them.
        var starts: UInt64 = 0
    }

    /// Accounts for the window's tokens by a chain of frames between joining words; frames of generations are for those only.
    mutating func reach(generating: Bool) -> Reach {
        let count = window.items.count
        let lattice = passingOverAdjuncts()
        let goal = UInt64(1) << UInt64(count)
        var starts = lattice.skippingFillers(1)
        if starts & goal != 0 { return Reach(isWhole: true, furthest: count, frame: nil) }
        let endsTurned = endsTurned
        let hasThing = window.classes.contains { $0.meets(library.tiers.things) }
        let joinMask = joinMask
        var tried: UInt64 = 0
        var all = starts
        var last: String?
        var isFirst = true
        while starts & ~tried != 0 {
            let fresh = starts & ~tried
            tried |= fresh
            var ends: UInt64 = 0
            for number in book.frames {
                guard lattice.mayMatch(number, of: book.heads),
                    case .frame(let operation, _, let sole) = book.rules[number].kind, !sole || isFirst && hasThing,
                    generating || operation != RuleKind.generation
                else { continue }
                let found = passingMatcher.ends(ofRule: number, in: book, over: lattice, from: fresh)
                if found & goal != 0, !endsTurned {
                    return Reach(isWhole: true, furthest: count, frame: book.rules[number].name)
                }
                if found & ~goal != 0, !sole {
                    ends |= found & ~goal
                    last = book.rules[number].name
                }
            }
            for frame in book.free where generating || frame.operation != RuleKind.generation {
                let found = freeEnds(of: frame, from: fresh, joinMask, lattice.skips)
                if found & goal != 0, !endsTurned || frame.needs.contains(where: endsDenied) {
                    return Reach(isWhole: true, furthest: count, frame: frame.name)
                }
                if found & ~goal != 0 {
                    ends |= found & ~goal
                    last = frame.name
                }
            }
            all |= ends
            starts = lattice.skippingFillers(((ends | joinStarts(ends, joinMask)) & joinMask) << 1)
            isFirst = false
        }
        return Reach(
            isWhole: false, furthest: min(count - 1, 63 - all.leadingZeroBitCount), frame: last, starts: tried)
    }

    mutating func passingOverAdjuncts() -> Lattice {
        if let passing { return passing }
        let count = window.items.count
        let everywhere = (UInt64(1) << UInt64(count)) &- 1
        var lattice = window.lattice
        for number in book.adjuncts {
            guard matcher.ends(ofRule: number, in: book, over: window.lattice, from: everywhere) != 0 else { continue }
            for start in 0..<count {
                let ends = matcher.ends(ofRule: number, in: book, over: window.lattice, from: 1 << UInt64(start))
                if ends != 0 { lattice.skip(from: start, to: ends) }
            }
        }
        passing = lattice
        return lattice
    }

    /// The last word says `without` or `only` of something that does not follow.
    var endsTurned: Bool {
        guard let last = lastClasses else { return false }
        return last.meets(library.tiers.turning) && !last.meets(library.tiers.world)
    }

    /// The last word denies that something is to change, as in `verander haar gezicht niet`, and `need` asks for that.
    private func endsDenied(_ need: ClassSet) -> Bool {
        guard let negation = library.tiers.negation, need.contains(negation), lastClasses?.contains(negation) == true
        else { return false }
        return window.classes.contains { $0.meets(library.tiers.changing) }
    }

    /// What the last word is that says something.
    var lastClasses: ClassSet? { window.classes.last { !$0.meets(library.tiers.skipped) } }

    /// Ends have fillers skipped, so a joining comma may lie before them.
    private func joinStarts(_ ends: UInt64, _ joins: UInt64) -> UInt64 { (ends >> 1) & joins }

    /// Where clauses that begin in `starts` and are accounted for by a frame without an order end: at the window's end,
    /// or before a joining word. Every reading on the way must be named, and each need must be among them.
    private func freeEnds(
        of frame: FreeFrame, from starts: UInt64, _ joinMask: UInt64, _ skips: [(start: UInt64, end: UInt64)]
    ) -> UInt64 {
        let count = window.items.count
        var named = frame.may
        var needMasks = [UInt64](repeating: 0, count: frame.needs.count)
        for need in frame.needs { named.formUnion(need) }
        let tiers = library.tiers
        var allowed = tiers.loose
        allowed.remove(frame.never)
        allowed.formUnion(named)
        var single: UInt64 = 0
        for item in 0..<count {
            let set = window.classes[item]
            guard isAllowed(set, named, allowed, tiers) else { continue }
            single |= 1 << UInt64(item)
            for (index, need) in frame.needs.enumerated() where set.meets(need) {
                needMasks[index] |= 1 << UInt64(item)
            }
        }
        var phrases: [(first: Int, count: Int)] = []
        for phrase in window.phrases where isAllowed(phrase.classes, named, allowed, tiers) {
            phrases.append((phrase.first, phrase.count))
            for (index, need) in frame.needs.enumerated() where phrase.classes.meets(need) {
                needMasks[index] |= 1 << UInt64(phrase.first)
            }
        }
        guard needMasks.allSatisfy({ $0 != 0 }) else { return 0 }
        var result: UInt64 = 0
        var rest = starts
        while rest != 0 {
            let start = rest.trailingZeroBitCount
            rest &= rest &- 1
            guard start < count else { continue }
            var reached: UInt64 = 1 << UInt64(start)
            for item in start..<count where reached >> UInt64(item) & 1 == 1 {
                if single >> UInt64(item) & 1 == 1 { reached |= 1 << UInt64(item + 1) }
                for phrase in phrases where phrase.first == item { reached |= 1 << UInt64(item + phrase.count) }
                for skip in skips where skip.start == 1 << UInt64(item) { reached |= skip.end }
            }
            for end in start + 1...count where reached >> UInt64(end) & 1 == 1 {
                guard end == count || joinMask >> UInt64(end) & 1 == 1 else { continue }
                let span = (UInt64(1) << UInt64(end)) &- (UInt64(1) << UInt64(start))
                if needMasks.allSatisfy({ $0 & span != 0 }) { result |= 1 << UInt64(end) }
            }
        }
        return result
    }

    /// A reading that touches a person must be named in all its senses; any other needs one sense that is allowed.
    private func isAllowed(_ set: ClassSet, _ named: ClassSet, _ allowed: ClassSet, _ tiers: TierSets) -> Bool {
        var turning = set.intersection(tiers.turning)
        turning.remove(named)
        guard turning.isEmpty else { return false }
        let touching = set.intersection(tiers.touching)
        if !touching.isEmpty {
            var rest = touching
            rest.remove(named)
            return rest.isEmpty
        }
        return set.meets(allowed)
    }
}
