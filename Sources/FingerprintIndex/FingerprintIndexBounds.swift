/// The bounds within which an index keeps its parts.
public struct FingerprintIndexBounds: Hashable, Sendable {
    /// Entries that are gathered in memory before they can be sealed; about 80 bytes each, scanned by every search.
    public var deltaEntriesMax = 65_536
    /// How many full deltas may wait for `mergeIfNeeded()` before `add` throws.
    public var deltasMax = 64
    /// Segments of one size that are merged into one.
    public var fanIn = 4
    /// Entries in one segment, at most 2^24.
    public var segmentEntriesMax = FingerprintIndexBounds.positionsMax
    /// A segment is written anew when a share of one in this many of its entries is withdrawn.
    public var withdrawnShare = 4

    /// A posting has 24 bits for a position.
    static let positionsMax = 1 << 24

    /// The bounds that suit a server.
    public init() {}

    func check() {
        precondition(deltaEntriesMax >= 1 && deltaEntriesMax <= Self.positionsMax, "a delta fits a segment")
        precondition(deltasMax >= 2, "one delta is filled while another is sealed")
        precondition(fanIn >= 2 && fanIn <= SegmentHeader.replacesMax, "a merge has at least two inputs")
        precondition(
            segmentEntriesMax >= deltaEntriesMax && segmentEntriesMax <= Self.positionsMax,
            "a segment holds at least a delta, and at most 2^24 entries")
        precondition(withdrawnShare >= 1, "a share is one in a positive number")
    }
}
