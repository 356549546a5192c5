public import AuditTrail
public import ImageFingerprint
public import SafetyModel

/// The one way to change what Vangrail knows: a batch of writes becomes durable together, or not at all.
public protocol Ledger: Sendable {
    /// Hands the batch over, to be written in one transaction, and returns at once. It survives kill -9 and power loss
    /// when the receipt says that it is durable. Writers share commits (group commit); the queue of waiting batches is
    /// bounded.
    func begin(_ writes: [LedgerWrite]) throws(StoreError) -> CommitReceipt

    /// Takes a batch that nothing waits for: it becomes durable with the next commit, in order. For records after which
    /// nothing leaves. Throws when the queue is full or closed.
    func note(_ writes: [LedgerWrite]) throws(StoreError)
}

extension Ledger {
    /// Writes the batch and returns when it is durable.
    public func commit(_ writes: [LedgerWrite]) async throws(StoreError) { try await begin(writes).durable() }
}

/// One change. Everything that changes state travels with the audit entry that records it.
public enum LedgerWrite: Sendable {
    /// Appends to the audit trail.
    case audit(AuditEntry)
    /// Keeps the words of a request, sealed, until that moment.
    case keepPrompt(DecisionID, text: String, eraseAt: Moment)
    /// Records a picture that left, or was held.
    case registerOutput(OutputRecord)
    /// Opens a case that waits for a person.
    case openCase(HeldCase)
    /// Keeps a held picture, sealed.
    case sealPicture(HeldPicture)
    /// A person closed a case.
    case closeCase(CaseID, HeldCase.State, by: String, note: String, at: Moment)
    /// The held outputs of a decision count as released from now on.
    case releaseOutputs(of: DecisionID)
    /// Erases the sealed pictures of a case.
    case erasePictures(CaseID)
    /// Lets one exact request through once.
    case grantPermit(Permit)
    /// Uses a permit; the batch fails with `conflict` when it is used, expired or unknown.
    case usePermit(digest: String, at: Moment)
    /// Marks a held picture as fetched; the batch fails with `conflict` when it was fetched before.
    case fetchHeld(OutputID, at: Moment)
    /// The batch fails with `conflict` unless this is what is known of the account; nil for nothing.
    case expectAccount(AccountID, Account?)
    /// Creates or replaces what is known of an account.
    case putAccount(Account)
    /// Sets or clears a switch.
    case setSwitch(SwitchSetting)
    case clearSwitch(SwitchScope)
    /// Adds an entry to a bank; the batch fails with `conflict` when there is one with its id.
    case putBankEntry(BankEntry)
    /// Switches an entry on or off; the batch fails with `conflict` when there is none.
    case enableBankEntry(BankEntryID, Bool)
    /// Makes the entries with that code's digest last until then; the batch fails with `conflict` when there are none.
    case renewBankEntries(code: String, until: Moment)
    /// Erases them.
    case eraseBankEntries(code: String)
    /// Notes that a person lets one file pass one entry; a person counts once.
    case allowMatch(BankAllowance)
    /// Appends to the events of a case; the batch fails with `conflict` when position or number is taken.
    case appendCaseEvent(CaseEventRow)
    /// Creates or replaces a document of the desk.
    case putDocument(DeskDocument)
    /// Creates one; the batch fails with `conflict` when there is one with its id.
    case addDocument(DeskDocument)
    /// Erases one, if it is there.
    case eraseDocument(DeskDocument.Kind, String)
    /// Ends the signed addresses of a picture.
    case eraseDelivery(OutputID)
    /// Ends those of all pictures of an account.
    case eraseDeliveries(of: AccountID)
    /// Keeps a released picture for a short while behind a signed address.
    case keepDelivery(OutputID, picture: Picture, format: Picture.Format, until: Moment)
}

