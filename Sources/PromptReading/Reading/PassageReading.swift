/// A passage as one language reads it.
struct PassageReading: Sendable {
    var words: [WordReading]
    /// Quoted texts after a word for writing, from first token to end.
    var captions: [Int: Int]

    init(_ passage: Passage, _ language: Language, _ tiers: TierSets) {
        captions = [:]
        words = []
        words.reserveCapacity(passage.tokens.count)
        passage.bytes.withUnsafeBufferPointer { bytes in
            for token in passage.tokens {
                let letters = UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])
                switch token.kind {
                case .comma:
                    words.append(WordReading(word: -1, classes: ClassSet([BuiltInClass.comma.number])))
                case .emoji:
                    let number = language.lexicon.table.find(letters)
                    let known = number >= 0 ? language.lexicon.classes[number] : ClassSet()
                    let set = known.isEmpty ? ClassSet([BuiltInClass.emoji.number]) : known
                    words.append(WordReading(word: number, classes: set))
                case .word: words.append(language.read(letters, possessive: token.isPossessive, tiers))
                }
            }
        }
    }

    func isUnknown(_ token: Int) -> Bool { words[token].classes.contains(BuiltInClass.unknown.number) }

    /// Takes quoted texts that follow a word for writing as captions.
    mutating func findCaptions(_ passage: Passage, _ tiers: TierSets) {
        guard let writing = tiers.writing else { return }
        for quote in passage.quotes where quote.tokens.count <= 14 {
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
        }
    }
}
