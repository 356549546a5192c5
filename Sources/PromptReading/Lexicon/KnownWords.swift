/// Dictionary words that are known and no more, of each language: an xor filter (Graf and Lemire 2020) over hashes of their
/// folded letters. Of what is no such word it takes one in 65,536 for one.
///
/// Layout: the header of `ModelFile`, then three blocks of as many 16-bit fingerprints as the header says.
struct KnownWords: Sendable {
    static let version: UInt32 = 1
    static let headerSize = 64

    private let file: ModelFile
    private let blockLength: Int
    /// Of the file.
    var checksum: UInt64 { file.checksum }

    init(path: String) throws(GeneralModelError) {
        file = try ModelFile(path: path)
        try file.check(magic: "VGKNOWN1", version: Self.version, header: Self.headerSize)
        blockLength = Int(file.number(at: 32, as: UInt32.self))
        guard blockLength > 0, file.bytes.count - Self.headerSize >= 6 * blockLength else { throw .sizes(path: path) }
    }

    /// Whether the language with this code has the word; `state` is `WordIndex`'s hash of its folded letters.
    func contains(state: UInt64, code: String) -> Bool {
        let places = Places(key: Self.key(state: state, code: code), blockLength: blockLength)
        let found = fingerprint(places.first) ^ fingerprint(places.second) ^ fingerprint(places.third)
        return found == places.fingerprint
    }

    private func fingerprint(_ place: Int) -> UInt16 {
        UInt16(
            littleEndian: file.bytes.loadUnaligned(fromByteOffset: Self.headerSize &+ 2 &* place, as: UInt16.self))
    }

    /// One number for a word of a language.
    static func key(state: UInt64, code: String) -> UInt64 {
        var key = WordIndex.step(state, 0xff)
        for byte in code.utf8 { key = WordIndex.step(key, byte) }
        key = WordIndex.mixed(key)
        return key ^ key >> 33
    }

    /// Where a key's three fingerprints stand, one in each block, and what they make together.
    struct Places {
        let first: Int
        let second: Int
        let third: Int
        let fingerprint: UInt16

        init(key: UInt64, blockLength: Int) {
            func place(_ block: Int, _ turn: UInt64) -> Int {
                let bits = UInt64(UInt32(truncatingIfNeeded: key << turn | key >> (64 - turn)))
                return block &* blockLength &+ Int((bits &* UInt64(blockLength)) >> 32)
            }
            first = place(0, 11)
            second = place(1, 32)
            third = place(2, 53)
            fingerprint = UInt16(truncatingIfNeeded: (key ^ key >> 32) &* 0x9E37_79B9_7F4A_7C15 >> 48)
        }
    }
}
