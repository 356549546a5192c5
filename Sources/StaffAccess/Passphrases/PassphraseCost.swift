/// What one guess at a passphrase costs: the parameters of scrypt (RFC 7914).
public struct PassphraseCost: Hashable, Sendable {
    /// The logarithm to base 2 of N, 10 to 20.
    public let log2N: Int
    /// The size of a block, r, 1 to 8.
    public let blockSize: Int
    /// How often the work is done, p, 1 to 8.
    public let parallelism: Int

    /// What new records are made with: 32 MiB of memory, three times over.
    public static let standard = PassphraseCost(uncheckedLog2N: 15, blockSize: 8, parallelism: 3)

    /// Nil outside the ranges above, or where it would take more than 512 MiB. Below `standard` it is for tests only.
    public init?(log2N: Int, blockSize: Int, parallelism: Int) {
        guard (10...20).contains(log2N), (1...8).contains(blockSize), (1...8).contains(parallelism) else { return nil }
        self.init(uncheckedLog2N: log2N, blockSize: blockSize, parallelism: parallelism)
        guard memoryBytes <= 512 << 20 else { return nil }
    }

    private init(uncheckedLog2N log2N: Int, blockSize: Int, parallelism: Int) {
        self.log2N = log2N
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// Bytes of memory that one derivation takes, roughly.
    public var memoryBytes: Int { 128 * blockSize << log2N }

    /// True when a guess is cheaper than at the other cost, in memory or in work.
    public func isBelow(_ other: PassphraseCost) -> Bool {
        memoryBytes < other.memoryBytes || memoryBytes * parallelism < other.memoryBytes * other.parallelism
    }
}
