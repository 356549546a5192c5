/// What the word index holds for each token of a passage, whatever the language.
struct TokenIndex: Sendable {
    /// A stem that a token begins with.
    struct Stem: Sendable {
        var word: Int32
        /// Letters of the token after it.
        var rest: UInt8
    }

    /// The exact word of each token, or -1.
    private(set) var exact: [Int32] = []
    /// Stems of all tokens, the longest first; token n has those in `stemStarts[n]..<stemStarts[n + 1]`.
    private(set) var stems: [Stem] = []
    private(set) var stemStarts: [Int32] = [0]
    /// What the exact word and the stems of each token may begin (`WordIndex.opens`, `WordIndex.opensSplit`).
    private(set) var flags: [UInt8] = []
    /// One bit for each language that knows the token.
    private(set) var known: [UInt64] = []

    init(_ passage: Passage, _ library: Library) {
        exact.reserveCapacity(passage.tokens.count)
        known.reserveCapacity(passage.tokens.count)
        passage.bytes.withUnsafeBufferPointer { bytes in
            for token in passage.tokens {
                let letters = UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])
                add(letters, token, library)
            }
        }
    }

    func stems(of token: Int) -> ArraySlice<Stem> { stems[Int(stemStarts[token])..<Int(stemStarts[token + 1])] }

    private mutating func add(_ letters: UnsafeBufferPointer<UInt8>, _ token: Passage.Token, _ library: Library) {
        var mask: UInt64 = 0
        guard token.kind == .word else {
            let word = library.words.find(letters)
            exact.append(Int32(word))
            flags.append(word >= 0 ? library.words.flags(word) : 0)
            known.append(0)
            stemStarts.append(Int32(stems.count))
            return
        }
        let found = Lookup.stems(of: letters, library.words)
        exact.append(Int32(found.exact))
        var flags: UInt8 = 0
        if found.exact >= 0 {
            mask = library.words.exactMask(found.exact)
            flags = library.words.flags(found.exact)
        }
        for stem in found.stems {
            mask |= library.words.stemMask(Int(stem.word)) & library.suffixMasks[Int(stem.rest)]
            flags |= library.words.flags(Int(stem.word))
            stems.append(stem)
        }
        self.flags.append(flags)
        stemStarts.append(Int32(stems.count))
        if mask == 0, token.isPossessive, letters.count > 1 {
            let base = library.words.find(UnsafeBufferPointer(rebasing: letters[0..<letters.count - 1]))
            if base >= 0 { mask = library.words.exactMask(base) }
        }
        known.append(mask & ~1)
    }
}

/// Looks one run of letters up.
enum Lookup {
    /// The exact word (or -1), and the listed stems that it begins with, the longest first.
    static func stems(
        of letters: UnsafeBufferPointer<UInt8>, _ words: WordIndex
    ) -> (exact: Int, stems: [TokenIndex.Stem]) {
        var state = WordIndex.seed
        var found: [TokenIndex.Stem] = []
        var exact = -1
        // Counts the letters after a place: bytes that begin one.
        var rest = letters.reduce(0) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) }
        for index in 0..<letters.count {
            let byte = letters[index]
            state = WordIndex.step(state, byte)
            if byte & 0xc0 != 0x80 { rest -= 1 }
            let isWhole = index + 1 == letters.count
            guard isWhole || letters[index + 1] & 0xc0 != 0x80 else { continue }
            guard isWhole || (index >= 1 && rest <= Library.suffixMax) else { continue }
            let word = words.find(UnsafeBufferPointer(rebasing: letters[0...index]), state: state)
            guard word >= 0 else { continue }
            if isWhole { exact = word }
            if words.stemMask(word) != 0 || words.flags(word) & WordIndex.isPhraseStem != 0 {
                found.append(TokenIndex.Stem(word: Int32(word), rest: UInt8(rest)))
            }
        }
        found.reverse()
        return (exact, found)
    }
}
