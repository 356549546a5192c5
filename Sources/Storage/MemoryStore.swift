public import AuditTrail
public import SafetyModel
public import Screening
import Synchronization

/// The same store without a disk, for `vangrail check` without a data folder and for tests. Nothing survives the process.
public final class MemoryStore: Sendable {
    /// Rows of all kinds together; a batch beyond them is `overloaded`.
    public static let rowsMax = 200_000

    /// Makes keyed digests with a key that lives as long as this store.
    public let digester: KeyedDigest

    private let tables: Mutex<MemoryTables>

    /// An empty store whose audit chain has that name; names that are no codes become `main`.
    public init(chain: String = "main") {
        digester = Keyring.ephemeral().digester
        tables = Mutex(MemoryTables(chain: chain))
    }

    /// The whole audit trail so far, in order.
    public var auditRecords: [AuditRecord] { tables.withLock { $0.audit } }

    /// A copy of everything, for queries.
    var contents: MemoryTables { tables.withLock { $0 } }

    /// All outputs so far, in order.
    public var outputs: [OutputRecord] { tables.withLock { $0.outputs } }
}

extension MemoryStore: Ledger {
    /// Takes the whole batch or nothing of it.
    public func begin(_ writes: [LedgerWrite]) throws(StoreError) -> CommitReceipt {
        try note(writes)
        return CommitReceipt(.success(()))
    }

    /// The same: memory has nothing to wait for.
    public func note(_ writes: [LedgerWrite]) throws(StoreError) {
        try tables.withLock { tables throws(StoreError) in try tables.commit(writes) }
    }
}

extension MemoryStore: GateStore {
    /// The account, where anything is known of it.
    public func account(_ id: AccountID) async throws(StoreError) -> Account? { tables.withLock { $0.accounts[id] } }

    /// Oldest first.
    public func switches() async throws(StoreError) -> [SwitchSetting] {
        tables.withLock { Array($0.switches.values) }
            .sorted { ($0.since, $0.scope.name) < ($1.since, $1.scope.name) }
    }

    /// Cases in that state, oldest first; all when nil.
    public func cases(_ state: HeldCase.State?, limit: Int) async throws(StoreError) -> [HeldCase] {
        let found = tables.withLock { Array($0.cases.values) }.filter { state == nil || $0.state == state }
        return Array(found.sorted(by: Self.isOlder).prefix(max(0, limit)))
    }

    /// A case by its id.
    public func heldCase(_ id: CaseID) async throws(StoreError) -> HeldCase? { tables.withLock { $0.cases[id] } }

    /// The oldest case of a decision.
    public func heldCase(of decision: DecisionID) async throws(StoreError) -> HeldCase? {
        tables.withLock { Array($0.cases.values) }.filter { $0.decision.id == decision }.min(by: Self.isOlder)
    }

    /// The pictures of a case, in the order in which they were sealed.
    public func heldPictures(of id: CaseID) async throws(StoreError) -> [HeldPicture] {
        tables.withLock { tables in (tables.places[id] ?? []).compactMap { tables.heldPictures[$0] } }
    }

    /// An unused, unexpired permit.
    public func permit(digest: String, at: Moment) async throws(StoreError) -> Permit? {
        tables.withLock { $0.openPermit(digest, at) }
    }

    /// Outputs with that mark.
    public func outputs(mark: MarkID) async throws(StoreError) -> [OutputRecord] {
        tables.withLock { tables in tables.outputs.filter { $0.mark == mark } }
    }

    /// An output by its id.
    public func output(_ id: OutputID) async throws(StoreError) -> OutputRecord? {
        tables.withLock { tables in tables.outputs.first { $0.id == id } }
    }

    /// Nearest first, then oldest first.
    public func outputs(
        nearAny fingerprints: [Fingerprint], within distance: Int, limit: Int
    ) async throws(StoreError) -> [OutputMatch] {
        Self.nearest(of: outputs, toAny: fingerprints, within: distance, limit: limit)
    }

    /// The same of those that were stopped and not released since.
    public func stoppedOutputs(
        nearAny fingerprints: [Fingerprint], within distance: Int, limit: Int
    ) async throws(StoreError) -> [OutputMatch] {
        Self.nearest(of: outputs.filter { !$0.released }, toAny: fingerprints, within: distance, limit: limit)
    }

