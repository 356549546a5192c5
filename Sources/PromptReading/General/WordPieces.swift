/// Cuts words into the pieces of BERT's vocabulary. A piece that continues a word begins with `##`.
struct WordPieces: Sendable {
    let table: PieceTable
    static let unknown: Int32 = 100
    static let begin: Int32 = 101
    static let end: Int32 = 102
    private static let continued: [UInt8] = [35, 35]

    private func piece(_ bytes: ArraySlice<UInt8>, continues: Bool) -> Int32? {
        let lead = continues ? Self.continued : []
        var hash = PieceTable.Hash()
        for byte in lead { hash.add(byte) }
        for byte in bytes { hash.add(byte) }
        return table.number(of: bytes, after: lead, hash: hash)
    }

    /// The pieces of a text, longest match first, without begin and end; at most `most`.
    func pieces(_ text: GeneralText, most: Int) -> [Int32] {
        var pieces: [Int32] = []
        pieces.reserveCapacity(text.tokens.count + 16)
        for token in text.tokens {
            if pieces.count >= most { break }
            append(text.bytes[Int(token.start)..<Int(token.end)], to: &pieces)
        }
        if pieces.count > most { pieces.removeLast(pieces.count - most) }
        return pieces
    }

    private func append(_ word: ArraySlice<UInt8>, to pieces: inout [Int32]) {
        let first = pieces.count
        var start = word.startIndex
        guard word.count <= 200 else { return pieces.append(Self.unknown) }
        while start < word.endIndex {
            var end = min(word.endIndex, start + 40)
            var found: Int32?
            while end > start {
                let isWhole = end == word.endIndex || word[end] & 0xC0 != 0x80
                if isWhole { found = piece(word[start..<end], continues: start > word.startIndex) }
                if found != nil { break }
                end -= 1
            }
            guard let found else {
                pieces.removeLast(pieces.count - first)
                return pieces.append(Self.unknown)
            }
            pieces.append(found)
            start = end
        }
    }
}
