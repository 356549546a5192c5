/// What a search looks at: an unchanging list of parts. A writer replaces it as a whole. There may be no delta yet.
final class IndexView: Sendable {
    let segments: [FingerprintSegment]
    /// Oldest first; entries are added to the last one only.
    let deltas: [Delta]

    init(segments: [FingerprintSegment], deltas: [Delta]) {
        self.segments = segments
        self.deltas = deltas
    }

    /// The live entry of an id.
    func entry(id: Int64) -> Halves? {
        for delta in deltas.reversed() {
            if let entry = delta.entry(id: id) { return entry }
        }
        for segment in segments {
            if let entry = segment.entry(id: id) { return entry }
        }
        return nil
    }

    /// Withdraws every entry of an id; false when none was live.
    func withdraw(id: Int64) -> Bool {
        let wasLive = deltas.last?.withdraw(id: id) ?? false
        return withdrawOlder(id: id) || wasLive
    }

    /// Withdraws every entry of an id outside the newest delta; false when none was live.
    @discardableResult
    func withdrawOlder(id: Int64) -> Bool {
        var wasLive = false
        for delta in deltas.dropLast() where delta.withdraw(id: id) { wasLive = true }
        for segment in segments where segment.withdraw(id: id) { wasLive = true }
        return wasLive
    }

    var liveCount: Int {
        deltas.reduce(segments.reduce(0) { $0 + $1.liveCount }) { $0 + $1.count - $1.withdrawals.count }
    }

    func search(_ sought: Halves, into hits: inout NearestHits) throws(FingerprintIndexError) {
        for delta in deltas { delta.search(sought, into: &hits) }
        for segment in segments { try segment.search(sought, into: &hits) }
    }
}
