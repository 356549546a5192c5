import Foundation
public import SafetyModel

/// What an operator may set about the store, with its bounds.
public struct StoreSettings: Sendable {
    /// The name of this node's audit chain: a lower-case letter, then letters, digits and hyphens, 40 at most.
    public var chain: String
    /// Batches that may wait for the writer, at least 1; one more is `overloaded`.
    public var queueDepthMax: Int
    /// Bytes of pictures and words that may wait for the writer.
    public var queueBytesMax: Int
    /// Batches that share one commit at most.
    public var groupSizeMax: Int
    /// Bytes of pictures kept behind signed addresses; the oldest go first.
    public var deliveryBytesMax: Int
    /// Audit records from one checkpoint to the next.
    public var recordsPerCheckpoint: Int
    /// Accounts kept in memory; the others are read from disk.
    public var cachedAccountsMax: Int
    /// How long SQLite waits for a lock that another process holds, in seconds.
    public var busySeconds: Double
    /// Connections that read at the same time.
    public var readersMax: Int
    /// Bytes that the disk must have free for the store to be ready.
    public var freeBytesMin: Int
    /// Tells when a checkpoint was signed.
    public var timepiece: Timepiece

    public init(
        chain: String = "main", queueDepthMax: Int = 4096, queueBytesMax: Int = 128 << 20, groupSizeMax: Int = 512,
        deliveryBytesMax: Int = 1 << 30, recordsPerCheckpoint: Int = 1000, cachedAccountsMax: Int = 50_000,
        busySeconds: Double = 5, readersMax: Int = 4, freeBytesMin: Int = 64 << 20, timepiece: Timepiece = .system
    ) {
        self.chain = chain
        self.queueDepthMax = queueDepthMax
        self.queueBytesMax = queueBytesMax
        self.groupSizeMax = groupSizeMax
        self.deliveryBytesMax = deliveryBytesMax
        self.recordsPerCheckpoint = recordsPerCheckpoint
        self.cachedAccountsMax = cachedAccountsMax
        self.busySeconds = busySeconds
        self.readersMax = readersMax
        self.freeBytesMin = freeBytesMin
        self.timepiece = timepiece
    }
}

extension Timepiece {
    /// The computer's clock.
    public static let system = Timepiece { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
