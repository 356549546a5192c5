import AuditTrail
import Foundation
import GRDB
import SafetyModel
import Screening

/// The one writer of a data folder. Runs on a thread of its own: takes everything that waits, writes it in one
/// transaction with one wait for the disk, and only then lets the committers go on.
final class BatchWriter {
    /// What the next batch builds on. A value: a batch that fails leaves no trace in it.
    struct Tail: Sendable {
        var chain: AuditChain
        /// Number of the last output.
        var lastOutput: Int64
        /// Number of the last entry of a bank.
        var lastBankEntry: Int64
        /// Bytes of all deliveries.
        var deliveryBytes: Int
        /// Sequence of the last checkpoint; -1 before the first.
        var checkpointed: Int64
    }

    /// Everything the writer's thread needs, handed over once.
    struct Parts: Sendable {
        let pool: DatabasePool
        let checkpointer: Checkpointer
        let queue: CommitQueue
        let live: LiveState
        let health: WriterHealth
        let signer: CheckpointSigner
        let log: CheckpointLog
        let lock: FolderLock
        let settings: StoreSettings
        let tail: Tail
    }

    private let parts: Parts
    private var tail: Tail
    private var effects: [LiveState.Effect] = []
    private var checkpoints: [AuditCheckpoint] = []
    /// The last commit erased something that must not linger.
    private var hasErased = false
    /// Commits and bytes since the log was last copied.
    private var commits = 0
    private var bytes = 0

    private init(_ parts: Parts) {
        self.parts = parts
        tail = parts.tail
    }

    /// Starts the thread; it ends with the job `close`.
    static func start(_ parts: Parts) {
        let thread = Thread {
            let writer = BatchWriter(parts)
            while writer.work(parts.queue.take()) {}
        }
        thread.name = "vangrail-store"
        thread.start()
    }

    /// One commit. Returns false after the last.
    private func work(_ jobs: [CommitQueue.Job]) -> Bool {
        let answers = parts.health.isBroken ? unavailable(jobs.count) : write(jobs)
        let isLast = jobs.contains { if case .close = $0.work { true } else { false } }
        // WHY: what was erased is gone only when no page of the log holds it any more.
        if hasErased || isLast { shrinkLog() }
        if isLast {
            parts.checkpointer.end()
            parts.live.close()
            try? parts.pool.close()
            parts.lock.release()
        }
        for (job, answer) in zip(jobs, answers) { job.resume(answer) }
        if !isLast { tendLog(jobs) }
        return !isLast
    }

    /// Has the write-ahead log copied now and then. What was written beside the copying is copied here, a few pages, so
    /// that the log can start anew.
    private func tendLog(_ jobs: [CommitQueue.Job]) {
        if parts.checkpointer.takeCopied() {
            parts.checkpointer.alone {
                parts.pool.writeWithoutTransaction { db in _ = try? db.checkpoint(.passive) }
            }
        }
        commits += 1
        bytes += jobs.reduce(0) { $0 + $1.bytes }
        guard commits >= Checkpointer.commitsMax || bytes >= Checkpointer.bytesMax else { return }
        (commits, bytes) = (0, 0)
        parts.checkpointer.copySoon()
    }

