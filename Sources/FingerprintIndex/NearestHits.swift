/// The best hits of a search so far. Keeps at most twice the limit, so that a crowd of equal pictures costs no memory.
struct NearestHits {
    private let limit: Int
    private var hits: [FingerprintHit] = []
    /// Hits farther than this cannot be in the answer.
    private(set) var reach: Int

    init(within: Int, limit: Int) {
        self.limit = limit
        reach = limit > 0 ? within : -1
    }

    /// Takes an entry into account; the same one may be offered again, at the same or another distance.
    mutating func offer(id: Int64, distance: Int) {
        guard distance <= reach else { return }
        hits.append(FingerprintHit(id: id, distance: distance))
        if hits.count >= 2 * limit + 64 { settle() }
    }

    /// The answer: nearest first, then lowest id, each id once.
    consuming func sorted() -> [FingerprintHit] {
        settle()
        return hits
    }

    private mutating func settle() {
        guard hits.count > 1 else { return }
        hits.sort()
        var ids: Set<Int64> = []
        var kept = 0
        for index in hits.indices where kept < limit {
            guard ids.insert(hits[index].id).inserted else { continue }
            hits[kept] = hits[index]
            kept += 1
        }
        hits.removeSubrange(kept...)
        // An equally near hit with a lower id may still come.
        if kept == limit, let last = hits.last { reach = min(reach, last.distance) }
    }
}
