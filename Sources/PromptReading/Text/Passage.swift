/// A text cut into tokens and segments, in folded letters.
struct Passage: Sendable {
    struct Token: Sendable {
        enum Kind: UInt8, Sendable { case word, comma, emoji }
        var kind: Kind
        var start: Int32
        var end: Int32
        /// The segment it stands in, counted from 0.
        var segment: Int32
        /// Begins with a capital.
        var isCapital = false
        /// Written with a capital inside: `removeHer`.
        var isCamel = false
        /// Ends in an apostrophe and an s.
        var isPossessive = false
        /// Holds letters that hide: a star between letters.
        var isMasked = false
        /// A hyphen, and nothing else, stands before it.
        var followsHyphen = false
    }

    /// A quoted run of tokens.
    struct Quote: Sendable {
        var tokens: Range<Int>
    }

    /// What a passage may hold; longer texts are cut and count as not understood.
    static let tokensMax = 9_000

    var bytes: [UInt8] = []
    /// The text as it was written.
    var source: [UInt32] = []
    /// Where in `source` each of `bytes` comes from.
    var origins: [Int32] = []
    var tokens: [Token] = []
    var quotes: [Quote] = []
    var segmentCount = 0
    var isCut = false

    /// Five words of one letter each in a row, in a script that parts words by spaces: somebody spells them out.
    var isSpeltOut: Bool {
        var run = 0
        for index in tokens.indices {
            guard tokens[index].kind == .word else { continue }
            run = isOneLetter(letters(index)) ? run + 1 : 0
            if run >= 5 { return true }
        }
        return false
    }

    private func isOneLetter(_ letters: ArraySlice<UInt8>) -> Bool {
        guard let first = letters.first, letters.dropFirst().allSatisfy({ $0 & 0xc0 == 0x80 }) else { return false }
        let isThai = first == 0xe0 && letters.dropFirst().first.map { (0xb8...0xbb).contains($0) } ?? false
        return !(0xe3...0xe9).contains(first) && !isThai
    }

    /// The letters of a token.
    func letters(_ index: Int) -> ArraySlice<UInt8> {
        bytes[Int(tokens[index].start)..<Int(tokens[index].end)]
    }

    /// Tokens as text, for evidence.
    func text(_ range: Range<Int>) -> String {
        var result = ""
        for index in range.prefix(24) {
            if !result.isEmpty, tokens[index].kind != .comma { result += " " }
            result += String(decoding: letters(index), as: UTF8.self)
        }
        return range.count > 24 ? result + " …" : result
    }

    /// The token range of each segment, in order.
    func segments() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        for index in tokens.indices
        where index + 1 == tokens.count || tokens[index + 1].segment != tokens[index].segment {
            ranges.append(start..<index + 1)
            start = index + 1
        }
        return ranges
    }
}
