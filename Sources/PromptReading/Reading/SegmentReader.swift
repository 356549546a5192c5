/// Reads windows of tokens by one language's rules.
struct SegmentReader {
    let language: Language
    let tiers: TierSets
    private var matcher: Matcher
    private(set) var window = Window()
    private let joins: [Int]

    init(_ language: Language, _ tiers: TierSets, _ classes: ClassTable) {
        self.language = language
        self.tiers = tiers
        matcher = Matcher(language.book)
        joins = [BuiltInClass.comma.number] + [classes.number("join")].compactMap { $0 }
    }

    /// Loads a run of tokens; call before the questions below.
    mutating func load(
        _ range: Range<Int>, _ passage: Passage, _ reading: PassageReading, _ antecedents: inout Antecedents
    ) {
        window.fill(range, passage, reading.words, reading.captions, language, tiers, &antecedents)
        matcher.forget()
    }

    /// The rules among `candidates` that match anywhere in the window.
    mutating func matches(_ candidates: [Int]) -> [Int] {
        let count = window.items.count
        guard count > 0 else { return [] }
        let everywhere = (UInt64(1) << UInt64(count)) &- 1
        var found: [Int] = []
        for number in candidates {
            let rule = language.book.rules[number]
            if matcher.ends(of: rule, in: language.book, over: window.lattice, from: everywhere) != 0 {
                found.append(number)
            }
        }
        return found
    }

    /// How far the frames reach.
    struct Reach {
        /// Every token is accounted for.
        var isWhole: Bool
        /// The first token after the longest understood part, as an item of the window.
        var furthest: Int
        /// The last frame that matched.
        var rule: Int?
    }

    /// Accounts for the window's tokens by a chain of frames between joining words.
    mutating func reach() -> Reach {
        let count = window.items.count
        let lattice = window.lattice
        let goal = UInt64(1) << UInt64(count)
        var starts = lattice.skippingFillers(1)
        if starts & goal != 0 { return Reach(isWhole: true, furthest: count, rule: nil) }
        var joinMask: UInt64 = 0
        for join in joins { joinMask |= lattice.mask(join) }
        var tried: UInt64 = 0
        var all = starts
        var last: Int?
        var isFirst = true
        while starts & ~tried != 0 {
            let fresh = starts & ~tried
            tried |= fresh
            var ends: UInt64 = 0
            for number in language.book.frames {
                let rule = language.book.rules[number]
                guard case .frame(_, _, let sole) = rule.kind, isFirst || !sole else { continue }
                let found = matcher.ends(of: rule, in: language.book, over: lattice, from: fresh)
                if found & goal != 0 { return Reach(isWhole: true, furthest: count, rule: number) }
                if found != 0, !sole {
                    ends |= found
                    last = number
                }
            }
            all |= ends
            starts = lattice.skippingFillers(((ends | joinStarts(ends, joinMask)) & joinMask) << 1)
            isFirst = false
        }
        return Reach(isWhole: false, furthest: min(count - 1, 63 - all.leadingZeroBitCount), rule: last)
    }

    /// Ends have fillers skipped, so a joining comma may lie before them.
    private func joinStarts(_ ends: UInt64, _ joins: UInt64) -> UInt64 { (ends >> 1) & joins }
}
