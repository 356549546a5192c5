/// A passage with what each of its languages makes of it.
struct ReadPassage {
    let passage: Passage
    let index: TokenIndex
    /// By language, the one that knows most words first.
    private(set) var readings: [PassageReading]
    private let library: Library

    init(_ cut: Passage, _ library: Library) {
        var cut = cut
        Segmenter(library).split(&cut)
        let index = TokenIndex(cut, library)
        let passage = cut
        self.passage = passage
        self.index = index
        self.library = library
        readings = LanguageChoice.languages(of: passage, index, library).map {
            PassageReading(passage, index, $0, library)
        }
    }

    /// How well each language knows the passage.
    var totals: [Int] { shares(of: passage.tokens.indices) }

    /// What a token counts for that a language knows by itself; a transliterated one counts for less.
    static let weight = 3

    /// How well each language knows some tokens by itself: up to `weight` for each.
    func shares(of tokens: Range<Int>) -> [Int] {
        readings.map { reading in
            tokens.reduce(0) { sum, token in
                guard !reading.isUnknown(token), !reading.words[token].isShared else { return sum }
                let isBorrowed = !reading.language.isLatin && passage.letters(token).allSatisfy { $0 < 128 }
                return sum + (isBorrowed ? Self.weight - 1 : Self.weight)
            }
        }
    }

    /// No language of the passage knows the token.
    func isUnknown(_ token: Int) -> Bool { readings.allSatisfy { $0.isUnknown(token) } }

    /// At least half of the words are known to one language, and more of them than of the other passage.
    func makesMoreSense(than other: ReadPassage) -> Bool {
        let (mine, others) = (totals.max() ?? 0, other.totals.max() ?? 0)
        let count = passage.tokens.count
        guard 2 * mine >= Self.weight * count else { return false }
        let (here, there) = (mine * other.passage.tokens.count, others * count)
        // WHY: among 38 languages short nonsense is often all known; then words of harm decide.
        return here > there || here == there && hasHarm
    }

    private var hasHarm: Bool {
        readings.first?.words.contains { $0.classes.meets(library.tiers.unquotable) } ?? false
    }

    /// Repairs typos in words that no language knows.
    mutating func repair(_ repairsMax: Int) {
        let repair = TypoRepair(readings.map { WordReader(language: $0.language, library: library) }, library)
        var repairs = 0
        for token in passage.tokens.indices where repairs < repairsMax {
            guard passage.tokens[token].kind == .word, isUnknown(token), index.known[token] == 0 else { continue }
            repairs += 1
            for (number, better) in repair.readings(of: passage.letters(token)).enumerated() {
                if let better { readings[number].words[token] = better }
            }
        }
    }

    mutating func findCaptions() {
        for number in readings.indices { readings[number].findCaptions(passage, library.tiers) }
    }

    /// Reads full names as names; false where there are none.
    mutating func findFullNames() -> Bool {
        let names = FullNames(passage, readings, library.tiers)
        guard names.isPresent, let given = library.tiers.given else { return false }
        for number in readings.indices {
            for token in names.tokens { readings[number].words[token].classes.insert(given) }
        }
        return true
    }

    /// Lets each language read words of the others that it does not know: people mix languages in one clause.
    /// Grave words and words of childhood count from any language; milder ones only where the other language knows two such words or more.
    mutating func shareWords() {
        let before = readings
        for number in readings.indices {
            let unknown = passage.tokens.indices.filter {
                before[number].isUnknown($0) && passage.tokens[$0].kind == .word
            }
            for other in before.indices where other != number {
                let known = unknown.filter { !before[other].isUnknown($0) && !before[other].words[$0].isRepaired }
                guard known.count >= 2 else { continue }
                for token in known { take(before[other].words[token].classes, token, number) }
            }
            for token in unknown where before.allSatisfy({ $0.isUnknown(token) }) {
                let word = Int(index.exact[token])
                guard word >= 0, library.words.flags(word) & (WordIndex.isHarm | WordIndex.isChild) != 0 else {
                    continue
                }
                let wanted = library.tiers.grave.union(library.tiers.childhood)
                library.words.forEachMeaning(word) { _, set in
                    if set.meets(library.tiers.harm.union(library.tiers.childhood)) {
                        take(set.intersection(wanted), token, number)
                    }
                }
            }
        }
    }

    private mutating func take(_ set: ClassSet, _ token: Int, _ number: Int) {
        if readings[number].isUnknown(token) {
            readings[number].words[token].classes = set
        } else {
            readings[number].words[token].classes.formUnion(set)
        }
        readings[number].words[token].isShared = true
    }
}
