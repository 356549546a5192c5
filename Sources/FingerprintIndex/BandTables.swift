/// Lays out the tables of a segment, one band after the other.
struct BandTables: ~Copyable {
    private let layout: SegmentLayout
    private let bucketCount: Int
    /// Where each bucket starts, and while postings are laid out where its next one goes.
    private let starts: UnsafeMutablePointer<UInt32>
    private let heads: UnsafeMutablePointer<UInt32>

    init(layout: SegmentLayout) {
        self.layout = layout
        bucketCount = 1 << layout.prefixBits
        starts = .allocate(capacity: bucketCount + 1)
        heads = .allocate(capacity: bucketCount + 1)
    }

    deinit {
        starts.deallocate()
        heads.deallocate()
    }

    /// Reads the halves from what is mapped, and writes tables and postings.
    func write(from map: MappedFile, to file: SegmentFile) throws(FingerprintIndexError) {
        let memory = try MappedFile(creating: nil, size: 4 * layout.count)
        let postings = memory.base.assumingMemoryBound(to: UInt32.self)
        let near = (map.base + layout.near).assumingMemoryBound(to: UInt128.self)
        let far = (map.base + layout.far).assumingMemoryBound(to: UInt128.self)
        let tableSize = 4 * (bucketCount + 1)
        for band in 0..<Bands.count {
            let cut = Bands.Cut(band: band, prefixBits: layout.prefixBits)
            switch Bands.place(of: band) {
            case .near: layOut(cut, into: postings) { near[$0] }
            case .far: layOut(cut, into: postings) { far[$0] }
            case .across: layOut(cut, into: postings) { Bands.across(near[$0], far[$0]) }
            }
            try file.write(
                UnsafeRawBufferPointer(start: starts, count: tableSize), at: layout.tables + tableSize * band)
            try file.write(
                UnsafeRawBufferPointer(start: postings, count: 4 * layout.count),
                at: layout.postings + 4 * layout.count * band)
        }
    }

    /// A counting sort: how many entries each bucket has, where each starts, then the entries.
    @inline(__always)
    private func layOut(
        _ cut: Bands.Cut, into postings: UnsafeMutablePointer<UInt32>, source: (Int) -> UInt128
    ) {
        heads.initialize(repeating: 0, count: bucketCount + 1)
        for position in 0..<layout.count { heads[cut.bucket(source(position))] &+= 1 }
        var start: UInt32 = 0
        for bucket in 0...bucketCount {
            starts[bucket] = start
            start &+= heads[bucket]
            heads[bucket] = starts[bucket]
        }
        for position in 0..<layout.count {
            let bits = source(position)
            let bucket = cut.bucket(bits)
            postings[Int(heads[bucket])] = UInt32(truncatingIfNeeded: position) | cut.rest(bits) << 24
            heads[bucket] &+= 1
        }
    }
}
