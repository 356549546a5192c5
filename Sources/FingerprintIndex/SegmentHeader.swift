/// The first 4096 bytes of a segment: 64-bit little-endian words, the last of them a checksum of the others.
struct SegmentHeader: Hashable, Sendable {
    var count: Int
    /// The number in the file's name; a later segment has a higher one.
    var sequence: UInt64
    /// The highest sequence of what it was made from: of two live entries with one id, the higher generation is right.
    var generation: UInt64
    var lowestID: Int64
    var highestID: Int64
    /// Segments whose entries it took over: where both are found, those are leftovers of an interrupted merge.
    var replaces: [UInt64]

    static let size = 4096
    static let replacesMax = 64
    private static let magic: UInt64 = 0x3158_4950_4656_0A56  // "V\nVFPIX1"
    private static let version: UInt64 = 1
    /// Words before the list of replaced segments.
    private static let fixedWords = 10

    /// How fingerprints are cut and how large tables are: where it differs, the tables mean something else.
    private static func geometry(_ layout: SegmentLayout) -> UInt64 {
        UInt64(Bands.count) << 32 | UInt64(layout.prefixBits)
    }

    /// The header as it is stored.
    func words(layout: SegmentLayout) -> [UInt64] {
        precondition(replaces.count <= Self.replacesMax, "a merge has at most 64 inputs")
        let fixed: [UInt64] = [
            Self.magic, Self.version, UInt64(layout.size), UInt64(count), sequence, generation,
            UInt64(bitPattern: lowestID), UInt64(bitPattern: highestID), UInt64(replaces.count),
            Self.geometry(layout),
        ]
        var words = fixed + replaces
        words += [UInt64](repeating: 0, count: Self.size / 8 - words.count)
        words[Self.size / 8 - 1] = words.withUnsafeBytes { bytes in
            Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<(Self.size - 32)]))
        }
        return words
    }

    /// Reads and checks the header of a file.
    init(_ file: MappedFile) throws(FingerprintIndexError) {
        guard file.size >= 8, Self.word(file.base, 0) == Self.magic else { throw .foreign(path: file.path) }
        guard file.size >= Self.size else { throw .truncated(path: file.path) }
        guard Self.word(file.base, 511) == Self.checksum(file.base) else { throw .damaged(path: file.path) }
        guard Self.word(file.base, 1) == Self.version else { throw .foreign(path: file.path) }
        let entries = Self.word(file.base, 3)
        let replaced = Self.word(file.base, 8)
        guard entries >= 1, entries <= FingerprintIndexBounds.positionsMax, replaced <= Self.replacesMax else {
            throw .damaged(path: file.path)
        }
        count = Int(entries)
        sequence = Self.word(file.base, 4)
        generation = Self.word(file.base, 5)
        lowestID = Int64(bitPattern: Self.word(file.base, 6))
        highestID = Int64(bitPattern: Self.word(file.base, 7))
        replaces = (0..<Int(replaced)).map { Self.word(file.base, Self.fixedWords + $0) }
        let layout = SegmentLayout(count: count)
        guard Self.word(file.base, 9) == Self.geometry(layout) else { throw .foreign(path: file.path) }
        guard Self.word(file.base, 2) == UInt64(layout.size) else { throw .damaged(path: file.path) }
        guard file.size == layout.size else { throw .truncated(path: file.path) }
    }

    init(
        count: Int, sequence: UInt64, generation: UInt64, lowestID: Int64, highestID: Int64, replaces: [UInt64]
    ) {
        self.count = count
        self.sequence = sequence
        self.generation = generation
        self.lowestID = lowestID
        self.highestID = highestID
        self.replaces = replaces
    }

    private static func word(_ base: UnsafeMutableRawPointer, _ index: Int) -> UInt64 {
        UInt64(littleEndian: base.load(fromByteOffset: 8 * index, as: UInt64.self))
    }

    private static func checksum(_ base: UnsafeMutableRawPointer) -> UInt64 {
        Checksum.of(UnsafeRawBufferPointer(start: base, count: size - 32))
    }
}
