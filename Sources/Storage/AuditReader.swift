public import AuditTrail
import Foundation
import GRDB
import SafetyModel

/// Reads the audit trail of a data folder from outside, whether a server has it open or not. Changes nothing.
public final class AuditReader: Sendable {
    /// Records of one page; each page is a short read of its own.
    public static let pageSize = 1000

    private let queue: DatabaseQueue
    private let log: CheckpointLog
    /// The key that the checkpoints should be signed with, as the data folder has it. Compare it with the one that was
    /// noted elsewhere.
    public let checkpointKey: CheckpointKey

    fileprivate init(folder path: String) throws(StoreOpenError) {
        let folder = DataFolder(path: path)
        guard folder.hasDatabase else { throw .absent(path) }
        guard let line = FileManager.default.contents(atPath: folder.checkpointKey),
            let key = CheckpointKey(hex: String(decoding: line.prefix(64), as: UTF8.self))
        else { throw .keysMissing(folder.checkpointKey) }
        checkpointKey = key
        log = CheckpointLog(path: folder.checkpointLog)
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            queue = try DatabaseQueue(path: folder.database, configuration: configuration)
            try queue.read { db in
                let found = try Schema.currentVersion(db)
                guard found == Schema.version else {
                    throw found > Schema.version
                        ? StoreOpenError.newerSchema(found: found, known: Schema.version)
                        : StoreOpenError.damaged("start the server once to bring the database up to date")
                }
            }
        } catch let error as StoreOpenError {
            throw error
        } catch let error as DatabaseError {
            throw .damaged(error.message ?? "SQLite error \(error.resultCode.rawValue)")
        } catch { throw .damaged("a row cannot be read") }
    }

    /// The chains in this folder, by name.
    public func chains() async throws(StoreOpenError) -> [String] {
        try await read { db in
            try String.fetchAll(db, sql: "SELECT chain FROM audit UNION SELECT chain FROM checkpoints ORDER BY 1")
        }
    }

    /// Records of a chain with a greater sequence, in order, at most `limit`.
    public func auditRecords(
        of chain: String, after sequence: Int64 = 0, limit: Int = pageSize
    ) async throws(StoreOpenError) -> [StoredAuditRecord] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM audit WHERE chain = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                arguments: [chain, sequence, limit]
            ).map(Rows.auditRecord)
        }
    }

    /// Records about a decision, case, output, account digest or switch, oldest first, at most `limit`.
    public func auditRecords(
        about subject: String, limit: Int = pageSize
    ) async throws(StoreOpenError) -> [StoredAuditRecord] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM audit WHERE subject = ? ORDER BY at, chain, sequence LIMIT ?",
                arguments: [subject, limit]
            ).map(Rows.auditRecord)
        }
    }

    /// Every checkpoint in the database and in the file beside it, by chain and sequence. Lines of the file that are no
    /// checkpoints are passed over: a crash can leave half a line.
    public func checkpoints() async throws(StoreOpenError) -> [AuditCheckpoint] {
        let lines = try await read { db in try String.fetchAll(db, sql: "SELECT line FROM checkpoints") }
        var checkpoints = Set<AuditCheckpoint>()
        for line in lines {
            guard let checkpoint = AuditCheckpoint(line: line) else { throw .damaged("a checkpoint cannot be read") }
            checkpoints.insert(checkpoint)
        }
        return checkpoints.union(log.read())
            .sorted { ($0.chain, $0.sequence, $0.at) < ($1.chain, $1.sequence, $1.at) }
    }

    /// Checks every chain from its first record, with the folder's checkpoints and those kept elsewhere, against the
    /// folder's key or one that was noted elsewhere.
    public func verify(
        keptElsewhere: [AuditCheckpoint] = [], key: CheckpointKey? = nil
    ) async throws(StoreOpenError) -> [AuditReport] {
        // WHY: checkpoints first; the chain may grow meanwhile, and it must not seem to end before a newer checkpoint.
        let checkpoints = try await checkpoints() + keptElsewhere
        let names = Set(try await chains()).union(checkpoints.map(\.chain))
        var reports: [AuditReport] = []
        for name in names.sorted() {
            var verifier = AuditVerifier(chain: name, checkpoints: checkpoints, key: key ?? checkpointKey)
            var last: Int64 = 0
            while true {
                let page = try await auditRecords(of: name, after: last)
                for record in page { verifier.feed(record) }
                guard let end = page.last, page.count == Self.pageSize else { break }
                last = end.sequence
            }
            reports.append(verifier.finish())
        }
        return reports
    }

    private func read<Value: Sendable>(
        _ value: @Sendable (Database) throws -> Value
    ) async throws(StoreOpenError) -> Value {
        do {
            return try await queue.read(value)
        } catch let error as StoreOpenError {
            throw error
        } catch let error as DatabaseError {
            throw .damaged(error.message ?? "SQLite error \(error.resultCode.rawValue)")
        } catch { throw .damaged("a row cannot be read") }
    }
}

extension SQLiteStore {
    /// Opens the audit trail of a folder for reading, beside a running server or without one.
    public static func openForReading(folder: String) throws(StoreOpenError) -> AuditReader {
        try AuditReader(folder: folder)
    }
}
