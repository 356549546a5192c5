/// Where the parts of a segment lie, in bytes from its start. Follows from the number of entries alone.
///
/// | part | bytes |
/// |---|---|
/// | header | 4096 |
/// | near halves: words 0 and 1 of each fingerprint, in the order of ids | 16 an entry |
/// | far halves: words 2 and 3 | 16 an entry |
/// | ids, ascending | 8 an entry |
/// | for each band, where each bucket's postings start | 4 * (2^prefixBits + 1) |
/// | for each band the postings: 24 bits of position below 8 bits of the band's rest | 4 an entry |
/// | a checksum of each MiB after the header | 8 each |
struct SegmentLayout: Hashable, Sendable {
    let count: Int
    let prefixBits: Int
    let near = SegmentHeader.size
    let far: Int
    let ids: Int
    let tables: Int
    let postings: Int
    let checksums: Int
    let size: Int

    static let blockSize = 1 << 20

    init(count: Int) {
        self.count = count
        prefixBits = Bands.prefixBits(forEntries: count)
        far = near + Self.padded(16 * count)
        ids = far + Self.padded(16 * count)
        tables = ids + Self.padded(8 * count)
        postings = tables + Self.padded(4 * Bands.count * ((1 << prefixBits) + 1))
        checksums = postings + Self.padded(4 * Bands.count * count)
        size = checksums + Self.padded(8 * Self.blocks(in: checksums - near))
    }

    var blockCount: Int { Self.blocks(in: checksums - near) }

    /// The bytes of a block that has a checksum.
    func block(_ index: Int) -> Range<Int> {
        let start = near + index * Self.blockSize
        return start..<min(start + Self.blockSize, checksums)
    }

    private static func padded(_ bytes: Int) -> Int { (bytes + 63) & ~63 }

    private static func blocks(in bytes: Int) -> Int { (bytes + blockSize - 1) / blockSize }
}
