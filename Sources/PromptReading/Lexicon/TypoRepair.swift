/// The words that a misspelled word may have been meant as, in each language of its passage.
struct TypoRepair {
    /// What the slips lead to.
    enum Finding {
        /// No word, or too many.
        case nothing
        /// A word of harm, or a two-faced one besides others, lies within one slip: what each reader makes of the harm.
        case grave([WordReading?])
        /// By reader, the words that were most likely meant, which must all come to the same; and what else it may be.
        case words([Words])
    }

    /// What a word may have been meant as, in one language.
    struct Words {
        /// The likeliest first; no more than `wordsMax`.
        var likely: [WordReading] = []
        /// The classes of every other word that is near and touches somebody, to be read for harm.
        var others = ClassSet()
        /// Two letters were swapped, or one doubled: nothing else is as likely.
        var isSure = false
        /// Found in the large lists only.
        var isRare = false
    }

    /// More words than these are no reading.
    static let wordsMax = 4

    private let library: Library
    private let readers: [WordReader]
    private let languages: UInt64
    /// Some language of the passage has stems.
    private let hasStems: Bool

    init(_ readers: [WordReader], _ library: Library) {
        self.readers = readers
        self.library = library
        languages = readers.reduce(0) { $0 | 1 << UInt64($1.language.number) }
        hasStems = readers.contains { $0.language.suffix > 0 }
    }

    /// Looks at every spelling that is one slip away. `leading` are the readers that know the clause best: where they find
    /// a word, the others are not asked.
    func finding(for word: ArraySlice<UInt8>, leading: [Int], isCapital: Bool) -> Finding {
        guard let slips = Slips(of: word) else { return .nothing }
        var candidates = [Candidates](repeating: Candidates(), count: readers.count)
        let leadingLanguages = leading.reduce(UInt64(0)) { $0 | 1 << UInt64(readers[$1].language.number) }
        slips.forEach { spelling in
            let exact = library.words.find(spelling.letters, state: spelling.state)
            var mask = exact >= 0 ? library.words.exactMask(exact) & languages : 0
            // A stem that is too far from the letters written explains everything.
            if hasStems, spelling.kind < .far || slips.count > 6 {
                mask |=
                    library.words.stemmedMask(
                        spelling.letters, library.suffixMasks, longerThan: spelling.change) & leadingLanguages
            }
            guard mask != 0 else { return }
            for number in readers.indices where mask >> UInt64(readers[number].language.number) & 1 == 1 {
                candidates[number].add(
                    WordReading(word: exact, classes: readers[number].simple(spelling.letters), isRepaired: true),
                    spelling, isSure: slips.isSure(spelling.kind), library.tiers)
            }
        }
        let words = candidates.indices.map { number in
            leading.contains(number)
                ? candidates[number].words(library.books[readers[number].language.book], slips, library, isCapital)
                : Words()
        }
        let isGrave = candidates.indices.contains { number in
            leading.contains(number)
                ? candidates[number].isGrave(words[number], library.tiers)
                : candidates[number].isHarmful && leading.allSatisfy { candidates[$0].isEmpty }
        }
        if isGrave { return .grave(candidates.map { $0.harm(library.tiers, isShort: slips.count < 5) }) }
        return words.allSatisfy { $0.likely.isEmpty } ? .nothing : .words(words)
    }

    /// The words of one language.
    private struct Candidates {
        /// What fingers may have meant.
        private var close: [(kind: Slips.Kind, reading: WordReading)] = []
        /// Every set of classes with a grave one among them, near or at any distance.
        private var grave: Set<ClassSet> = []
        private var farGrave: Set<ClassSet> = []
        private var nearHarm = ClassSet()
        private var farHarm = ClassSet()
        /// Two letters swapped, or one doubled, make a harmless word: a wrong letter is no likelier meaning then.
        private var isSure = false

        var isEmpty: Bool { close.isEmpty }

        mutating func add(_ reading: WordReading, _ spelling: Slips.Spelling, isSure: Bool, _ tiers: TierSets) {
            let set = reading.classes
            guard !set.isEmpty else { return }
            let isGrave = set.meets(tiers.grave)
            guard spelling.kind < .far else {
                if isGrave { farGrave.insert(set) }
                if set.meets(tiers.harm), spelling.change > 0 { farHarm.formUnion(set) }
                return
            }
            close.append((spelling.kind, reading))
            if isGrave { grave.insert(set) } else if isSure, set != tiers.known { self.isSure = true }
            if set.meets(tiers.harm) { nearHarm.formUnion(set) }
        }

        var isHarmful: Bool { !nearHarm.isEmpty || !farHarm.isEmpty }

        /// A grave word is near, and fingers may have meant another.
        func isGrave(_ words: Words, _ tiers: TierSets) -> Bool {
            let all = isSure ? grave : grave.union(farGrave)
            guard let first = all.first else { return false }
            return first.meets(tiers.harm) || all.count > 1 || words.likely.isEmpty
                || !words.likely.allSatisfy { $0.classes == first }
        }

        /// What is read as harm: all of it where nothing else is near, otherwise no more than the harm.
        func harm(_ tiers: TierSets, isShort: Bool) -> WordReading? {
            let isHarmless = close.contains { !$0.reading.classes.meets(tiers.harm) }
            var set = nearHarm
            if !isHarmless, !isShort { set.formUnion(farHarm) }
            guard !set.isEmpty, !(isShort && isHarmless) else { return nil }
            return WordReading(word: -1, classes: isHarmless ? set.intersection(tiers.harm) : set, isRepaired: true)
        }

        /// The likeliest words: those with letters swapped or doubled before those with others missing or wrong, and everyday
        /// words before words of the large lists and names.
        func words(_ book: RuleBook, _ slips: Slips, _ library: Library, _ isCapital: Bool) -> Words {
            var words = Words()
            var bestRank = Int.max
            var all = ClassSet()
            for (kind, reading) in close {
                let isNamed = book.words.contains(Int32(reading.word))
                // Nothing can be said with a word that is only known and that no rule names.
                if reading.classes == library.tiers.known, !isNamed { continue }
                all.formUnion(reading.classes)
                let rare = isCapital ? library.tiers.rare : library.tiers.rareSmall
                let isRare = !isNamed && reading.classes.isSubset(of: rare)
                let isSure = slips.isSure(kind)
                let rank = (isRare ? 2 : 0) + (isSure ? 0 : 1)
                if rank < bestRank {
                    bestRank = rank
                    words = Words(isSure: isSure && !isRare, isRare: isRare)
                }
                guard rank == bestRank else { continue }
                let isAlike = words.likely.contains { other in
                    other.word == reading.word
                        || other.classes == reading.classes && !isNamed && !book.words.contains(Int32(other.word))
                }
                if !isAlike { words.likely.append(reading) }
            }
            if words.likely.count > TypoRepair.wordsMax { words.likely = [] }
            for word in words.likely { all.remove(word.classes) }
            words.others = all.intersection(library.tiers.touching)
            return words
        }
    }
}
