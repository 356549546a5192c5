public import AuditTrail
import Foundation
import GRDB
public import Screening

/// The store of one node: SQLite in a data folder, one writer, many readers, every commit on disk before it returns.
public final class SQLiteStore: Sendable {
    /// Makes keyed digests with this folder's key.
    public let digester: KeyedDigest
    /// The public half of the key that signs this folder's checkpoints.
    public let checkpointKey: CheckpointKey
    /// What is wrong with the end of the audit trail, as far as the checkpoints tell at opening; a full check is
    /// `AuditReader.verify()`.
    public let openingFindings: [AuditFinding]

    let pool: DatabasePool
    let queue: CommitQueue
    let live: LiveState
    let health: WriterHealth
    let seals: Seals
    let folder: DataFolder
    let freeBytesMin: Int

    /// Opens the store in a folder, and makes folder, keys and tables where they are missing. Only one server at a time
    /// may have a folder open. Blocks its thread while it reads; meant for the start of a program.
    public static func open(folder path: String, settings: StoreSettings = StoreSettings()) async throws(StoreOpenError)
        -> SQLiteStore
    {
        let opened = try Opening(path: path, settings: settings).open()
        let store = SQLiteStore(opened)
        BatchWriter.start(opened.parts)
        guard case .success = await store.queue.submit(.checkpoint, operation: "open") else {
            throw .damaged("the first commit failed")
        }
        return store
    }

    private init(_ opened: Opening.Opened) {
        digester = opened.keyring.digester
        checkpointKey = opened.parts.signer.publicKey
        openingFindings = opened.findings
        pool = opened.parts.pool
        queue = opened.parts.queue
        live = opened.parts.live
        health = opened.parts.health
        seals = Seals(opened.keyring)
        folder = opened.folder
        freeBytesMin = opened.parts.settings.freeBytesMin
    }

    deinit { queue.abandon() }

    /// Writes what waits, signs a last checkpoint, closes the files and lets go of the folder. Every later call throws
    /// `unavailable`.
    public func close() async { _ = await queue.submit(.close, operation: "close") }
}

extension SQLiteStore: Ledger {
    /// Queues the batch for a transaction that it shares with the batches of others; a conflict fails this batch alone.
    public func begin(_ writes: [LedgerWrite]) throws(StoreError) -> CommitReceipt {
        guard !writes.isEmpty else { return CommitReceipt(.success(())) }
        let batch = try PreparedBatch(writes, seals: seals)
        let receipt = CommitReceipt()
        try queue.leave(.batch(batch), operation: "commit") { receipt.settle($0.map { _ in () }) }
        return receipt
    }

    /// Queues the batch for the next transaction and returns at once.
    public func note(_ writes: [LedgerWrite]) throws(StoreError) {
        guard !writes.isEmpty else { return }
        try queue.leave(.batch(try PreparedBatch(writes, seals: seals)), operation: "note", answer: nil)
    }
}
