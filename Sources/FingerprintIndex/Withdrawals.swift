import Synchronization

/// Which entries of a segment or delta no search finds any more: one bit each, in memory or in a file of its own.
///
/// A file is written by the operating system in its own time: it outlives the process, not always the power. The
/// caller's database is the truth, and gives the withdrawn ids again when it opens the index.
// SAFETY: the words are only touched through atomics.
final class Withdrawals: @unchecked Sendable {
    let entries: Int
    private let memory: MappedFile
    private let words: UnsafeMutablePointer<Atomic<UInt64>>
    private let withdrawn: Atomic<Int>

    private static let headerSize = 64
    private static let magic: UInt64 = 0x3149_5744_4846_0A56

    /// Nothing is withdrawn yet. Made as a file where there is a path.
    init(creating path: String?, entries: Int, sequence: UInt64) throws(FingerprintIndexError) {
        memory = try MappedFile(creating: path, size: Self.size(entries))
        self.entries = entries
        memory.base.storeBytes(of: Self.magic.littleEndian, as: UInt64.self)
        memory.base.storeBytes(of: sequence.littleEndian, toByteOffset: 8, as: UInt64.self)
        words = Self.words(memory)
        withdrawn = Atomic(0)
    }

    /// What was withdrawn before.
    init(opening path: String, entries: Int, sequence: UInt64) throws(FingerprintIndexError) {
        memory = try MappedFile(opening: path, isWritable: true)
        guard memory.size == Self.size(entries) else { throw .truncated(path: path) }
        guard UInt64(littleEndian: memory.base.load(as: UInt64.self)) == Self.magic,
            UInt64(littleEndian: memory.base.load(fromByteOffset: 8, as: UInt64.self)) == sequence
        else { throw .foreign(path: path) }
        self.entries = entries
        words = Self.words(memory)
        var count = 0
        for index in 0..<(entries + 63) / 64 {
            count += words[index].load(ordering: .relaxed).nonzeroBitCount
        }
        guard count <= entries else { throw .damaged(path: path) }
        withdrawn = Atomic(count)
    }

    var count: Int { withdrawn.load(ordering: .relaxed) }

    func contains(_ position: Int) -> Bool {
        words[position >> 6].load(ordering: .acquiring) & (1 << UInt64(position & 63)) != 0
    }

    /// False when it was withdrawn before.
    @discardableResult
    func insert(_ position: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(position & 63)
        let before = words[position >> 6].bitwiseOr(bit, ordering: .acquiringAndReleasing).oldValue
        guard before & bit == 0 else { return false }
        withdrawn.wrappingAdd(1, ordering: .relaxed)
        return true
    }

    /// The bits as they are now; a one is a withdrawn entry.
    func snapshot() -> [UInt64] { (0..<(entries + 63) / 64).map { words[$0].load(ordering: .acquiring) } }

    private static func size(_ entries: Int) -> Int { headerSize + (entries + 63) / 64 * 8 }

    private static func words(_ memory: MappedFile) -> UnsafeMutablePointer<Atomic<UInt64>> {
        (memory.base + headerSize).assumingMemoryBound(to: Atomic<UInt64>.self)
    }
}
