/// An entry on its way into a new segment.
struct MergeEntry: Hashable, Sendable {
    var id: Int64
    var halves: Halves
}

/// What a merge reads: the live entries of a segment or a delta, in the order of ids.
struct MergeSource {
    private enum Origin {
        case segment(FingerprintSegment, withdrawn: [UInt64])
        case entries([MergeEntry])
    }

    private let origin: Origin
    private let end: Int
    private var position = -1
    /// The entry whose turn it is; nil after the last one.
    private(set) var next: MergeEntry?
    /// How many entries there are in all.
    let liveCount: Int

    init(_ segment: FingerprintSegment) {
        let withdrawn = segment.withdrawals.snapshot()
        origin = .segment(segment, withdrawn: withdrawn)
        end = segment.count
        liveCount = end - withdrawn.reduce(0) { $0 + $1.nonzeroBitCount }
        advance()
    }

    init(_ delta: Delta) {
        let entries = delta.liveEntries(withdrawn: delta.withdrawals.snapshot())
        origin = .entries(entries)
        end = entries.count
        liveCount = end
        advance()
    }

    mutating func advance() {
        position += 1
        switch origin {
        case .entries(let entries):
            next = position < end ? entries[position] : nil
        case .segment(let segment, let withdrawn):
            while position < end, withdrawn[position >> 6] & (1 << UInt64(position & 63)) != 0 { position += 1 }
            next =
                position < end
                ? MergeEntry(id: segment.ids[position], halves: segment.halves(at: position)) : nil
        }
    }

    /// Walks through all sources at once, lowest id first.
    static func forEach(
        of sources: [MergeSource], _ body: (MergeEntry) throws(FingerprintIndexError) -> Void
    ) throws(FingerprintIndexError) {
        var sources = sources
        while true {
            var lowest: (index: Int, entry: MergeEntry)?
            for index in sources.indices {
                guard let entry = sources[index].next else { continue }
                if lowest.map({ entry.id < $0.entry.id }) ?? true { lowest = (index, entry) }
            }
            guard let lowest else { return }
            try body(lowest.entry)
            sources[lowest.index].advance()
        }
    }
}
