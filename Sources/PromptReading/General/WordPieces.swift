/// The vocabulary of an encoder file, as an open hash table from the bytes of a piece to its number.
/// A piece that continues a word begins with `##`.
struct WordPieces: Sendable {
    private let file: ModelFile
    private let slots: Int
    private let slotMask: Int
    private let offsets: Int
    private let letters: Int
    private let count: Int
    static let unknown: Int32 = 100
    static let begin: Int32 = 101
    static let end: Int32 = 102

    /// `slots`: where 2^n numbers begin (piece + 1, or 0).
    /// `offsets`: where `count` + 1 offsets into `letters` begin.
    init(_ file: ModelFile, slots: Int, slotCount: Int, offsets: Int, letters: Int, count: Int) {
        self.file = file
        self.slots = slots
        slotMask = slotCount - 1
        self.offsets = offsets
        self.letters = letters
        self.count = count
    }

    private func piece(_ bytes: ArraySlice<UInt8>, continues: Bool) -> Int32? {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        if continues { for _ in 0..<2 { hash = (hash ^ 35) &* 0x0000_0100_0000_01b3 } }
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & slotMask
        for _ in 0...slotMask {
            let number = Int(file.number(at: slots + 4 * slot, as: UInt32.self))
            guard number > 0, number <= count else { return nil }
            if matches(number - 1, bytes, continues) { return Int32(number - 1) }
            slot = (slot + 1) & slotMask
        }
        return nil
    }

    private func matches(_ number: Int, _ bytes: ArraySlice<UInt8>, _ continues: Bool) -> Bool {
        let start = Int(file.number(at: offsets + 4 * number, as: UInt32.self))
        let end = Int(file.number(at: offsets + 4 * number + 4, as: UInt32.self))
        let lead = continues ? 2 : 0
        guard end - start == bytes.count + lead, letters + end <= file.bytes.count else { return false }
        if continues, file.bytes[letters + start] != 35 || file.bytes[letters + start + 1] != 35 { return false }
        return file.bytes[(letters + start + lead)..<(letters + end)].elementsEqual(bytes)
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

extension WordPieces {
    /// All offsets rise and stay within the letters.
    func isSound(letters size: Int) -> Bool {
        var last = 0
        for number in 0...count {
            let offset = Int(file.number(at: offsets + 4 * number, as: UInt32.self))
            guard offset >= last, offset <= size else { return false }
            last = offset
        }
        return true
    }
}