/// What the use cases ask the store.
public protocol GateStore: Sendable {
    func account(_ id: AccountID) async throws(StoreError) -> Account?
    func switches() async throws(StoreError) -> [SwitchSetting]
    /// Cases in that state, oldest first; all when nil.
    func cases(_ state: HeldCase.State?, limit: Int) async throws(StoreError) -> [HeldCase]
    func heldCase(_ id: CaseID) async throws(StoreError) -> HeldCase?
    func heldCase(of decision: DecisionID) async throws(StoreError) -> HeldCase?
    /// The sealed pictures of a case, opened.
    func heldPictures(of id: CaseID) async throws(StoreError) -> [HeldPicture]
    /// An unused, unexpired permit.
    func permit(digest: String, at: Moment) async throws(StoreError) -> Permit?
    /// Outputs with that mark: one as a rule, for ids are random.
    func outputs(mark: MarkID) async throws(StoreError) -> [OutputRecord]
    func output(_ id: OutputID) async throws(StoreError) -> OutputRecord?
    /// Outputs whose fingerprint lies that close to one of those, nearest first, at most `limit`.
    func outputs(nearAny fingerprints: [Fingerprint], within distance: Int, limit: Int) async throws(StoreError)
        -> [OutputMatch]
    /// Outputs that were stopped and not released since, with a fingerprint that close, nearest first. Released ones
    /// take none of the `limit`, so a stopped one in reach is always found.
    func stoppedOutputs(nearAny fingerprints: [Fingerprint], within distance: Int, limit: Int)
        async throws(StoreError) -> [OutputMatch]
    /// Entries that a picture matches, the same bytes first, then the nearest, at most 64. Without those that are off or
    /// over, and those that two persons let this file pass.
    func bankMatches(_ query: BankQuery, at: Moment) async throws(StoreError) -> [BankMatch]
    func bankEntry(_ id: BankEntryID) async throws(StoreError) -> BankEntry?
    /// Entries of a bank, or of all, oldest first, after that one.
    func bankEntries(_ bank: Bank?, after: BankEntryID?, limit: Int) async throws(StoreError) -> [BankEntry]
    /// Entries with that code's digest, oldest first.
    func bankEntries(code: String) async throws(StoreError) -> [BankEntry]
    /// Who lets which file pass an entry, oldest first.
    func allowances(of entry: BankEntryID) async throws(StoreError) -> [BankAllowance]
    /// A picture behind a signed address, while it is kept.
    func delivery(_ id: OutputID, at: Moment) async throws(StoreError) -> (picture: Picture, format: Picture.Format)?
    /// The words of a request, while they are kept.
    func prompt(of decision: DecisionID) async throws(StoreError) -> String?
    /// Erases prompts, deliveries and permits whose time is over; returns how many rows went.
    func eraseExpired(at: Moment) async throws(StoreError) -> Int
    /// True when the store answers.
    func isReady() async -> Bool
}

/// Why the store has no answer.
public struct StoreError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        /// Cannot be reached, is locked or is out of space.
        case unavailable
        /// Too many batches wait already.
        case overloaded
        /// A row said otherwise: used, expired, unknown, or written by somebody else.
        case conflict
        /// What was read back does not decrypt or decode.
        case damaged
    }

    public var code: Code
    /// What was tried, for the log; never personal.
    public var operation: String

    public init(_ code: Code, operation: String) {
        self.code = code
        self.operation = operation
    }
}

/// A picture that left or was held: how a later notice finds it, its copies and its maker.
public struct OutputRecord: Hashable, Sendable {
    public var id: OutputID
    public var decision: DecisionID
    public var account: AccountID?
    public var fingerprint: Fingerprint
    /// How it looks in each of its parts; tells a copy from an edit or from its source.
    public var signature: LocalSignature?
    /// The mark in its pixels; nil where it could not carry one.
    public var mark: MarkID?
    /// SHA-256 of the bytes that left, lower-case hex.
    public var sha256: String
    /// The fingerprint of the first source picture of an edit.
    public var source: Fingerprint?
    /// The local signature of that source.
    public var sourceSignature: LocalSignature?
    public var released: Bool
    public var at: Moment

    public init(
        id: OutputID, decision: DecisionID, account: AccountID?, fingerprint: Fingerprint,
        signature: LocalSignature? = nil, mark: MarkID? = nil, sha256: String, source: Fingerprint?,
        sourceSignature: LocalSignature? = nil, released: Bool, at: Moment
    ) {
        self.id = id
        self.decision = decision
        self.account = account
        self.fingerprint = fingerprint
        self.signature = signature
        self.mark = mark
        self.sha256 = sha256
        self.source = source
        self.sourceSignature = sourceSignature
        self.released = released
        self.at = at
    }
}

