/// All words and stems of all languages in one table in place: letters ─► number ─► meanings by language.
struct WordIndex: Sendable {
    /// What one language makes of a word.
    struct Sense {
        let raw: UInt32
        var language: Int { Int(raw >> 24) }
        /// The sense of a stem; otherwise of the exact word.
        var isStem: Bool { raw >> 16 & 1 == 1 }
        var set: Int { Int(raw & 0xffff) }

        init(raw: UInt32) { self.raw = raw }

        init(language: Int, isStem: Bool, set: Int) {
            raw = UInt32(language) << 24 | (isStem ? 1 << 16 : 0) | UInt32(set)
        }
    }

    /// A word opens a phrase; is part of a phrase as a stem; is of harm in some language; opens a split phrase; is of childhood.
    static let opens: UInt8 = 1
    static let isPhraseStem: UInt8 = 2
    static let isHarm: UInt8 = 4
    static let opensSplit: UInt8 = 8
    static let isChild: UInt8 = 16
    /// Words of which one says where its letters begin.
    static let blockSize = 16
    /// The filter has 2^22 bits.
    static let filterBits = 22

    // SAFETY: these point into `image`, which is read-only and lives as long as this value.
    private nonisolated(unsafe) let slots: UnsafeBufferPointer<Int32>
    private nonisolated(unsafe) let blockStarts: UnsafeBufferPointer<UInt32>
    private nonisolated(unsafe) let lengths: UnsafeBufferPointer<UInt8>
    private nonisolated(unsafe) let text: UnsafeBufferPointer<UInt8>
    private nonisolated(unsafe) let filter: UnsafeBufferPointer<UInt64>
    // SAFETY: as above.
    private nonisolated(unsafe) let flagBytes: UnsafeBufferPointer<UInt8>
    // SAFETY: as above.
    private nonisolated(unsafe) let meanings: UnsafeBufferPointer<UInt16>
    private nonisolated(unsafe) let meaningStarts: UnsafeBufferPointer<UInt32>
    private nonisolated(unsafe) let senses: UnsafeBufferPointer<UInt32>
    // SAFETY: as above.
    private nonisolated(unsafe) let phraseKeys: UnsafeBufferPointer<UInt64>
    private nonisolated(unsafe) let phraseNodes: UnsafeBufferPointer<UInt32>
    private nonisolated(unsafe) let nodeSets: UnsafeBufferPointer<UInt16>
    private let sets: [ClassSet]
    private let image: LanguageImage

    init(_ reader: inout ImageReader) throws(LanguageFileError) {
        image = reader.image
        slots = try reader.array(Int32.self)
        blockStarts = try reader.array(UInt32.self)
        lengths = try reader.array(UInt8.self)
        text = try reader.array(UInt8.self)
        filter = try reader.array(UInt64.self)
        flagBytes = try reader.array(UInt8.self)
        meanings = try reader.array(UInt16.self)
        meaningStarts = try reader.array(UInt32.self)
        senses = try reader.array(UInt32.self)
        phraseKeys = try reader.array(UInt64.self)
        phraseNodes = try reader.array(UInt32.self)
        nodeSets = try reader.array(UInt16.self)
        let bits = try reader.array(UInt64.self)
        sets = (0..<bits.count / 4).map { index in
            ClassSet(SIMD4(bits[index * 4], bits[index * 4 + 1], bits[index * 4 + 2], bits[index * 4 + 3]))
        }
    }

    /// FNV-1a's start; `step` adds a letter, `slot` ends it.
    static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

    @inline(__always)
    static func step(_ state: UInt64, _ byte: UInt8) -> UInt64 { (state ^ UInt64(byte)) &* 0x100_0000_01b3 }

    /// The number of the letters whose hash is known, or -1.
    @inline(__always)
    func find(_ word: UnsafeBufferPointer<UInt8>, state: UInt64) -> Int {
        let hash = state ^ state >> 29
        let bit = Int(truncatingIfNeeded: hash) & (1 << Self.filterBits - 1)
        guard filter[bit >> 6] >> UInt64(bit & 63) & 1 == 1 else { return -1 }
        var slot = Self.slot(hash, of: slots.count)
        while true {
            let entry = Int(slots[slot])
            if entry < 0 { return -1 }
            if equal(entry, word) { return entry }
            slot = slot + 1 < slots.count ? slot + 1 : 0
        }
    }

    /// Where the search for a word begins among so many slots.
    @inline(__always)
    static func slot(_ hash: UInt64, of slots: Int) -> Int {
        Int(truncatingIfNeeded: ((hash >> 32) &* UInt64(slots)) >> 32)
    }

    func find(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        var state = Self.seed
        for byte in word { state = Self.step(state, byte) }
        return find(word, state: state)
    }

