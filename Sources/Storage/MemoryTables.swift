import AuditTrail
import SafetyModel
import Screening

/// The tables of `MemoryStore`. Every change notes how to take it back, so that a batch that fails leaves no trace.
struct MemoryTables {
    struct KeptPrompt {
        var text: String
        var eraseAt: Moment
    }

    struct KeptDelivery {
        var picture: Picture
        var format: Picture.Format
        var until: Moment
    }

    struct KeptPermit {
        var permit: Permit
        var usedAt: Moment?
    }

    struct DocumentName: Hashable {
        var kind: DeskDocument.Kind
        var id: String

        init(_ kind: DeskDocument.Kind, _ id: String) {
            self.kind = kind
            self.id = id
        }
    }

    private(set) var audit: [AuditRecord] = []
    private(set) var outputs: [OutputRecord] = []
    private(set) var accounts: [AccountID: Account] = [:]
    private(set) var switches: [SwitchScope: SwitchSetting] = [:]
    private(set) var cases: [CaseID: HeldCase] = [:]
    private(set) var heldPictures: [OutputID: HeldPicture] = [:]
    /// Pictures of a case in the order in which they were sealed.
    private(set) var places: [CaseID: [OutputID]] = [:]
    private(set) var prompts: [DecisionID: KeptPrompt] = [:]
    private(set) var deliveries: [OutputID: KeptDelivery] = [:]
    private(set) var bankEntries: [BankEntry] = []
    private(set) var allowances: [BankAllowance] = []
    /// In the order of their positions.
    private(set) var caseEvents: [CaseEventRow] = []
    private(set) var documents: [DocumentName: DeskDocument] = [:]

    private var chain: AuditChain?
    private var permits: [String: KeptPermit] = [:]
    private var outputPlaces: [OutputID: Int] = [:]
    private var undo: [(inout MemoryTables) -> Void] = []

    init(chain name: String) { chain = (try? AuditChain(name: name)) ?? (try? AuditChain(name: "main")) }

    func openPermit(_ digest: String, _ at: Moment) -> Permit? {
        guard let kept = permits[digest], kept.usedAt == nil, kept.permit.expiresAt > at else { return nil }
        return kept.permit
    }

    mutating func commit(_ writes: [LedgerWrite]) throws(StoreError) {
        guard rows + writes.count <= MemoryStore.rowsMax else { throw StoreError(.overloaded, operation: "commit") }
        undo.removeAll()
        do {
            for write in writes { try apply(write) }
        } catch {
            let steps = undo
            for step in steps.reversed() { step(&self) }
            throw error
        }
    }

    mutating func eraseExpired(_ at: Moment) -> Int {
        let before = rows
        prompts = prompts.filter { $0.value.eraseAt > at }
        deliveries = deliveries.filter { $0.value.until > at }
        permits = permits.filter { $0.value.permit.expiresAt > at }
        heldPictures = heldPictures.filter { _, held in
            if let fetched = held.fetchedAt, fetched <= at { return false }
            guard let closed = cases[held.caseID], closed.state == .released, let end = closed.closedAt else {
                return true
            }
            return end.milliseconds > at.milliseconds - HeldPicture.waitMilliseconds
        }
        places = places.mapValues { $0.filter { heldPictures[$0] != nil } }
        return before - rows
    }

    private var rows: Int {
        audit.count + outputs.count + accounts.count + switches.count + cases.count + heldPictures.count
            + prompts.count + deliveries.count + permits.count + bankEntries.count + allowances.count
            + caseEvents.count + documents.count
    }

