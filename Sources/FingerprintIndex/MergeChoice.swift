/// Which segments to merge next: several of one size, so that an entry is written about once a size.
struct MergeChoice {
    let bounds: FingerprintIndexBounds

    /// Segments to merge or, where there is one, to write anew without its withdrawn entries; nil when all is well.
    func next(of segments: [FingerprintSegment]) -> [FingerprintSegment]? {
        if let thin = segments.first(where: { $0.withdrawals.count * bounds.withdrawnShare > $0.count }) {
            return [thin]
        }
        let sizes = Dictionary(grouping: segments) { sizeClass($0.liveCount) }
        for size in sizes.keys.sorted() {
            let alike = (sizes[size] ?? []).sorted { $0.liveCount < $1.liveCount }
            guard alike.count >= bounds.fanIn else { continue }
            let chosen = alike.prefix(bounds.fanIn)
            if chosen.reduce(0, { $0 + $1.liveCount }) <= bounds.segmentEntriesMax { return Array(chosen) }
        }
        return nil
    }

    /// 0 up to the size of a delta, then one more for each time that `fanIn` of a size were merged.
    private func sizeClass(_ count: Int) -> Int {
        var size = 0
        var bound = bounds.deltaEntriesMax
        while count > bound {
            bound *= bounds.fanIn
            size += 1
        }
        return size
    }
}
