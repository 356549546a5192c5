import AuditTrail
import FingerprintIndex
import Foundation
import GRDB
import SafetyModel
import Screening

/// What happens between the name of a folder and a store that is ready.
struct Opening {
    struct Opened {
        let parts: BatchWriter.Parts
        let keyring: Keyring
        let findings: [AuditFinding]
        let folder: DataFolder
    }

    let path: String
    let settings: StoreSettings

    func open() throws(StoreOpenError) -> Opened {
        let folder = try DataFolder.make(path)
        let lock = try FolderLock(folder)
        let keyring = try Keyring.open(folder)
        guard let signer = CheckpointSigner(key: keyring.checkpoint) else { throw .keysDamaged(folder.keys) }
        try folder.makeDatabaseFile()
        do {
            let pool = try connect(folder)
            try pool.writeWithoutTransaction { db in
                // WHY: after opening, because GRDB sets NORMAL when it turns the write-ahead log on.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try Schema.migrate(db)
                try checkKeys(db, keyring)
            }
            let log = CheckpointLog(path: folder.checkpointLog)
            let live = LiveState(
                try pool.read(values), try lookups(pool, folder), cachedAccountsMax: settings.cachedAccountsMax,
                folder: folder)
            let tail = try pool.read { db in try readTail(db) }
            let findings = try pool.read { db in try check(tail.chain, log, signer.publicKey, db) }
            try publish(signer.publicKey, folder)
            let queue = CommitQueue(
                depthMax: settings.queueDepthMax, bytesMax: settings.queueBytesMax, groupSizeMax: settings.groupSizeMax)
            let parts = BatchWriter.Parts(
                pool: pool,
                checkpointer: try .start(path: folder.database, busySeconds: settings.busySeconds), queue: queue,
                live: live, health: WriterHealth(), signer: signer, log: log, lock: lock,
                settings: settings,
                tail: tail)
            return Opened(parts: parts, keyring: keyring, findings: findings, folder: folder)
        } catch let error as StoreOpenError {
            throw error
        } catch let error as AuditEntryError {
            throw error == .chain ? .chainName(settings.chain) : .damaged("the audit trail")
        } catch let error as DatabaseError {
            throw .damaged(error.message ?? "SQLite error \(error.resultCode.rawValue)")
        } catch { throw .damaged("a row cannot be read") }
    }

