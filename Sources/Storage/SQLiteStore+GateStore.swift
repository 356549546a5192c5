import FingerprintIndex
import Foundation
import GRDB
public import SafetyModel
public import Screening

extension SQLiteStore: GateStore {
    /// From memory, as a rule in well under a microsecond.
    public func account(_ id: AccountID) async throws(StoreError) -> Account? {
        let found = live.account(id)
        guard !found.isCertain else { return found.account }
        return try await read("read account") { db in
            try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM accounts WHERE id = ?"), arguments: [id.text])
                .map(Rows.account)
        }
    }

    /// From memory, oldest first.
    public func switches() async throws(StoreError) -> [SwitchSetting] { live.switches }

    /// Cases in that state, oldest first; all when nil.
    public func cases(_ state: HeldCase.State?, limit: Int) async throws(StoreError) -> [HeldCase] {
        try await read("read cases") { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT * FROM cases WHERE state = COALESCE(?, state) ORDER BY opened_at, id LIMIT ?
                        """), arguments: [state?.rawValue, max(0, limit)]
            ).map(Rows.heldCase)
        }
    }

    /// A case by its id.
    public func heldCase(_ id: CaseID) async throws(StoreError) -> HeldCase? {
        try await read("read case") { db in
            try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM cases WHERE id = ?"), arguments: [id.text])
                .map(Rows.heldCase)
        }
    }

    /// The oldest case of a decision.
    public func heldCase(of decision: DecisionID) async throws(StoreError) -> HeldCase? {
        try await read("read case") { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM cases WHERE decision = ? ORDER BY opened_at, id LIMIT 1"),
                arguments: [decision.text]
            ).map(Rows.heldCase)
        }
    }

    /// The sealed pictures of a case, opened, in the order in which they were sealed.
    public func heldPictures(of id: CaseID) async throws(StoreError) -> [HeldPicture] {
        let seal = seals.heldPictures
        return try await read("read held pictures") { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT * FROM held_pictures WHERE case_id = ? ORDER BY place"),
                arguments: [id.text]
            ).map { try Rows.heldPicture($0, seal) }
        }
    }

    /// An unused, unexpired permit.
    public func permit(digest: String, at: Moment) async throws(StoreError) -> Permit? {
        try await read("read permit") { db in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT * FROM permits WHERE digest = ? AND used_at IS NULL AND expires_at > ?"),
                arguments: [digest, at.milliseconds]
            ).map(Rows.permit)
        }
    }

    /// Outputs with that mark.
    public func outputs(mark: MarkID) async throws(StoreError) -> [OutputRecord] {
        try await read("read outputs") { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT * FROM outputs WHERE mark = ? ORDER BY number LIMIT 16"),
                arguments: [Int64(mark.value)]
            ).map(Rows.output)
        }
    }

    /// An output by its id.
    public func output(_ id: OutputID) async throws(StoreError) -> OutputRecord? {
        try await read("read output") { db in
            try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM outputs WHERE id = ?"), arguments: [id.text])
                .map(Rows.output)
        }
    }

    /// Looks in the index, then reads the rows of the nearest. Reaches at most 64 bits.
    public func outputs(
        nearAny fingerprints: [Fingerprint], within distance: Int, limit: Int
    ) async throws(StoreError) -> [OutputMatch] {
        try await outputs(in: live.lookups.outputs, nearAny: fingerprints, within: distance, limit: limit)
    }

    /// The same among the stopped ones.
    public func stoppedOutputs(
        nearAny fingerprints: [Fingerprint], within distance: Int, limit: Int
    ) async throws(StoreError) -> [OutputMatch] {
        try await outputs(in: live.lookups.stopped, nearAny: fingerprints, within: distance, limit: limit)
    }

    private func outputs(
        in index: FingerprintIndex, nearAny fingerprints: [Fingerprint], within distance: Int, limit: Int
    ) async throws(StoreError) -> [OutputMatch] {
        let hits: [FingerprintHit]
        do throws(FingerprintIndexError) {
            hits = try index.search(
                anyOf: fingerprints, within: min(max(0, distance), FingerprintIndex.distanceMax), limit: max(0, limit))
        } catch { throw StoreError(.damaged, operation: "search outputs") }
        guard !hits.isEmpty else { return [] }
        return try await read("read outputs") { db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM outputs WHERE number = ?")
            return try hits.map { hit in
                guard let row = try Row.fetchOne(statement, arguments: [hit.id]) else {
                    throw StoreError(.damaged, operation: "read outputs")
                }
                return OutputMatch(output: try Rows.output(row), distance: hit.distance)
            }
        }
    }

    /// Looks in memory, then reads the rows of what was found.
    public func bankMatches(_ query: BankQuery, at: Moment) async throws(StoreError) -> [BankMatch] {
        let hits: [(number: Int64, distance: Int?)]
        do throws(FingerprintIndexError) { hits = try live.lookups.banks.find(query) } catch {
            throw StoreError(.damaged, operation: "search banks")
        }
        guard !hits.isEmpty else { return [] }
        return try await read("read bank entries") { db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM bank_entries WHERE number = ?")
            let voices = try db.cachedStatement(
                sql: "SELECT COUNT(*) FROM bank_allowances WHERE entry = ? AND sha256 = ?")
            return try hits.compactMap { hit in
                guard let row = try Row.fetchOne(statement, arguments: [hit.number]) else {
                    throw StoreError(.damaged, operation: "read bank entries")
                }
                let entry = try Rows.bankEntry(row)
                if let end = entry.expiresAt, end <= at { return nil }
                if entry.bank != .illegal, let sha256 = query.sha256,
                    try Int.fetchOne(voices, arguments: [entry.id.text, sha256]) ?? 0 >= 2
                {
                    return nil
                }
                return BankMatch(entry: entry, distance: hit.distance)
            }
        }
    }

    /// One entry of a bank.
    public func bankEntry(_ id: BankEntryID) async throws(StoreError) -> BankEntry? {
        try await read("read bank entry") { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM bank_entries WHERE id = ?"), arguments: [id.text]
            ).map(Rows.bankEntry)
        }
    }

    /// Entries of a bank, or of all, oldest first, after that one.
    public func bankEntries(
        _ bank: Bank?, after: BankEntryID?, limit: Int
    ) async throws(StoreError) -> [BankEntry] {
        try await read("read bank entries") { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT * FROM bank_entries WHERE bank = COALESCE(?, bank)
                            AND number > COALESCE((SELECT number FROM bank_entries WHERE id = ?), 0)
                        ORDER BY number LIMIT ?
                        """), arguments: [bank?.rawValue, after?.text, max(0, limit)]
            ).map(Rows.bankEntry)
        }
    }

    /// Entries with that code's digest, oldest first.
    public func bankEntries(code: String) async throws(StoreError) -> [BankEntry] {
        try await read("read bank entries") { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT * FROM bank_entries WHERE code_digest = ? ORDER BY number"),
                arguments: [code]
            ).map(Rows.bankEntry)
        }
    }

    /// Who lets which file pass an entry, oldest first.
    public func allowances(of entry: BankEntryID) async throws(StoreError) -> [BankAllowance] {
        try await read("read allowances") { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT * FROM bank_allowances WHERE entry = ? ORDER BY at, said_by"),
                arguments: [entry.text]
            ).map(Rows.bankAllowance)
        }
    }

    /// A picture behind a signed address, while it is kept.
    public func delivery(
        _ id: OutputID, at: Moment
    ) async throws(StoreError) -> (picture: Picture, format: Picture.Format)? {
        let seal = seals.deliveries
        return try await read("read delivery") { db -> (picture: Picture, format: Picture.Format)? in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT format, sealed FROM deliveries WHERE id = ? AND kept_until > ?"),
                arguments: [id.text, at.milliseconds])
            guard let row else { return nil }
            guard let format = Picture.Format(rawValue: try row.value("format")),
                let bytes = seal.open(try row.value("sealed"), id: id.text + "." + format.rawValue)
            else { throw StoreError(.damaged, operation: "open delivery") }
            return (Picture(bytes: bytes), format)
        }
    }

    /// The words of a request, while they are kept.
    public func prompt(of decision: DecisionID) async throws(StoreError) -> String? {
        let seal = seals.prompts
        return try await read("read prompt") { db in
            let sealed = try Data.fetchOne(
                db.cachedStatement(sql: "SELECT sealed FROM prompts WHERE decision = ?"), arguments: [decision.text])
            guard let sealed else { return nil }
            guard let bytes = seal.open(sealed, id: decision.text) else {
                throw StoreError(.damaged, operation: "open prompt")
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Erases what has expired, also from the free pages and the write-ahead log; returns how many rows went.
    public func eraseExpired(at: Moment) async throws(StoreError) -> Int {
        let live = live
        DispatchQueue.global(qos: .utility).async { live.tend() }
        return try await queue.submit(.erase(at), operation: "erase").get()
    }

    /// True while the store is open, its last commit was written, its disk answers and has room for more, and what finds
    /// outputs is sound.
    public func isReady() async -> Bool {
        guard !queue.isClosed, health.canWrite, live.isSound, folder.freeBytes >= freeBytesMin else { return false }
        return (try? await read("ask") { db in try Int.fetchOne(db, sql: "SELECT 1") }) == 1
    }

    func read<Value: Sendable>(
        _ operation: String, _ value: @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await pool.read(value)
        } catch let error as StoreError {
            throw error
        } catch is RowDecodingError {
            throw StoreError(.damaged, operation: operation)
        } catch { throw StoreError(.unavailable, operation: operation) }
    }
}
