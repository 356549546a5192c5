import Synchronization

/// Entries gathered in memory until they are sealed. Grows at its end only, so that searches read it beside the writer.
// SAFETY: one writer at a time appends, under the index's writer lock; readers stay below `count`, which is published
// after what it counts. `positions` is touched under the writer lock only.
final class Delta: @unchecked Sendable {
    let capacity: Int
    let withdrawals: Withdrawals
    private let near: UnsafeMutablePointer<UInt128>
    private let far: UnsafeMutablePointer<UInt128>
    private let ids: UnsafeMutablePointer<Int64>
    private let published = Atomic<Int>(0)
    private var positions: [Int64: Int] = [:]

    init(capacity: Int) throws(FingerprintIndexError) {
        self.capacity = capacity
        withdrawals = try Withdrawals(creating: nil, entries: capacity, sequence: 0)
        near = .allocate(capacity: capacity)
        far = .allocate(capacity: capacity)
        ids = .allocate(capacity: capacity)
    }

    deinit {
        near.deallocate()
        far.deallocate()
        ids.deallocate()
    }

    var count: Int { published.load(ordering: .acquiring) }

    var isFull: Bool { count == capacity }

    /// Appends an entry; there is room. Returns where an older one of the same id lies.
    func append(_ entry: Halves, id: Int64) -> Int? {
        let position = count
        precondition(position < capacity, "a full delta is closed")
        near[position] = entry.near
        far[position] = entry.far
        ids[position] = id
        published.store(position + 1, ordering: .releasing)
        return positions.updateValue(position, forKey: id)
    }

    /// The live entry of an id.
    func entry(id: Int64) -> Halves? {
        guard let position = positions[id], !withdrawals.contains(position) else { return nil }
        return Halves(near: near[position], far: far[position])
    }

    /// False when the id has no live entry here.
    @discardableResult
    func withdraw(id: Int64) -> Bool {
        guard let position = positions[id] else { return false }
        return withdrawals.insert(position)
    }

    func search(_ sought: Halves, into hits: inout NearestHits) {
        HalfScan(halves: UnsafePointer(near), count: count).search(sought.near, within: hits.reach) { position in
            let distance = Halves(near: near[position], far: far[position]).distance(to: sought)
            if distance <= hits.reach, !withdrawals.contains(position) {
                hits.offer(id: ids[position], distance: distance)
            }
            return hits.reach
        }
    }

    /// Ids in the order they were added, withdrawn or not.
    var addedIDs: UnsafeBufferPointer<Int64> { UnsafeBufferPointer(start: ids, count: count) }

    /// The entries in the order of ids, without those that `withdrawn` (a snapshot) marks.
    func liveEntries(withdrawn: [UInt64]) -> [MergeEntry] {
        (0..<count).filter { withdrawn[$0 >> 6] & (1 << UInt64($0 & 63)) == 0 }
            .sorted { ids[$0] < ids[$1] }
            .map { MergeEntry(id: ids[$0], halves: Halves(near: near[$0], far: far[$0])) }
    }
}
