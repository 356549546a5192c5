import Synchronization

/// Whether the writer may go on, told to those who ask if the store is ready.
final class WriterHealth: Sendable {
    private let broken = Atomic(false)

    /// A write failed in a way that leaves open what the disk holds.
    var isBroken: Bool { broken.load(ordering: .acquiring) }

    func breakDown() { broken.store(true, ordering: .releasing) }
}