    private func write(_ jobs: [CommitQueue.Job]) -> [CommitQueue.Answer] {
        let before = tail
        effects.removeAll(keepingCapacity: true)
        checkpoints.removeAll(keepingCapacity: true)
        hasErased = false
        var answers: [CommitQueue.Answer] = []
        do {
            try parts.pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    for job in jobs { answers.append(try write(job.work, db)) }
                    if tail.chain.sequence - tail.checkpointed >= Int64(parts.settings.recordsPerCheckpoint) {
                        try checkpoint(db)
                    }
                    return .commit
                }
            }
        } catch {
            tail = before
            parts.health.note(written: false)
            // WHY: after a failed write the disk may hold more or less than we know. Nothing is written until a restart
            // has read what is there.
            if (error as? DatabaseError)?.resultCode == .SQLITE_IOERR { parts.health.breakDown() }
            return unavailable(jobs.count)
        }
        parts.health.note(written: true)
        // WHY: a picture that is recorded and cannot be found again would pass; a restart reads the rows.
        if !parts.live.apply(effects) { parts.health.breakDown() }
        if !parts.log.append(checkpoints) { tail.checkpointed = before.checkpointed }
        return answers
    }

    private func unavailable(_ count: Int) -> [CommitQueue.Answer] {
        Array(repeating: .failure(StoreError(.unavailable, operation: "commit")), count: count)
    }

    private func write(_ work: CommitQueue.Work, _ db: Database) throws -> CommitQueue.Answer {
        switch work {
        case .batch(let batch): return try write(batch, db)
        case .erase(let at): return .success(try erase(at, db))
        case .checkpoint, .close:
            try checkpoint(db)
            return .success(0)
        }
    }

    /// Writes a batch whole or not at all; a conflict fails this batch and no other.
    private func write(_ batch: PreparedBatch, _ db: Database) throws -> CommitQueue.Answer {
        let before = (tail: tail, effects: effects.count)
        try db.run("SAVEPOINT batch")
        do {
            for step in batch.steps { try write(step, db) }
            try db.run("RELEASE SAVEPOINT batch")
            return .success(0)
        } catch {
            guard let conflict = Self.conflict(error) else { throw error }
            try db.run("ROLLBACK TO SAVEPOINT batch")
            try db.run("RELEASE SAVEPOINT batch")
            tail = before.tail
            effects.removeLast(effects.count - before.effects)
            return .failure(conflict)
        }
    }

    /// What concerns one batch alone; nil for what concerns the database.
    private static func conflict(_ error: any Error) -> StoreError? {
        if let error = error as? StoreError { return error }
        if error is AuditEntryError { return StoreError(.conflict, operation: "audit entry out of bounds") }
        guard let error = error as? DatabaseError else { return nil }
        switch error.resultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH: return StoreError(.conflict, operation: "commit")
        default: return nil
        }
    }

    private func write(_ step: PreparedBatch.Step, _ db: Database) throws {
        switch step {
        case .audit(let entry):
            try db.run(RowChange.audit(StoredAuditRecord(try tail.chain.append(entry))))
        case .change(let change): try db.run(change)
        case .erasure(let change): if try db.run(change) > 0 { hasErased = true }
        case .output(let output): try write(output, db)
        case .delivery(let id, let change, let bytes):
            try db.run(change)
            tail.deliveryBytes += bytes
            try trimDeliveries(except: id, db)
        case .eraseDeliveries(let condition, let value):
            let bytes = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT COALESCE(SUM(bytes), 0) FROM deliveries WHERE \(condition)"),
                arguments: [value])
            let gone = try db.run(.init(sql: "DELETE FROM deliveries WHERE \(condition)", values: [value]))
            tail.deliveryBytes -= bytes ?? 0
            if gone > 0 { hasErased = true }
        case .release(let decision, let change):
            let stopped = try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT number FROM outputs WHERE decision = ? AND released = 0"),
                arguments: [decision.text])
            try db.run(change)
            effects += stopped.map { .released(number: $0) }
        case .expectAccount(let id, let expected):
            let known = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM accounts WHERE id = ?"), arguments: [id.text]
            ).map(Rows.account)
            guard known == expected else { throw StoreError(.conflict, operation: "expect account") }
        case .account(let account, let change):
            try db.run(change)
            effects.append(.account(account))
        case .bankEntry(let entry):
            let number = tail.lastBankEntry + 1
            try db.run(RowChange.putBankEntry(entry, number: number))
            tail.lastBankEntry = number
            effects.append(.bankEntry(entry, number: number))
        case .enableBankEntry(let id, let change):
            try db.run(change)
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM bank_entries WHERE id = ?"), arguments: [id.text])
            if let row { effects.append(.bankEntry(try Rows.bankEntry(row), number: try row.value("number"))) }
        case .eraseBankEntries(let code): try eraseBankEntries(code, db)
        case .setSwitch(let setting, let change):
            try db.run(change)
            effects.append(.setSwitch(setting))
        case .clearSwitch(let scope, let change):
            try db.run(change)
            effects.append(.clearSwitch(scope))
        }
    }

    private func eraseBankEntries(_ code: String, _ db: Database) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM bank_entries WHERE code_digest = ?"), arguments: [code])
        guard !rows.isEmpty else { throw StoreError(.conflict, operation: "erase bank entries") }
        for row in rows {
            var entry = try Rows.bankEntry(row)
            try db.run(RowChange.eraseAllowances(entry.id))
            try db.run(RowChange.eraseBankEntry(entry.id))
            entry.isEnabled = false
            effects.append(.bankEntry(entry, number: try row.value("number")))
        }
        hasErased = true
    }

    private func write(_ output: OutputRecord, _ db: Database) throws {
        let number = tail.lastOutput + 1
        let known = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT number, released FROM outputs WHERE id = ?"), arguments: [output.id.text])
        try db.run(RowChange.registerOutput(output, number: number))
        guard let known else {
            tail.lastOutput = number
            effects.append(.output(output.fingerprint, number: number))
            if !output.released { effects.append(.stopped(output.fingerprint, number: number)) }
            return
        }
        let (place, wasReleased) = (try known.value(Int64.self, "number"), try known.value(Bool.self, "released"))
        guard wasReleased != output.released else { return }
        effects.append(
            output.released ? .released(number: place) : .stopped(output.fingerprint, number: place))
    }

    /// Makes room: the deliveries that end first go first, but never the one that was just kept.
    private func trimDeliveries(except id: OutputID, _ db: Database) throws {
        while tail.deliveryBytes > parts.settings.deliveryBytesMax {
            let oldest = try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT id, bytes FROM deliveries WHERE id <> ? ORDER BY kept_until, id LIMIT 1"),
                arguments: [id.text])
            guard let oldest else { return }
            try db.run(.init(sql: "DELETE FROM deliveries WHERE id = ?", values: [try oldest.value(String.self, "id")]))
            tail.deliveryBytes -= try oldest.value(Int.self, "bytes")
        }
    }

    private func erase(_ at: Moment, _ db: Database) throws -> Int {
        let gone = try Int.fetchOne(
            db, sql: "SELECT COALESCE(SUM(bytes), 0) FROM deliveries WHERE kept_until <= ?",
            arguments: [at.milliseconds])
        tail.deliveryBytes -= gone ?? 0
        let rows = try [
            "DELETE FROM prompts WHERE erase_at <= ?", "DELETE FROM deliveries WHERE kept_until <= ?",
            "DELETE FROM permits WHERE expires_at <= ?",
            "DELETE FROM held_pictures WHERE fetched_at <= ?",
            """
            DELETE FROM held_pictures WHERE case_id IN
            (SELECT id FROM cases WHERE state = 'released' AND closed_at <= ? - \(HeldPicture.waitMilliseconds))
            """,
        ].reduce(0) { rows, sql in rows + (try db.run(.init(sql: sql, values: [at.milliseconds]))) }
        if rows > 0 { hasErased = true }
        return rows
    }

    /// Signs where the chain stands, unless the last checkpoint says the same.
    private func checkpoint(_ db: Database) throws {
        guard tail.checkpointed != tail.chain.sequence,
            let signed = parts.signer.checkpoint(of: tail.chain, at: parts.settings.timepiece.now())
        else { return }
        try db.run(RowChange.checkpoint(signed))
        checkpoints.append(signed)
        tail.checkpointed = signed.sequence
    }

    /// Empties the write-ahead log, with a short wait for readers; the next commit grows it anew.
    private func shrinkLog() {
        parts.checkpointer.alone {
            parts.pool.writeWithoutTransaction { db in
                try? db.execute(sql: "PRAGMA busy_timeout = 200")
                _ = try? db.checkpoint(.truncate)
                try? db.execute(sql: "PRAGMA busy_timeout = \(Int(parts.settings.busySeconds * 1000))")
            }
        }
    }
}

extension Database {
    /// Runs a change; throws `conflict` when it had to change a row and did not. Returns the rows changed.
    @discardableResult
    fileprivate func run(_ change: PreparedBatch.Change) throws -> Int {
        let statement = try cachedStatement(sql: change.sql)
        statement.setUncheckedArguments(change.values)
        try statement.execute()
        let rows = changesCount
        if change.mustChange, rows == 0 { throw StoreError(.conflict, operation: "commit") }
        return rows
    }

    fileprivate func run(_ sql: String) throws { try cachedStatement(sql: sql).execute() }
}
