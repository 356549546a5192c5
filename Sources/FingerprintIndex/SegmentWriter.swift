/// Builds a segment: takes entries in the order of ids, then lays out the tables and seals the file.
///
/// Memory beside the file: 6 MiB, and 4 to 5 bytes an entry while the tables are laid out one by one.
struct SegmentWriter: ~Copyable {
    private let file: SegmentFile
    private let layout: SegmentLayout
    private var near: SegmentStream<UInt128>
    private var far: SegmentStream<UInt128>
    private var ids: SegmentStream<Int64>
    private var filled = 0
    private var lowestID: Int64 = 0
    private var highestID: Int64 = 0

    /// - Parameters:
    ///   - path: a file that does not exist, nil for memory only.
    ///   - count: how many entries will come, 1 to 2^24.
    /// - Throws: `system` where the file cannot be made.
    init(path: String?, count: Int) throws(FingerprintIndexError) {
        precondition(count >= 1 && count <= FingerprintIndexBounds.positionsMax, "a position has 24 bits")
        layout = SegmentLayout(count: count)
        file = try SegmentFile(path: path, size: layout.size)
        near = SegmentStream(at: layout.near)
        far = SegmentStream(at: layout.far)
        ids = SegmentStream(at: layout.ids)
    }

    /// Takes the next entry.
    mutating func append(id: Int64, _ entry: Halves) throws(FingerprintIndexError) {
        guard filled < layout.count else { throw .countMismatch }
        if filled == 0 { lowestID = id } else if id <= highestID { throw .idsNotAscending }
        try near.append(entry.near, to: file)
        try far.append(entry.far, to: file)
        try ids.append(id, to: file)
        highestID = id
        filled += 1
    }

    /// Lays out the tables and waits until everything is on the disk.
    consuming func seal(
        sequence: UInt64, generation: UInt64, replaces: [UInt64]
    ) throws(FingerprintIndexError) -> MappedFile {
        guard filled == layout.count else { throw .countMismatch }
        try near.flush(to: file)
        try far.flush(to: file)
        try ids.flush(to: file)
        let map = try file.map()
        try BandTables(layout: layout).write(from: map, to: file)
        for block in 0..<layout.blockCount {
            let range = layout.block(block)
            let sum = Checksum.of(UnsafeRawBufferPointer(start: map.base + range.lowerBound, count: range.count))
            try file.write([sum], at: layout.checksums + 8 * block)
        }
        let header = SegmentHeader(
            count: filled, sequence: sequence, generation: generation, lowestID: lowestID, highestID: highestID,
            replaces: replaces)
        try file.write(header.words(layout: layout), at: 0)
        try file.sync()
        return map
    }
}

extension SegmentFile {
    func write(_ words: [UInt64], at offset: Int) throws(FingerprintIndexError) {
        let stored = words.map(\.littleEndian)
        let memory = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: stored.count)
        defer { memory.deallocate() }
        _ = memory.initialize(from: stored)
        try write(UnsafeRawBufferPointer(memory), at: offset)
    }
}