    func find(_ word: [UInt8]) -> Int { word.withUnsafeBufferPointer { find($0) } }

    private func equal(_ entry: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard Int(lengths[entry]) == word.count else { return false }
        let start = start(of: entry)
        for index in 0..<word.count where text[start + index] != word[index] { return false }
        return true
    }

    /// The letters of a word.
    func word(_ number: Int) -> [UInt8] {
        let start = start(of: number)
        return Array(text[start..<start + Int(lengths[number])])
    }

    /// Where the letters of a word begin: where its block's do, and after the words before it in the block.
    @inline(__always)
    private func start(of number: Int) -> Int {
        let first = number & ~(Self.blockSize - 1)
        var start = Int(blockStarts[number / Self.blockSize])
        for before in first..<number { start &+= Int(lengths[before]) }
        return start
    }

    /// One bit for each language that lists the exact word.
    @inline(__always)
    func exactMask(_ word: Int) -> UInt64 { mask(of: word, asStem: false) }

    /// One bit for each language that lists the letters as a stem.
    @inline(__always)
    func stemMask(_ word: Int) -> UInt64 { mask(of: word, asStem: true) }

    @inline(__always)
    private func mask(of word: Int, asStem: Bool) -> UInt64 {
        allSenses(of: word).reduce(0) { mask, raw in
            let sense = Sense(raw: raw)
            return sense.isStem == asStem ? mask | 1 << UInt64(sense.language) : mask
        }
    }

    func flags(_ word: Int) -> UInt8 { flagBytes[word] }

    /// What a language makes of the exact word, or of the stem; nil where it lists none.
    func meaning(_ word: Int, in language: Int, asStem: Bool) -> ClassSet? {
        for raw in allSenses(of: word) {
            let sense = Sense(raw: raw)
            if sense.language == language, sense.isStem == asStem { return sets[sense.set] }
        }
        return nil
    }

    /// Words of the same senses share one list of them.
    private func allSenses(of word: Int) -> Slice<UnsafeBufferPointer<UInt32>> {
        let meaning = Int(meanings[word])
        return senses[Int(meaningStarts[meaning])..<Int(meaningStarts[meaning + 1])]
    }

    /// Languages to which more than `least` bytes of the word, and four at least, are a stem that the rest may follow.
    func stemmedMask(
        _ letters: UnsafeBufferPointer<UInt8>, _ suffixMasks: [UInt64], longerThan least: Int
    ) -> UInt64 {
        var state = Self.seed
        var mask: UInt64 = 0
        for index in 0..<letters.count {
            state = Self.step(state, letters[index])
            guard index >= max(3, least), index + 1 == letters.count || letters[index + 1] & 0xc0 != 0x80 else {
                continue
            }
            let word = find(UnsafeBufferPointer(rebasing: letters[0...index]), state: state)
            guard word >= 0 else { continue }
            let stems = stemMask(word)
            guard stems != 0 else { continue }
            let rest = letters[(index + 1)...].reduce(0) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) }
            if rest < suffixMasks.count { mask |= stems & suffixMasks[rest] }
        }
        return mask
    }

    /// A set by its number in the file.
    func set(_ number: Int) -> ClassSet { sets[number] }

    /// Calls the body with every language that knows the exact word and what it makes of it.
    func forEachMeaning(_ word: Int, _ body: (Int, ClassSet) -> Void) {
        for raw in allSenses(of: word) {
            let sense = Sense(raw: raw)
            if !sense.isStem { body(sense.language, sets[sense.set]) }
        }
    }

    /// The next node of the tree of phrases; the root of a language's tree is the language's number.
    func step(_ node: Int, _ word: Int, asStem: Bool) -> Int? {
        let key = UInt64(node) << 32 | UInt64(word) | (asStem ? 1 << 31 : 0)
        var slot = Self.phraseSlot(key, of: phraseKeys.count)
        while phraseKeys[slot] != .max {
            if phraseKeys[slot] == key { return Int(phraseNodes[slot]) }
            slot = slot + 1 < phraseKeys.count ? slot + 1 : 0
        }
        return nil
    }

    /// Where the search for a key begins among so many slots.
    static func phraseSlot(_ key: UInt64, of slots: Int) -> Int {
        slot(mixed(key), of: slots)
    }

    /// Spreads the bits of a key (MurmurHash3's last steps, but for the very last).
    static func mixed(_ key: UInt64) -> UInt64 {
        let half = (key ^ key >> 33) &* 0xff51_afd7_ed55_8ccd
        return (half ^ half >> 33) &* 0xc4ce_b9fe_1a85_ec53
    }

    /// The classes of the phrase that ends at a node; nil where none does.
    func phrase(_ node: Int) -> ClassSet? {
        let set = nodeSets[node]
        return set == 0 ? nil : sets[Int(set)]
    }
}
