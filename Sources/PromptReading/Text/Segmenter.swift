/// Cuts runs of letters that are written without spaces (Han, kana, Thai) into the listed words that cover them best.
struct Segmenter {
    private let library: Library
    private static let lettersMax = 400
    private static let wordMax = 24

    init(_ library: Library) { self.library = library }

    /// Replaces the tokens that hold unspaced letters by their words. Letters of no word stay together.
    func split(_ passage: inout Passage) {
        guard library.unspaced != 0, passage.bytes.contains(where: { $0 >= 0xe0 }) else { return }
        var tokens: [Passage.Token] = []
        var newIndex: [Int] = []
        tokens.reserveCapacity(passage.tokens.count * 2)
        for (number, token) in passage.tokens.enumerated() {
            newIndex.append(tokens.count)
            guard token.kind == .word, tokens.count < Passage.tokensMax, isUnspaced(passage.letters(number)) else {
                tokens.append(token)
                continue
            }
            var start = token.start
            for length in lengths(Array(passage.letters(number))) {
                var part = token
                part.start = start
                part.end = start + Int32(length)
                start = part.end
                tokens.append(part)
            }
        }
        newIndex.append(tokens.count)
        passage.quotes = passage.quotes.map {
            Passage.Quote(tokens: newIndex[$0.tokens.lowerBound]..<newIndex[$0.tokens.upperBound])
        }
        passage.tokens = tokens
    }

    /// Thai, kana, Han and their extensions.
    private func isUnspaced(_ letters: ArraySlice<UInt8>) -> Bool {
        for (index, byte) in zip(letters.indices, letters) where byte >= 0xe0 && index + 1 < letters.endIndex {
            let next = letters[index + 1]
            if byte == 0xe0, next >= 0xb8, next <= 0xbb { return true }
            if byte == 0xe3, next >= 0x81 { return true }
            if byte >= 0xe4 && byte <= 0xe9 { return true }
        }
        return false
    }

    /// Lengths of the words in bytes: as few unknown letters as possible, then as few words as possible.
    private func lengths(_ letters: [UInt8]) -> [Int] {
        let starts = letters.indices.filter { letters[$0] & 0xc0 != 0x80 } + [letters.count]
        let count = starts.count - 1
        guard count <= Self.lettersMax else { return [letters.count] }
        var cost = [Int](repeating: .max / 2, count: count + 1)
        var from = [Int](repeating: 0, count: count + 1)
        var isKnown = [Bool](repeating: false, count: count + 1)
        cost[0] = 0
        letters.withUnsafeBufferPointer { bytes in
            for start in 0..<count {
                func relax(_ end: Int, _ price: Int, known: Bool) {
                    guard cost[start] + price < cost[end] else { return }
                    cost[end] = cost[start] + price
                    from[end] = start
                    isKnown[end] = known
                }
                // Latin letters and digits inside such a run stay together.
                var plain = start
                while plain < count, bytes[starts[plain]] < 128 { plain += 1 }
                if plain > start { relax(plain, 6, known: true) }
                relax(start + 1, 20, known: false)
                var state = WordIndex.seed
                for end in start + 1...min(count, start + Self.wordMax) {
                    for byte in starts[end - 1]..<starts[end] { state = WordIndex.step(state, bytes[byte]) }
                    let word = library.words.find(
                        UnsafeBufferPointer(rebasing: bytes[starts[start]..<starts[end]]), state: state)
                    if word >= 0,
                        (library.words.exactMask(word) | library.words.stemMask(word)) & library.unspaced != 0
                    {
                        relax(end, end == start + 1 ? 5 : 4, known: true)
                    } else if library.unspacedCodes.contains(where: {
                        library.known?.contains(state: state, code: $0) ?? false
                    }) {
                        relax(end, 7, known: true)
                    }
                }
            }
        }
        var result: [(length: Int, known: Bool)] = []
        var end = count
        while end > 0 {
            result.append((starts[end] - starts[from[end]], isKnown[end]))
            end = from[end]
        }
        var merged: [(length: Int, known: Bool)] = []
        for part in result.reversed() {
            if !part.known, let last = merged.last, !last.known {
                merged[merged.count - 1].length += part.length
            } else {
                merged.append(part)
            }
        }
        return merged.map { $0.length }
    }
}
