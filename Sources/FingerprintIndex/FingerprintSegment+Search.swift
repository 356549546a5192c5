import CFingerprintScan

/// What came of a search through the tables of a segment.
private enum TableWalk {
    case done
    /// The buckets are so full that a scan is cheaper.
    case crowded
    case damaged
}

extension FingerprintSegment {
    /// Postings that a search looks through at most before it scans instead: one in this many entries.
    private static var postingShare: Int { 4 }
    /// Entries that a search looks at one by one at most before it scans instead: one in this many.
    private static var entryShare: Int { 30 }

    /// What looking into a bucket costs, in postings looked through.
    private static var bucketCost: Int { 20 }

    /// Offers every live entry within reach; one may be offered more than once.
    func search(_ sought: Halves, into hits: inout NearestHits) throws(FingerprintIndexError) {
        guard hits.reach >= 0 else { return }
        if hits.reach < Bands.stepsMax {
            switch walkTables(sought, into: &hits) {
            case .done: return
            case .crowded: break
            case .damaged: throw .damaged(path: path)
            }
        }
        scan(sought, into: &hits)
    }

    /// Looks at every entry.
    func scan(_ sought: Halves, into hits: inout NearestHits) {
        HalfScan(halves: nearHalves, count: count).search(sought.near, within: hits.reach) { position in
            offer(position, sought, into: &hits)
            return hits.reach
        }
    }

    private func offer(_ position: Int, _ sought: Halves, into hits: inout NearestHits) {
        let distance = halves(at: position).distance(to: sought)
        if distance <= hits.reach, !withdrawals.contains(position) {
            hits.offer(id: ids[position], distance: distance)
        }
    }

    private func walkTables(_ sought: Halves, into hits: inout NearestHits) -> TableWalk {
        guard let plan = plan(for: sought, reach: hits.reach) else { return .damaged }
        let probes = plan.steps.reduce(0) { $0 + flips.starts[$1] }
        return withUnsafeTemporaryAllocation(of: vg_run.self, capacity: max(probes, 1)) { runs in
            guard let first = runs.baseAddress else { return .crowded }
            var filled = 0
            var total = 0
            for band in 0..<Bands.count {
                let isSound = collect(band, sought, steps: plan.steps[band], into: first, &filled, &total)
                guard isSound else { return .damaged }
            }
            guard total <= count / Self.postingShare else { return .crowded }
            return sift(UnsafePointer(first), filled, sought, into: &hits)
        }
    }

    /// The cheapest thresholds, from what the buckets hold up to one bit away; nil where a table contradicts itself.
    private func plan(for sought: Halves, reach: Int) -> BandPlan? {
        var costs: [Int] = []
        costs.reserveCapacity(Bands.stepsMax)
        for band in 0..<Bands.count {
            let table = table(band)
            let bucket = cuts[band].bucket(cuts[band].source(of: sought))
            let own = Int(table[bucket + 1]) - Int(table[bucket])
            var beside = 0
            for mask in flips.masks[flips.starts[1]..<flips.starts[2]] {
                beside += Int(table[(bucket ^ mask) + 1]) - Int(table[bucket ^ mask])
            }
            guard own >= 0, beside >= 0, own <= count, beside <= count else { return nil }
            let bits = layout.prefixBits
            // Farther buckets are taken to be as full as those one bit away.
            var postings = own
            for step in 0...Bands.thresholdMax {
                if step > 0 { postings = step == 1 ? beside : postings * (bits - step + 1) / step }
                costs.append(postings + Self.bucketCost * (flips.starts[step + 1] - flips.starts[step]))
            }
        }
        return BandPlan(costs: costs, stepsEach: Bands.thresholdMax + 1, reach: reach)
    }

    /// Writes the buckets of a band that are not empty to `runs`; false where the table contradicts itself.
    private func collect(
        _ band: Int, _ sought: Halves, steps: Int, into runs: UnsafeMutablePointer<vg_run>, _ filled: inout Int,
        _ total: inout Int
    ) -> Bool {
        let table = table(band)
        let source = cuts[band].source(of: sought)
        let bucket = cuts[band].bucket(source)
        let rest = cuts[band].rest(source)
        let base = UInt32(band * count)
        let limit = UInt32(count)
        var isSound = true
        var (next, sum) = (filled, total)
        flips.masks.withUnsafeBufferPointer { masks in
            for flipped in 0..<steps {
                let slack = UInt32(steps - 1 - flipped)
                for index in flips.starts[flipped]..<flips.starts[flipped + 1] {
                    let place = bucket ^ masks[index]
                    let (start, end) = (table[place], table[place + 1])
                    guard start <= end, end <= limit else {
                        isSound = false
                        return
                    }
                    if start == end { continue }
                    runs[next] = vg_run(start: base + start, length: end - start, rest: rest, slack: slack)
                    next += 1
                    sum += Int(end - start)
                }
            }
        }
        (filled, total) = (next, sum)
        return isSound
    }

    private func sift(
        _ runs: UnsafePointer<vg_run>, _ runCount: Int, _ sought: Halves, into hits: inout NearestHits
    ) -> TableWalk {
        let near = UnsafeRawPointer(nearHalves).assumingMemoryBound(to: vg_half.self)
        let half = vg_half(sought.near)
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: ScanKernel.room) { found in
            guard let start = found.baseAddress else { return .crowded }
            var cursor = vg_cursor()
            var looked = 0
            while cursor.run < runCount {
                let named = vg_sift(
                    postings, runs, runCount, &cursor, near, UInt32(count), start, ScanKernel.room, ScanKernel.best)
                if cursor.is_damaged != 0 { return .damaged }
                looked += named
                guard hits.reach >= 0 else { return .done }
                let kept = vg_near(near, start, named, half, UInt32(hits.reach), ScanKernel.best)
                for index in 0..<kept { offer(Int(found[index]), sought, into: &hits) }
                if looked > count / Self.entryShare + ScanKernel.room { return .crowded }
            }
            return .done
        }
    }
}
