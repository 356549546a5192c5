import Synchronization

/// Whether the writer may go on, told to those who ask if the store is ready.
final class WriterHealth: Sendable {
    private let broken = Atomic(false)

    /// A write failed in a way that leaves open what the disk holds.
    var isBroken: Bool { broken.load(ordering: .acquiring) }

    func breakDown() { broken.store(true, ordering: .releasing) }

    private let failed = Atomic(false)

    /// Notes what became of the last commit: a full disk fails it, and may have room again later.
    func note(written: Bool) { failed.store(!written, ordering: .releasing) }

    /// Nothing broke, and the last commit was written.
    var canWrite: Bool { !isBroken && !failed.load(ordering: .acquiring) }
}