    private func connect(_ folder: DataFolder) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(settings.busySeconds)
        configuration.maximumReaderCount = max(1, settings.readersMax)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            // WHY: the checkpointer does it, beside the writer.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        }
        return try DatabasePool(path: folder.database, configuration: configuration)
    }

    private func checkKeys(_ db: Database, _ keyring: Keyring) throws {
        let known = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'keyring'")
        if let known {
            guard known == keyring.name else { throw StoreOpenError.wrongKeys }
        } else {
            try db.execute(sql: "INSERT INTO meta (name, value) VALUES ('keyring', ?)", arguments: [keyring.name])
        }
    }

    private func publish(_ key: CheckpointKey, _ folder: DataFolder) throws(StoreOpenError) {
        let line = Array((key.hex + "\n").utf8)
        let found = FileManager.default.contents(atPath: folder.checkpointKey).map { Array($0) }
        if found != line { try DataFolder.write(line, to: folder.checkpointKey) }
    }

    private func values(_ db: Database) throws -> LiveState.Values {
        var values = LiveState.Values()
        let accounts = try Row.fetchCursor(
            db, sql: "SELECT * FROM accounts LIMIT ?", arguments: [settings.cachedAccountsMax])
        while let row = try accounts.next() {
            let account = try Rows.account(row)
            values.accounts[account.id] = account
        }
        let count = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM accounts") ?? 0
        values.hasAllAccounts = values.accounts.count == count
        for row in try Row.fetchAll(db, sql: "SELECT * FROM switches") {
            let setting = try Rows.switchSetting(row)
            values.switches[setting.scope] = setting
        }
        return values
    }

    /// What fingerprints are found in. Outputs have files of their own; the rows are read only for what those lack, and
    /// for all where the files cannot be used.
    private func lookups(_ pool: DatabasePool, _ folder: DataFolder) throws -> LiveState.Lookups {
        let outputs: FingerprintIndex
        try folder.removeDamagedIndex()
        do { outputs = try FingerprintIndex(folder: folder.outputsIndex) } catch {
            guard !error.mayPass else { throw error }
            try FileManager.default.removeItem(atPath: folder.outputsIndex)
            outputs = try FingerprintIndex(folder: folder.outputsIndex)
        }
        let lookups = LiveState.Lookups(outputs: outputs, stopped: try FingerprintIndex(), banks: try BankLookup())
        try pool.read { db in
            let last = try Int64.fetchOne(db, sql: "SELECT MAX(number) FROM outputs") ?? 0
            // More than there is: the files belong to another database.
            if let known = outputs.highestSealedID, known > last { throw StoreOpenError.damaged("the outputs' index") }
            let fresh = try Row.fetchCursor(
                db, sql: "SELECT number, word0, word1, word2, word3, quality FROM outputs WHERE number > ?",
                arguments: [outputs.highestSealedID ?? 0])
            while let row = try fresh.next() {
                try outputs.take(try Rows.fingerprint(row), id: try row.value(Int64.self, "number"))
            }
            let stopped = try Row.fetchCursor(
                db, sql: "SELECT number, word0, word1, word2, word3, quality FROM outputs WHERE released = 0")
            while let row = try stopped.next() {
                try lookups.stopped.take(try Rows.fingerprint(row), id: try row.value(Int64.self, "number"))
            }
            let entries = try Row.fetchCursor(db, sql: "SELECT * FROM bank_entries ORDER BY number")
            while let row = try entries.next() {
                try lookups.banks.add(try Rows.bankEntry(row), number: try row.value(Int64.self, "number"))
            }
        }
        return lookups
    }

    private func readTail(_ db: Database) throws -> BatchWriter.Tail {
        var chain = try AuditChain(name: settings.chain)
        let last = try Row.fetchOne(
            db, sql: "SELECT * FROM audit WHERE chain = ? ORDER BY sequence DESC LIMIT 1", arguments: [settings.chain])
        if let last {
            let record = try Rows.auditRecord(last)
            guard let digest = AuditDigest(bytes: record.digest) else {
                throw StoreOpenError.damaged("the last audit record has no digest")
            }
            chain = try AuditChain(name: settings.chain, sequence: record.sequence, tail: digest)
        }
        return BatchWriter.Tail(
            chain: chain, lastOutput: try Int64.fetchOne(db, sql: "SELECT MAX(number) FROM outputs") ?? 0,
            lastBankEntry: try Int64.fetchOne(db, sql: "SELECT MAX(number) FROM bank_entries") ?? 0,
            deliveryBytes: try Int.fetchOne(db, sql: "SELECT COALESCE(SUM(bytes), 0) FROM deliveries") ?? 0,
            checkpointed: try Int64.fetchOne(
                db, sql: "SELECT MAX(sequence) FROM checkpoints WHERE chain = ?", arguments: [settings.chain]) ?? -1)
    }

    /// Compares the newest checkpoint on file with the record that it names.
    private func check(
        _ chain: AuditChain, _ log: CheckpointLog, _ key: CheckpointKey, _ db: Database
    ) throws -> [AuditFinding] {
        let own = log.read().filter { $0.chain == chain.name && $0.sequence > 0 }
        guard let newest = own.max(by: { $0.sequence < $1.sequence }) else { return [] }
        func finding(_ problem: AuditFinding.Problem) -> [AuditFinding] {
            [AuditFinding(chain: chain.name, sequence: newest.sequence, problem: problem)]
        }
        guard newest.isSigned(by: key) else { return finding(.forgedCheckpoint) }
        guard newest.sequence <= chain.sequence else { return finding(.truncated(lastSequence: chain.sequence)) }
        let digest = try Data.fetchOne(
            db, sql: "SELECT digest FROM audit WHERE chain = ? AND sequence = ?",
            arguments: [chain.name, newest.sequence])
        return digest.map { Array($0) } == newest.digest.bytes ? [] : finding(.rewritten)
    }
}
