/// Cuts words into the pieces of a unigram vocabulary: those whose scores add up to most (Kudo, 2018). The first piece of
/// a word begins with U+2581.
struct SentencePieces: Sendable {
    static let begin: Int32 = 0
    static let end: Int32 = 2
    static let unknown: Int32 = 3
    private static let mark: [UInt8] = [0xE2, 0x96, 0x81]
    /// Longer words are cut into pieces of this many bytes first.
    private static let wordMax = 240

    private let table: PieceTable
    private let scores: [Float]
    /// What a letter of no piece costs.
    private let unknownScore: Double
    private let longest: Int

    init(_ file: EncoderFile) {
        table = file.pieces
        scores = (0..<Int32(table.count)).map(file.number)
        unknownScore = Double(scores.min() ?? 0) - 10
        longest = table.longest
    }

    /// The pieces of words with spaces between them, without begin and end; at most `most`.
    func pieces(_ text: String, most: Int) -> [Int32] {
        var pieces: [Int32] = []
        for word in text.utf8.split(separator: UInt8(ascii: " ")) {
            var rest = (Self.mark + word)[...]
            while !rest.isEmpty, pieces.count < most {
                var end = min(rest.endIndex, rest.startIndex + Self.wordMax)
                while end < rest.endIndex, rest[end] & 0xC0 == 0x80 { end -= 1 }
                append(rest[..<end], to: &pieces)
                rest = rest[end...]
            }
        }
        if pieces.count > most { pieces.removeLast(pieces.count - most) }
        return pieces
    }

    /// A way to cut the bytes up to a place: what it scores, where its last piece begins, and which that is.
    private struct Way {
        var score = -Double.infinity
        var start = 0
        var piece = unknown
    }

    private func append(_ word: ArraySlice<UInt8>, to pieces: inout [Int32]) {
        let first = word.startIndex
        var ways = [Way](repeating: Way(), count: word.count + 1)
        ways[0].score = 0
        for start in word.indices where ways[start - first].score > -.infinity {
            let score = ways[start - first].score
            let letter = 1 + word[(start + 1)...].prefix { $0 & 0xC0 == 0x80 }.count
            var hasLetter = false
            var hash = PieceTable.Hash()
            for end in start + 1...min(word.endIndex, start + longest) {
                hash.add(word[end - 1])
                guard end == word.endIndex || word[end] & 0xC0 != 0x80,
                    let piece = table.number(of: word[start..<end], hash: hash), piece > Self.unknown
                else { continue }
                hasLetter = hasLetter || end == start + letter
                let sum = score + Double(scores[Int(piece)])
                if sum > ways[end - first].score { ways[end - first] = Way(score: sum, start: start, piece: piece) }
            }
            if !hasLetter, score + unknownScore > ways[start - first + letter].score {
                ways[start - first + letter] = Way(score: score + unknownScore, start: start, piece: Self.unknown)
            }
        }
        let place = pieces.count
        var end = word.endIndex
        while end > first {
            let way = ways[end - first]
            // Letters of no piece that stand together are one.
            if way.piece != Self.unknown || pieces.count == place || pieces.last != Self.unknown {
                pieces.append(way.piece)
            }
            end = way.start
        }
        pieces[place...].reverse()
    }
}
