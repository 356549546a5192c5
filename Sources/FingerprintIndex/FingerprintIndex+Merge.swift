public import SafetyModel
import Synchronization

extension FingerprintIndex {
    /// Seals full deltas and merges segments of one size. Meant to be called every few seconds by one service; takes
    /// about a microsecond an entry that is written, and holds searches up for a pointer swap only.
    ///
    /// A new segment is written under another name, brought to the disk, renamed, and only then are its inputs deleted;
    /// after a crash in between, opening the folder finds one or the other.
    ///
    /// - Returns: false when nothing was to do, or another call is at work.
    /// - Throws: `damaged` where an input does not fit its checksums, `system` where the disk refuses; the index goes on
    ///   with what it had.
    @discardableResult
    public func mergeIfNeeded() throws(FingerprintIndexError) -> Bool {
        try maintenance.withLockIfAvailable { (_) throws(FingerprintIndexError) in try sealAndMerge() } ?? false
    }

    /// Seals all that was added so far, however little: for an orderly end of the process. Waits for a merge at work.
    ///
    /// - Throws: as `mergeIfNeeded()`.
    public func seal() throws(FingerprintIndexError) {
        try maintenance.withLock { (_) throws(FingerprintIndexError) in
            try writer.withLock { (_) throws(FingerprintIndexError) in
                let view = current
                guard let last = view.deltas.last, last.count > 0 else { return }
                let fresh = try Delta(capacity: bounds.deltaEntriesMax)
                swap(IndexView(segments: view.segments, deltas: view.deltas + [fresh]))
            }
            _ = try sealAndMerge()
        }
    }

    /// Seals what was added and lets go of the folder. Searches still work; what is added afterwards is in memory only.
    ///
    /// - Throws: as `seal()`; the folder is let go of anyway.
    public func close() throws(FingerprintIndexError) {
        defer { folder?.release() }
        try seal()
    }

    /// Takes many entries at once, straight into segments: about a microsecond and 96 bytes of file each, and little
    /// memory besides. They take the place of older entries of their ids; what is added or withdrawn meanwhile wins.
    ///
    /// - Parameters:
    ///   - entries: with ascending ids.
    ///   - count: how many they are.
    /// - Throws: `idsNotAscending` or `countMismatch`, after which segments that were complete stay; `system`.
    public func load(
        _ entries: some Sequence<(id: Int64, fingerprint: Fingerprint)>, count: Int
    ) throws(FingerprintIndexError) {
        try maintenance.withLock { (_) throws(FingerprintIndexError) in
            var entries = entries.makeIterator()
            var left = count
            while left > 0 {
                let size = min(left, bounds.segmentEntriesMax)
                left -= size
                let isLast = left == 0
                try replace([], [], count: size) { (writer) throws(FingerprintIndexError) in
                    for _ in 0..<size {
                        guard let entry = entries.next() else { throw .countMismatch }
                        try writer.append(id: entry.id, Halves(entry.fingerprint))
                    }
                    if isLast, entries.next() != nil { throw .countMismatch }
                }
            }
        }
    }

    private func sealAndMerge() throws(FingerprintIndexError) -> Bool {
        if folder?.isReleased ?? false { return false }
        var didWork = false
        while let delta = closedDelta() {
            try merge(deltas: [delta], segments: [])
            didWork = true
        }
        while let segments = MergeChoice(bounds: bounds).next(of: current.segments) {
            try merge(deltas: [], segments: segments)
            didWork = true
        }
        return didWork
    }

    /// The oldest delta that nothing is added to any more.
    private func closedDelta() -> Delta? {
        writer.withLock { _ in
            let deltas = current.deltas
            guard let first = deltas.first, deltas.count > 1 || first.isFull else { return nil }
            return first
        }
    }

    private func merge(deltas: [Delta], segments: [FingerprintSegment]) throws(FingerprintIndexError) {
        for segment in segments { try segment.verify() }
        writer.withLock { $0.touched = [] }
        // From here on the sources stay as they are: what is withdrawn later is among the touched ids.
        let sources = deltas.map(MergeSource.init) + segments.map(MergeSource.init)
        let count = sources.reduce(0) { $0 + $1.liveCount }
        try replace(deltas, segments, count: count) { (writer) throws(FingerprintIndexError) in
            try MergeSource.forEach(of: sources) { (entry) throws(FingerprintIndexError) in
                try writer.append(id: entry.id, entry.halves)
            }
        }
    }

    /// Writes a segment, and puts it in the place of the parts that it is made from.
    private func replace(
        _ deltas: [Delta], _ segments: [FingerprintSegment], count: Int,
        fill: (inout SegmentWriter) throws(FingerprintIndexError) -> Void
    ) throws(FingerprintIndexError) {
        let sequence = writer.withLock { writer in
            if writer.touched == nil { writer.touched = [] }
            writer.nextSequence += 1
            return writer.nextSequence - 1
        }
        defer { writer.withLock { $0.touched = nil } }
        var output: FingerprintSegment?
        if count > 0 {
            output = try write(sequence, count: count, inputs: segments, fill: fill)
        }
        while let touched = takeTouched(above: Self.touchedUnderLockMax) {
            for id in touched { output?.withdraw(id: id) }
        }
        writer.withLock { writer in
            for id in writer.touched ?? [] { output?.withdraw(id: id) }
            writer.touched = nil
            let view = current
            let openDeltas = view.deltas.filter { delta in !deltas.contains { $0 === delta } }
            let kept = view.segments.filter { segment in !segments.contains { $0 === segment } }
            let next = IndexView(segments: kept + (output.map { [$0] } ?? []), deltas: openDeltas)
            if deltas.isEmpty, segments.isEmpty { next.withdrawOlderTwins() }
            swap(next)
        }
        for segment in segments { folder?.delete(segment.header.sequence) }
    }

    /// Touched ids that may be looked up while nobody can add or withdraw.
    private static var touchedUnderLockMax: Int { 16 }

    private func takeTouched(above few: Int) -> [Int64]? {
        writer.withLock { writer in
            guard let touched = writer.touched, touched.count > few else { return nil }
            writer.touched = []
            return touched
        }
    }

    private func write(
        _ sequence: UInt64, count: Int, inputs: [FingerprintSegment],
        fill: (inout SegmentWriter) throws(FingerprintIndexError) -> Void
    ) throws(FingerprintIndexError) -> FingerprintSegment {
        var isPublished = false
        defer { if !isPublished { folder?.discard(sequence) } }
        var segmentWriter = try SegmentWriter(path: folder?.unfinishedPath(sequence), count: count)
        try fill(&segmentWriter)
        let file = try segmentWriter.seal(
            sequence: sequence, generation: inputs.map(\.header.generation).max() ?? sequence,
            replaces: inputs.map(\.header.sequence))
        let segment = try FingerprintSegment(
            file: file, path: folder?.segmentPath(sequence)
        ) { (header) throws(FingerprintIndexError) in
            try Withdrawals(creating: folder?.withdrawnPath(sequence), entries: header.count, sequence: sequence)
        }
        try folder?.publish(sequence)
        isPublished = true
        return segment
    }
}