/// An output near a fingerprint.
public struct OutputMatch: Hashable, Sendable {
    public var output: OutputRecord
    /// Bits that differ, 0 to 256.
    public var distance: Int
    public var likeness = Likeness.near

    /// Nobody has compared signatures yet.
    public init(output: OutputRecord, distance: Int) {
        self.output = output
        self.distance = distance
    }
}

/// A decision that waits for a person.
public struct HeldCase: Hashable, Sendable, Codable {
    public enum State: String, CaseIterable, Hashable, Sendable, Codable { case waiting, released, refused }

    public var id: CaseID
    public var decision: Decision
    public var account: AccountID?
    public var operation: Operation
    /// Keyed digest of the exact request, for a permit.
    public var requestDigest: String
    public var state: State
    public var openedAt: Moment
    public var closedAt: Moment?
    /// Who closed it, as staff know them.
    public var closedBy: String?
    public var note: String?

    public init(
        id: CaseID, decision: Decision, account: AccountID?, operation: Operation, requestDigest: String,
        state: State = .waiting, openedAt: Moment, closedAt: Moment? = nil, closedBy: String? = nil,
        note: String? = nil
    ) {
        self.id = id
        self.decision = decision
        self.account = account
        self.operation = operation
        self.requestDigest = requestDigest
        self.state = state
        self.openedAt = openedAt
        self.closedAt = closedAt
        self.closedBy = closedBy
        self.note = note
    }
}

/// A picture kept sealed while its case waits.
public struct HeldPicture: Hashable, Sendable {
    public var id: OutputID
    public var caseID: CaseID
    public var picture: Picture
    public var format: Picture.Format
    /// When its account fetched it; nil until then. Fetched pictures are erased with what has expired.
    public var fetchedAt: Moment?

    /// How long a released picture waits for its account, seven days, before it is erased with what has expired.
    public static let waitMilliseconds: Int64 = 7 * 24 * 3_600_000

    public init(id: OutputID, caseID: CaseID, picture: Picture, format: Picture.Format, fetchedAt: Moment? = nil) {
        self.id = id
        self.caseID = caseID
        self.picture = picture
        self.format = format
        self.fetchedAt = fetchedAt
    }
}

/// Lets one exact request through once, after a person released it.
public struct Permit: Hashable, Sendable {
    /// Keyed digest of account, operation, prompt and pictures.
    public var digest: String
    public var caseID: CaseID
    public var expiresAt: Moment

    public init(digest: String, caseID: CaseID, expiresAt: Moment) {
        self.digest = digest
        self.caseID = caseID
        self.expiresAt = expiresAt
    }
}

/// What a switch turns off.
public enum SwitchScope: Hashable, Sendable {
    /// Every request of everybody.
    case generation
    /// Edits and variations of pictures that show people.
    case peopleEdits
    /// Every request of a tier.
    case tier(String)
    /// Every request of an account.
    case account(AccountID)
    /// Every request with any signal of a category.
    case category(Category)

    /// How the scope is written: `generation`, `people-edits`, `tier:free`, `account:42`, `category:hate`.
    public var name: String {
        switch self {
        case .generation: "generation"
        case .peopleEdits: "people-edits"
        case .tier(let tier): "tier:\(tier)"
        case .account(let account): "account:\(account.text)"
        case .category(let category): "category:\(category.rawValue)"
        }
    }

    /// Reads a scope as it is written; nil for anything else.
    public init?(name: String) {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("generation", 1): self = .generation
        case ("people-edits", 1): self = .peopleEdits
        case ("tier", 2): self = .tier(parts[1])
        case ("account", 2): self = .account(AccountID(text: parts[1]))
        case ("category", 2):
            guard let category = Category(rawValue: parts[1]) else { return nil }
            self = .category(category)
        default: return nil
        }
    }
}

/// A switch that is off, since when and by whom.
public struct SwitchSetting: Hashable, Sendable {
    public var scope: SwitchScope
    public var since: Moment
    public var by: String
    public var note: String

    public init(scope: SwitchScope, since: Moment, by: String, note: String) {
        self.scope = scope
        self.since = since
        self.by = by
        self.note = note
    }
}