    /// The same bytes first, then the nearest.
    public func bankMatches(_ query: BankQuery, at: Moment) async throws(StoreError) -> [BankMatch] {
        let (entries, allowances) = tables.withLock { ($0.bankEntries, $0.allowances) }
        return BankScan(entries).find(query).compactMap { hit in
            let entry = entries[Int(hit.number)]
            if let end = entry.expiresAt, end <= at { return nil }
            let voices = allowances.count { $0.entry == entry.id && $0.sha256 == query.sha256 }
            return voices >= 2 && entry.bank != .illegal ? nil : BankMatch(entry: entry, distance: hit.distance)
        }
    }

    /// One entry of a bank.
    public func bankEntry(_ id: BankEntryID) async throws(StoreError) -> BankEntry? {
        tables.withLock { $0.bankEntries.first { $0.id == id } }
    }

    /// Entries of a bank, or of all, oldest first, after that one.
    public func bankEntries(
        _ bank: Bank?, after: BankEntryID?, limit: Int
    ) async throws(StoreError) -> [BankEntry] {
        let entries = tables.withLock { $0.bankEntries }
        let start = after.flatMap { id in entries.firstIndex { $0.id == id } }.map { $0 + 1 } ?? 0
        return Array(entries[start...].filter { bank == nil || $0.bank == bank }.prefix(max(0, limit)))
    }

    /// Entries with that code's digest, oldest first.
    public func bankEntries(code: String) async throws(StoreError) -> [BankEntry] {
        tables.withLock { $0.bankEntries.filter { $0.codeDigest == code } }
    }

    /// Who lets which file pass an entry, oldest first.
    public func allowances(of entry: BankEntryID) async throws(StoreError) -> [BankAllowance] {
        tables.withLock { $0.allowances.filter { $0.entry == entry } }
    }

    /// A picture behind a signed address, while it is kept.
    public func delivery(
        _ id: OutputID, at: Moment
    ) async throws(StoreError) -> (picture: Picture, format: Picture.Format)? {
        tables.withLock { $0.deliveries[id] }.flatMap { $0.until > at ? ($0.picture, $0.format) : nil }
    }

    /// The words of a request, while they are kept.
    public func prompt(of decision: DecisionID) async throws(StoreError) -> String? {
        tables.withLock { $0.prompts[decision]?.text }
    }

    /// Erases prompts, deliveries and permits whose time is over; returns how many rows went.
    public func eraseExpired(at: Moment) async throws(StoreError) -> Int { tables.withLock { $0.eraseExpired(at) } }

    /// Always.
    public func isReady() async -> Bool { true }

    private static func nearest(
        of outputs: [OutputRecord], toAny fingerprints: [Fingerprint], within distance: Int, limit: Int
    ) -> [OutputMatch] {
        let matches = outputs.compactMap { output in
            fingerprints.map { output.fingerprint.distance(to: $0) }.min()
                .map { OutputMatch(output: output, distance: $0) }
        }.filter { $0.distance <= distance }
        let sorted = matches.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
        return Array(sorted.map(\.element).prefix(max(0, limit)))
    }

    private static func isOlder(_ left: HeldCase, _ right: HeldCase) -> Bool {
        (left.openedAt, left.id.text) < (right.openedAt, right.id.text)
    }
}

/// Looks at every entry: what the index is compared with.
private struct BankScan {
    let entries: [BankEntry]

    init(_ entries: [BankEntry]) { self.entries = entries }

    func find(_ query: BankQuery) -> [(number: Int64, distance: Int?)] {
        var same: [(number: Int64, distance: Int?)] = []
        var near: [(number: Int64, distance: Int)] = []
        for (number, entry) in entries.enumerated() where entry.isEnabled {
            let digests = [(entry.sha256, query.sha256), (entry.md5, query.md5)]
            if digests.contains(where: { $0.0 != nil && $0.0 == $0.1 }) {
                same.append((Int64(number), nil))
            } else if let own = entry.searchable,
                let distance = query.fingerprints.flatMap({ one in ([own] + entry.crops).map { $0.distance(to: one) } })
                    .min(),
                distance <= BankEntry.distanceMax
            {
                near.append((Int64(number), distance))
            }
        }
        near.sort { ($0.distance, $0.number) < ($1.distance, $1.number) }
        return Array(
            (same + near.map { (number: $0.number, distance: Int?.some($0.distance)) }).prefix(BankLookup.limit))
    }
}
