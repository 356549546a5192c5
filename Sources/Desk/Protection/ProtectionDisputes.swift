public import AuditTrail
import Casework
public import SafetyModel
public import Screening

/// What somebody says against the registration of a protected picture, until a person has looked at it.
public struct ProtectionDispute: Hashable, Sendable {
    /// The registration; one dispute waits for each.
    public var entry: BankEntryID
    /// What was said, oldest first; at most `ProtectionDisputes.statementsMax`.
    public var statements: [String]
    public var since: Moment
    /// When it was registered; nil where the registration has ended since.
    public var registeredAt: Moment?
    /// An account was named as its owner's.
    public var namesOwner: Bool

    public init(
        entry: BankEntryID, statements: [String], since: Moment, registeredAt: Moment? = nil, namesOwner: Bool = false
    ) {
        self.entry = entry
        self.statements = statements
        self.since = since
        self.registeredAt = registeredAt
        self.namesOwner = namesOwner
    }
}

/// The door against registrations, and where staff decide. Whoever knocks is never told whether a picture is registered.
public protocol DisputeDoor: Sendable {
    /// Takes in what somebody says against a registration of their picture, where there is one.
    func raise(_ fingerprint: Fingerprint, words: String) async throws(DeskError)
    /// What waits for a person, in the order of the registrations' ids.
    func waiting() async throws(DeskError) -> [ProtectionDispute]
    /// Ends the registration, or lets it stand.
    func decide(_ entry: BankEntryID, ends: Bool, by member: Member) async throws(DeskError)
}

/// Disputes as sealed documents.
public struct ProtectionDisputes: DisputeDoor {
    public static let statementsMax = 5
    /// Disputes that wait at once; beyond it the door says that it is busy, whatever the picture.
    static let waitingMax = 1_000

    private let store: any DeskStore
    private let gate: any GateStore
    private let ledger: any Ledger
    private let clock: Timepiece
    private let digester: KeyedDigest

    public init(
        store: any DeskStore, gate: any GateStore, ledger: any Ledger, clock: Timepiece, digester: KeyedDigest
    ) {
        self.store = store
        self.gate = gate
        self.ledger = ledger
        self.clock = clock
        self.digester = digester
    }

    private struct Body: Codable {
        var statements: [String]
        /// Milliseconds.
        var since: Int64
    }

    /// Answers the same whether or not that picture is registered.
    public func raise(_ fingerprint: Fingerprint, words: String) async throws(DeskError) {
        guard fingerprint.quality >= BankEntry.qualityMin else { throw .invalid(.fingerprints) }
        guard !words.isEmpty, words.unicodeScalars.count <= NoticeDraft.wordsMax else { throw .invalid(.words) }
        let now = clock.now()
        // WHY: the record is written whether or not there is a registration, so that the time taken tells nothing.
        var writes: [LedgerWrite] = [note("disputed", digester.digest(["fingerprint", fingerprint.hex]), "a stranger")]
        guard try await bodies().count < Self.waitingMax else { throw .unavailable }
        for match in try await matches(fingerprint, at: now) where match.entry.bank == .protected {
            let id = match.entry.id.text
            let known: Body? = try await Documents.value(.dispute, id, in: store)
            var body = known ?? Body(statements: [], since: now.milliseconds)
            guard body.statements.count < Self.statementsMax else { continue }
            body.statements.append(words)
            guard let document = Documents.document(.dispute, id, body) else { throw .unavailable }
            writes.append(.putDocument(document))
        }
        do throws(StoreError) { try await ledger.commit(writes) } catch { throw .unavailable }
    }

    /// What waits for a person.
    public func waiting() async throws(DeskError) -> [ProtectionDispute] {
        var disputes: [ProtectionDispute] = []
        for document in try await bodies() {
            let body: Body = try Documents.value(document)
            let entry = try await entry(BankEntryID(text: document.id))
            disputes.append(
                ProtectionDispute(
                    entry: BankEntryID(text: document.id), statements: body.statements,
                    since: Moment(milliseconds: body.since), registeredAt: entry?.addedAt,
                    namesOwner: entry?.owner != nil))
        }
        return disputes
    }

    /// Ends the registration, or lets it stand; the dispute is over either way.
    public func decide(_ entry: BankEntryID, ends: Bool, by member: Member) async throws(DeskError) {
        let known: Body? = try await Documents.value(.dispute, entry.text, in: store)
        guard known != nil else { throw .unknown }
        let stands = try await self.entry(entry)?.isEnabled ?? false
        var writes: [LedgerWrite] = [
            .eraseDocument(.dispute, entry.text),
            note(ends ? "overruled" : "upheld", entry.text, digester.digest(["staff", member.id.text])),
        ]
        if ends, stands { writes.append(.enableBankEntry(entry, false)) }
        do throws(StoreError) { try await ledger.commit(writes) } catch { throw .unavailable }
    }

    private func bodies() async throws(DeskError) -> [DeskDocument] {
        do throws(StoreError) {
            return try await store.documents(.dispute, after: nil, limit: Self.waitingMax)
        } catch { throw .unavailable }
    }

    private func matches(_ fingerprint: Fingerprint, at now: Moment) async throws(DeskError) -> [BankMatch] {
        do throws(StoreError) {
            return try await gate.bankMatches(BankQuery(fingerprints: [fingerprint]), at: now)
        } catch { throw .unavailable }
    }

    private func entry(_ id: BankEntryID) async throws(DeskError) -> BankEntry? {
        do throws(StoreError) { return try await gate.bankEntry(id) } catch { throw .unavailable }
    }

    private func note(_ state: String, _ subject: String, _ person: String) -> LedgerWrite {
        .audit(
            AuditEntry(
                kind: .bankChanged, subject: subject, at: clock.now(),
                fields: ["bank": Bank.protected.rawValue, "state": state, "by": person]))
    }
}
