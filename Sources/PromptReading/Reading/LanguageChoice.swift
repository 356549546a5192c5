/// Which languages a passage is read in: those that know most words of a clause.
enum LanguageChoice {
    static let perSegment = 3
    static let perPassage = 6

    /// Languages of the passage, those that know most words first.
    static func languages(of passage: Passage, _ index: TokenIndex, _ library: Library) -> [Language] {
        var totals = [Int](repeating: 0, count: 64)
        var chosen: UInt64 = 0
        for segment in passage.segments() {
            var counts = [Int](repeating: 0, count: 64)
            for token in segment {
                var rest = index.known[token]
                let isASCII = passage.letters(token).allSatisfy { $0 < 128 }
                while rest != 0 {
                    let number = rest.trailingZeroBitCount
                    // A transliterated word counts for less.
                    let isBorrowed = isASCII && library.nonLatin >> UInt64(number) & 1 == 1
                    counts[number] += isBorrowed ? ReadPassage.weight - 1 : ReadPassage.weight
                    rest &= rest &- 1
                }
            }
            guard let best = counts.max(), best > 0 else { continue }
            let floor = max(1, best - best / 3)
            let ranked = counts.indices.filter { counts[$0] >= floor }.sorted { (counts[$1], $0) < (counts[$0], $1) }
            for number in ranked.prefix(perSegment) { chosen |= 1 << UInt64(number) }
            for number in counts.indices { totals[number] += counts[number] }
        }
        if chosen == 0, let first = library.languages.first(where: { $0.code == "en" }) ?? library.languages.first {
            return [first]
        }
        return library.languages.filter { chosen >> UInt64($0.number) & 1 == 1 }
            .sorted { (totals[$1.number], $0.number) < (totals[$0.number], $1.number) }
            .prefix(perPassage).map { $0 }
    }
}
