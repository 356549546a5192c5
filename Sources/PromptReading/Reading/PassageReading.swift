/// A passage as one language reads it.
struct PassageReading: Sendable {
    let language: Language
    var words: [WordReading]
    /// Quoted texts after a word for writing, from first token to end.
    var captions: [Int: Int] = [:]
    /// Words that tokens are without a prefix of the language, or spelled right, for phrases.
    private(set) var meant: [Int: Int] = [:]

    init(_ passage: Passage, _ index: TokenIndex, _ language: Language, _ library: Library) {
        self.language = language
        words = []
        words.reserveCapacity(passage.tokens.count)
        let reader = WordReader(language: language, library: library)
        for token in passage.tokens.indices {
            switch passage.tokens[token].kind {
            case .comma: words.append(WordReading(word: -1, classes: ClassSet([BuiltInClass.comma.number])))
            case .emoji:
                let word = Int(index.exact[token])
                let known = word >= 0 ? library.words.meaning(word, in: 0, asStem: false) : nil
                words.append(
                    WordReading(word: word, classes: known ?? ClassSet([BuiltInClass.emoji.number])))
            case .word:
                words.append(reader.read(token, passage, index))
                if let word = reader.unprefixed(passage.letters(token)) { meant[token] = word }
            }
        }
    }

    func isUnknown(_ token: Int) -> Bool { words[token].classes.contains(BuiltInClass.unknown.number) }

    /// The language's files do not list it; where it has a capital it may be a name.
    func isUnlisted(_ token: Int) -> Bool {
        isUnknown(token) || words[token].isOfDictionary || words[token].isRepaired
    }

    /// Reads a misspelled token as a word.
    mutating func respell(_ token: Int, as word: WordReading) {
        words[token] = word
        if word.word >= 0 { meant[token] = word.word }
    }

    /// Takes quoted texts that follow a word for writing, or come right before one (`a "Sold" sign`), as captions.
    mutating func findCaptions(_ passage: Passage, _ tiers: TierSets) {
        guard let writing = tiers.writing else { return }
        for quote in passage.quotes where quote.tokens.count <= 14 {
            // Words of harm are read, in quotes or not.
            guard !quote.tokens.contains(where: { words[$0].classes.meets(tiers.unquotable) }) else { continue }
            let first = quote.tokens.lowerBound
            let segment = passage.tokens[first].segment
            var index = first - 1
            while index >= 0, first - index <= 6, segment - passage.tokens[index].segment <= 1 {
                if words[index].classes.contains(writing) {
                    captions[first] = quote.tokens.upperBound
                    break
                }
                index -= 1
            }
            let after = quote.tokens.upperBound
            for token in after..<min(after + 2, passage.tokens.count) where passage.tokens[token].segment == segment {
                if words[token].classes.contains(writing) { captions[first] = after }
            }
        }
    }
}
