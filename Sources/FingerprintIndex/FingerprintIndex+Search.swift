public import SafetyModel
import Synchronization

extension FingerprintIndex {
    /// The farthest that a search may reach, in bits.
    public static var distanceMax: Int { 64 }

    /// Every entry within a distance: nearest first, then lowest id.
    ///
    /// Up to 43 bits the tables find everything; beyond, and where buckets are crowded, every entry is looked at, which
    /// takes about half a millisecond a million entries.
    ///
    /// - Parameters:
    ///   - fingerprint: what to look for; its quality is not asked.
    ///   - within: bits that may differ, 0 to `distanceMax`.
    ///   - limit: how many hits at most; memory is 32 bytes for each of them.
    /// - Returns: nearest first, then lowest id; empty where nothing is in reach.
    /// - Throws: `damaged` where a file contradicts itself.
    public func search(
        _ fingerprint: Fingerprint, within: Int = 31, limit: Int
    ) throws(FingerprintIndexError) -> [FingerprintHit] {
        try search(anyOf: CollectionOfOne(fingerprint), within: within, limit: limit)
    }

    /// Every entry within a distance of at least one of several fingerprints, with the smallest of its distances:
    /// the orientations and crops of one picture.
    ///
    /// - Parameters:
    ///   - fingerprints: each costs a look-up.
    ///   - within: bits that may differ, 0 to `distanceMax`.
    ///   - limit: how many hits at most, in all.
    /// - Returns: nearest first, then lowest id; empty where nothing is in reach.
    /// - Throws: `damaged` where a file contradicts itself.
    public func search(
        anyOf fingerprints: some Collection<Fingerprint>, within: Int = 31, limit: Int
    ) throws(FingerprintIndexError) -> [FingerprintHit] {
        precondition((0...Self.distanceMax).contains(within), "a search reaches 0 to 64 bits")
        precondition(limit >= 0, "a limit is not negative")
        let sought = fingerprints.map { Halves($0) }
        for _ in 0..<Self.attemptsMax {
            let before = replacements.load(ordering: .acquiring)
            let hits = try look(for: sought, within: within, limit: limit)
            // An entry that was replaced meanwhile may have been missed in both places.
            if replacements.load(ordering: .acquiring) == before { return hits }
        }
        return try writer.withLock { (_) throws(FingerprintIndexError) in
            try look(for: sought, within: within, limit: limit)
        }
    }

    /// Searches beside a writer who replaces entries before one that keeps the writer waiting.
    private static var attemptsMax: Int { 3 }

    private func look(
        for sought: [Halves], within: Int, limit: Int
    ) throws(FingerprintIndexError) -> [FingerprintHit] {
        let view = current
        var hits = NearestHits(within: within, limit: limit)
        for halves in sought { try view.search(halves, into: &hits) }
        return hits.sorted()
    }
}
