public import SafetyModel
import Synchronization

/// Finds, among millions of fingerprints, every one within a few bits of another: exactly, and in a fraction of a
/// millisecond.
///
/// Entries live in sealed segments (mapped files, or memory) and in a delta, which takes what is added and is scanned by
/// every search. An added or withdrawn entry counts for every search that begins afterwards. `mergeIfNeeded()`, called
/// now and then by a service, seals full deltas and merges segments; searches go on meanwhile.
///
/// The caller's database is the truth. What was added and not yet sealed is gone when the process ends: add again, after
/// opening, what `contains(_:)` does not know, ids above `highestSealedID` first of all; adding what is there changes
/// nothing. Withdrawals outlive the process, yet not always a loss of power: give the withdrawn ids when opening.
///
/// A file that is cut off, foreign or contradicts itself is an error on opening or searching, never a crash. Damage that
/// contradicts nothing can hide an entry until it is found: by `verify()`, which a service should call after opening
/// and then daily, or before a merge; opening compares the checksum of the header alone. A damaged folder is thrown away
/// and loaded again from the database. No other program may change the folder while it is open.
public final class FingerprintIndex: Sendable {
    struct Writer {
        var nextSequence: UInt64
        /// Ids added or withdrawn while a segment is written, which may hold an older entry of theirs; nil otherwise.
        /// 8 bytes for each call meanwhile.
        var touched: [Int64]?
    }

    let bounds: FingerprintIndexBounds
    let folder: IndexFolder?
    let writer: Mutex<Writer>
    /// Held while a segment is written.
    let maintenance = Mutex<Void>(())
    /// Grows between the moment a new entry can be found and the moment the older one of its id is withdrawn.
    let replacements = Atomic<Int>(0)
    private let view: Mutex<IndexView>

    /// Opens the index of a folder, or an empty one in memory.
    ///
    /// What an interrupted merge left behind is cleaned up.
    ///
    /// - Parameters:
    ///   - folder: made where it is missing; nil keeps everything in memory.
    ///   - withdrawn: ids that must not be found; unknown ones are ignored.
    ///   - bounds: how the parts are kept.
    /// - Throws: `folderInUse`, `foreign`, `truncated`, `damaged` or `system`.
    public init(
        folder: String? = nil, withdrawn: some Sequence<Int64> = EmptyCollection<Int64>(),
        bounds: FingerprintIndexBounds = FingerprintIndexBounds()
    ) throws(FingerprintIndexError) {
        bounds.check()
        self.bounds = bounds
        self.folder = if let folder { try IndexFolder(folder) } else { nil }
        let segments = try self.folder?.openSegments() ?? []
        let first = IndexView(segments: segments, deltas: [try Delta(capacity: bounds.deltaEntriesMax)])
        first.withdrawOlderTwins()
        for id in withdrawn { _ = first.withdraw(id: id) }
        writer = Mutex(Writer(nextSequence: (segments.map(\.header.sequence).max() ?? 0) + 1))
        view = Mutex(first)
    }

    /// Entries that a search can find.
    public var count: Int { current.liveCount }

    /// Bytes of all mapped files and of the deltas.
    public var byteCount: Int { current.byteCount }

    /// Parts that each search looks into: segments and deltas.
    public var partCount: Int { current.segments.count + current.deltas.count }

    /// The highest id in a sealed segment, withdrawn or not.
    public var highestSealedID: Int64? { current.segments.map(\.header.highestID).max() }

    /// Whether a search can find an entry of this id.
    public func contains(_ id: Int64) -> Bool {
        writer.withLock { _ in current.entry(id: id) != nil }
    }

    /// Adds an entry, in place of an older one of the same id. Takes microseconds.
    ///
    /// - Parameters:
    ///   - fingerprint: its quality is not kept.
    ///   - id: the caller's; a picture with several fingerprints has an id for each.
    /// - Throws: `deltaFull` while too many entries wait for `mergeIfNeeded()`; `system` without memory.
    public func add(_ fingerprint: Fingerprint, id: Int64) throws(FingerprintIndexError) {
        let entry = Halves(fingerprint)
        try writer.withLock { (writer) throws(FingerprintIndexError) in
            let view = try viewWithRoom()
            let known = view.entry(id: id)
            guard known != entry, let delta = view.deltas.last else { return }
            let older = delta.append(entry, id: id)
            writer.touched?.append(id)
            guard known != nil else { return }
            replacements.wrappingAdd(1, ordering: .acquiringAndReleasing)
            if let older { delta.withdrawals.insert(older) }
            view.withdrawOlder(id: id)
        }
    }

    /// Takes an entry out of every later search. Takes microseconds.
    ///
    /// - Returns: false when no search could find it anyway.
    @discardableResult
    public func withdraw(_ id: Int64) -> Bool {
        writer.withLock { writer in
            writer.touched?.append(id)
            return current.withdraw(id: id)
        }
    }

    /// Compares all files with their checksums. Reads everything: seconds for ten million entries.
    ///
    /// - Throws: `damaged` with the first file that does not fit.
    public func verify() throws(FingerprintIndexError) {
        for segment in current.segments { try segment.verify() }
    }

    /// Asks for all files to be read into memory, without waiting for it.
    public func readAhead() { for segment in current.segments { segment.readAhead() } }

    var current: IndexView { view.withLock { $0 } }

    /// Replaces what searches look at. Under the writer lock only.
    func swap(_ next: IndexView) { view.withLock { $0 = next } }

    /// The view whose newest delta takes one more entry. Under the writer lock only.
    private func viewWithRoom() throws(FingerprintIndexError) -> IndexView {
        let view = current
        guard view.deltas.last?.isFull ?? true else { return view }
        guard view.deltas.count < bounds.deltasMax else { throw .deltaFull }
        let next = IndexView(
            segments: view.segments, deltas: view.deltas + [try Delta(capacity: bounds.deltaEntriesMax)])
        swap(next)
        return next
    }
}