    private mutating func apply(_ write: LedgerWrite) throws(StoreError) {
        switch write {
        case .audit(let entry): try append(entry)
        case .keepPrompt(let decision, let text, let eraseAt):
            put(\.prompts[decision], KeptPrompt(text: text, eraseAt: eraseAt))
        case .registerOutput(let output): try register(output)
        case .openCase(let opened):
            try require(cases[opened.id] == nil)
            put(\.cases[opened.id], opened)
        case .expectAccount(let id, let account): try require(accounts[id] == account)
        case .sealPicture(let held):
            try require(cases[held.caseID] != nil && heldPictures[held.id] == nil)
            put(\.heldPictures[held.id], held)
            put(\.places[held.caseID], (places[held.caseID] ?? []) + [held.id])
        case .closeCase(let id, let state, let by, let note, let at): try close(id, state, by, note, at)
        case .releaseOutputs(let decision): release(decision)
        case .erasePictures(let id):
            for picture in places[id] ?? [] { put(\.heldPictures[picture], nil) }
            put(\.places[id], nil)
        case .grantPermit(let permit):
            put(\.permits[permit.digest], KeptPermit(permit: permit))
        case .usePermit(let digest, let at):
            guard let permit = openPermit(digest, at) else { throw conflict }
            put(\.permits[digest], KeptPermit(permit: permit, usedAt: at))
        case .fetchHeld(let id, let at):
            guard var held = heldPictures[id], held.fetchedAt == nil else { throw conflict }
            held.fetchedAt = at
            put(\.heldPictures[id], held)
        case .putAccount(let account): put(\.accounts[account.id], account)
        case .setSwitch(let setting): put(\.switches[setting.scope], setting)
        case .clearSwitch(let scope): put(\.switches[scope], nil)
        case .putBankEntry(let entry):
            try require(!bankEntries.contains { $0.id == entry.id })
            bankEntries.append(entry)
            undo.append { tables in tables.bankEntries.removeLast() }
        case .renewBankEntries(let code, let until):
            try changeEntries(code) { entries in
                for place in entries.indices where entries[place].codeDigest == code {
                    entries[place].expiresAt = until
                }
            }
        case .eraseBankEntries(let code): try changeEntries(code) { $0.removeAll { $0.codeDigest == code } }
        case .enableBankEntry(let id, let isEnabled):
            guard let place = bankEntries.firstIndex(where: { $0.id == id }) else { throw conflict }
            let old = bankEntries[place]
            bankEntries[place].isEnabled = isEnabled
            undo.append { tables in tables.bankEntries[place] = old }
        case .allowMatch(let new):
            try require(bankEntries.contains { $0.id == new.entry })
            guard !allowances.contains(where: { $0.entry == new.entry && $0.sha256 == new.sha256 && $0.by == new.by })
            else { return }
            allowances.append(new)
            undo.append { tables in tables.allowances.removeLast() }
        case .appendCaseEvent(let row): try append(row)
        case .putDocument(let document): put(\.documents[.init(document.kind, document.id)], document)
        case .addDocument(let document):
            try require(documents[.init(document.kind, document.id)] == nil)
            put(\.documents[.init(document.kind, document.id)], document)
        case .eraseDocument(let kind, let id): put(\.documents[.init(kind, id)], nil)
        case .eraseDelivery(let id): put(\.deliveries[id], nil)
        case .eraseDeliveries(let account):
            for output in outputs where output.account == account { put(\.deliveries[output.id], nil) }
        case .keepDelivery(let id, let picture, let format, let until):
            try require(deliveries[id] == nil)
            put(\.deliveries[id], KeptDelivery(picture: picture, format: format, until: until))
        }
    }

    private mutating func changeEntries(_ code: String, _ change: (inout [BankEntry]) -> Void) throws(StoreError) {
        try require(bankEntries.contains { $0.codeDigest == code })
        let old = bankEntries
        undo.append { tables in tables.bankEntries = old }
        change(&bankEntries)
    }

    private var conflict: StoreError { StoreError(.conflict, operation: "commit") }

    private func require(_ holds: Bool) throws(StoreError) {
        guard holds else { throw conflict }
    }

    private mutating func put<Value>(_ place: WritableKeyPath<MemoryTables, Value?>, _ value: Value?) {
        let old = self[keyPath: place]
        undo.append { tables in tables[keyPath: place] = old }
        self[keyPath: place] = value
    }

    private mutating func append(_ entry: AuditEntry) throws(StoreError) {
        guard var grown = chain, let record = try? grown.append(entry) else {
            throw StoreError(.conflict, operation: "audit entry out of bounds")
        }
        put(\.chain, grown)
        audit.append(record)
        undo.append { tables in tables.audit.removeLast() }
    }

    private mutating func append(_ row: CaseEventRow) throws(StoreError) {
        try require(
            row.position > (caseEvents.last?.position ?? 0)
                && !caseEvents.contains { $0.caseID == row.caseID && $0.sequence == row.sequence })
        caseEvents.append(row)
        undo.append { tables in tables.caseEvents.removeLast() }
    }

    private mutating func release(_ decision: DecisionID) {
        for place in outputs.indices where outputs[place].decision == decision {
            let old = outputs[place]
            outputs[place].released = true
            undo.append { tables in tables.outputs[place] = old }
        }
    }

    private mutating func register(_ output: OutputRecord) throws(StoreError) {
        guard let place = outputPlaces[output.id] else {
            put(\.outputPlaces[output.id], outputs.count)
            outputs.append(output)
            undo.append { tables in tables.outputs.removeLast() }
            return
        }
        let old = outputs[place]
        try require(
            old.sha256 == output.sha256 && old.decision == output.decision
                && old.fingerprint.words == output.fingerprint.words)
        outputs[place].released = output.released
        outputs[place].at = output.at
        undo.append { tables in tables.outputs[place] = old }
    }

    private mutating func close(
        _ id: CaseID, _ state: HeldCase.State, _ by: String, _ note: String, _ at: Moment
    ) throws(StoreError) {
        guard var held = cases[id], held.state == .waiting, state != .waiting else { throw conflict }
        held.state = state
        held.closedBy = by
        held.note = note
        held.closedAt = at
        put(\.cases[id], held)
    }
}
