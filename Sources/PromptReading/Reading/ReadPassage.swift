/// A passage with what each of its languages makes of it.
struct ReadPassage {
    let passage: Passage
    let index: TokenIndex
    /// By language, the one that knows most words first.
    private(set) var readings: [PassageReading]
    let library: Library

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
        readings.indices.map { reading in tokens.reduce(0) { $0 + share(of: reading, on: $1) } }
    }

    /// How well a language knows a token by itself, 0 to `weight`.
    func share(of number: Int, on token: Int) -> Int {
        let reading = readings[number]
        guard !reading.isUnknown(token), !reading.words[token].isShared else { return 0 }
        let isBorrowed = !reading.language.isLatin && passage.letters(token).allSatisfy { $0 < 128 }
        return isBorrowed ? Self.weight - 1 : Self.weight
    }

    /// No language of the passage knows the token.
    func isUnknown(_ token: Int) -> Bool { readings.allSatisfy { $0.isUnknown(token) } }

    /// Some language reads the token as another word.
    func isRepaired(_ token: Int) -> Bool { readings.contains { $0.words[token].isRepaired } }

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

    /// Reads a misspelled token as a word in one reading.
    mutating func respell(_ token: Int, as word: WordReading, in reading: Int) {
        readings[reading].respell(token, as: word)
    }

    /// The passage read anew with tokens cut in two, by the length of the first part in bytes; what was respelled stays.
    func cut(_ cuts: [Int: Int]) -> ReadPassage {
        var tokens: [Passage.Token] = []
        var places: [Int] = []
        for (number, token) in passage.tokens.enumerated() {
            places.append(tokens.count)
            var rest = token
            if let length = cuts[number] {
                var first = token
                first.end = token.start + Int32(length)
                first.isPossessive = false
                tokens.append(first)
                rest.start = first.end
                rest.isCapital = false
                rest.followsHyphen = false
            }
            tokens.append(rest)
        }
        places.append(tokens.count)
        var cut = passage
        cut.tokens = tokens
        cut.quotes = passage.quotes.map {
            Passage.Quote(tokens: places[$0.tokens.lowerBound]..<places[$0.tokens.upperBound])
        }
        var result = ReadPassage(cut, library)
        for reading in readings {
            guard let number = result.readings.firstIndex(where: { $0.language.number == reading.language.number })
            else { continue }
            for token in passage.tokens.indices where reading.words[token].isRepaired && cuts[token] == nil {
                result.respell(places[token], as: reading.words[token], in: number)
            }
        }
        return result
    }

    /// Reads unknown words as names where a capital stands out, or where they follow a word such as `by`: nobody can list them.
    func namingCapitals() -> ReadPassage {
        guard let given = library.tiers.given, let byline = library.tiers.byline else { return self }
        let words = passage.tokens.count { $0.kind == .word }
        let standsOut = 5 * passage.tokens.count { $0.isCapital } <= 3 * words
        var result = self
        var afterByline = 0
        for token in passage.tokens.indices {
            if readings.contains(where: { $0.words[token].classes.contains(byline) }) { afterByline = 12 }
            afterByline -= 1
            guard afterByline > 0 || standsOut && passage.tokens[token].isCapital else { continue }
            for number in readings.indices
            where readings[number].isUnknown(token) || readings[number].words[token].isOfDictionary {
                result.readings[number].words[token].classes = ClassSet([given])
            }
        }
        return result
    }

    /// Finds captions and full names, and lets languages share words; true where there are full names.
    @discardableResult
    mutating func settle() -> Bool {
        for number in readings.indices { readings[number].findCaptions(passage, library.tiers) }
        defer { shareWords() }
        return findFullNames()
    }

    /// Reads full names as names; false where there are none.
    private mutating func findFullNames() -> Bool {
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
