/// An open-addressing table from words (folded UTF-8) to numbers, while it is made.
struct WordTable: Sendable {
    private var slots: [Int32]
    private var starts: [Int32] = [0]
    private var text: [UInt8] = []
    private var mask: Int

    init(capacity: Int) {
        var size = 64
        while size < capacity { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        mask = size - 1
    }

    var count: Int { starts.count - 1 }

    static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in word { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return state ^ state >> 29
    }

    /// The word's number, or -1.
    func find(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        var slot = Int(truncatingIfNeeded: Self.hash(word)) & mask
        while true {
            let entry = Int(slots[slot])
            if entry < 0 { return -1 }
            if equal(entry, word) { return entry }
            slot = (slot + 1) & mask
        }
    }

    func find(_ word: [UInt8]) -> Int { word.withUnsafeBufferPointer { find($0) } }

    /// The word's number, new or old.
    mutating func intern(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        var slot = Int(truncatingIfNeeded: Self.hash(word)) & mask
        while slots[slot] >= 0 {
            if equal(Int(slots[slot]), word) { return Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        let number = count
        slots[slot] = Int32(number)
        text.append(contentsOf: word)
        starts.append(Int32(text.count))
        if count * 4 > slots.count * 3 { grow() }
        return number
    }

    mutating func intern(_ word: [UInt8]) -> Int { word.withUnsafeBufferPointer { intern($0) } }

    /// The letters of a word.
    func word(_ number: Int) -> ArraySlice<UInt8> { text[Int(starts[number])..<Int(starts[number + 1])] }

    private func equal(_ entry: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[entry])
        guard Int(starts[entry + 1]) - start == word.count else { return false }
        return text.withUnsafeBufferPointer { letters in
            for index in 0..<word.count where letters[start + index] != word[index] { return false }
            return true
        }
    }

    /// Slots, where blocks of words start, lengths and letters, as `WordIndex` reads them.
    func write(to writer: inout ImageWriter) throws(LanguageFileError) {
        var lengths: [UInt8] = []
        for number in 0..<count {
            guard let length = UInt8(exactly: starts[number + 1] - starts[number]) else {
                throw .malformed(path: "lexicon", line: 0, problem: "a word of more than 255 bytes")
            }
            lengths.append(length)
        }
        writer.array(placed())
        writer.array(stride(from: 0, to: count, by: WordIndex.blockSize).map { UInt32(starts[$0]) })
        writer.array(lengths)
        writer.array(text)
    }

    /// One bit for each hash that some word has, so that most misses touch nothing else.
    func filter() -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: 1 << (WordIndex.filterBits - 6))
        for number in 0..<count {
            let hash = Array(word(number)).withUnsafeBufferPointer { Self.hash($0) }
            let bit = Int(truncatingIfNeeded: hash) & (1 << WordIndex.filterBits - 1)
            bits[bit >> 6] |= 1 << UInt64(bit & 63)
        }
        return bits
    }

    /// The numbers in slots of which four in five are taken.
    private func placed() -> [Int32] {
        var slots = [Int32](repeating: -1, count: max(64, count * 5 / 4))
        for number in 0..<count {
            let hash = Array(word(number)).withUnsafeBufferPointer { Self.hash($0) }
            var slot = WordIndex.slot(hash, of: slots.count)
            while slots[slot] >= 0 { slot = slot + 1 < slots.count ? slot + 1 : 0 }
            slots[slot] = Int32(number)
        }
        return slots
    }

    private mutating func grow() {
        let size = slots.count * 2
        mask = size - 1
        slots = [Int32](repeating: -1, count: size)
        for number in 0..<count {
            let letters = Array(word(number))
            var slot = letters.withUnsafeBufferPointer { Int(truncatingIfNeeded: Self.hash($0)) } & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number)
        }
    }
}
