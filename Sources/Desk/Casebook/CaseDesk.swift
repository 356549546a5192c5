public import AuditTrail
public import Casework
public import SafetyModel
public import Screening

/// Casework with a memory: every command is decided by the case's state machine, stored, and only then known.
///
/// The one writer of events: they are numbered over all cases, so a second writer would find its number taken.
public actor CaseDesk {
    /// Commands that wait for their turn; more are turned away.
    private static let waitingMax = 1000
    private static let pageSize = 2000

    private let store: any DeskStore
    private let ledger: any Ledger
    private let digester: KeyedDigest
    nonisolated let clock: Timepiece
    nonisolated public let settings: CaseworkSettings

    private var docket: Docket
    private var book = QueueBook()
    private var position: Int64 = 0
    private var turns = Turns(waitingMax: waitingMax)
    private var listeners = Listeners()

    private init(
        store: any DeskStore, ledger: any Ledger, clock: Timepiece, digester: KeyedDigest, settings: CaseworkSettings
    ) {
        self.store = store
        self.ledger = ledger
        self.clock = clock
        self.digester = digester
        self.settings = settings
        docket = Docket(settings: settings)
    }

    /// Reads all events and the registers. Throws `refused` for settings that the law does not allow.
    public static func open(
        store: any DeskStore, ledger: any Ledger, clock: Timepiece, digester: KeyedDigest,
        settings: CaseworkSettings = CaseworkSettings()
    ) async throws(DeskError) -> CaseDesk {
        do throws(CaseworkError) { try settings.check() } catch { throw .refused(error) }
        let desk = CaseDesk(store: store, ledger: ledger, clock: clock, digester: digester, settings: settings)
        try await desk.load()
        return desk
    }

    private func load() async throws(DeskError) {
        while true {
            let page: [CaseEventRow]
            do throws(StoreError) {
                page = try await store.caseEvents(after: position, limit: Self.pageSize)
            } catch { throw .unavailable }
            for row in page {
                guard let event = EventCoding.event(row.body) else { throw .refused(.damaged) }
                do throws(CaseworkError) { try docket.fold(event) } catch { throw .refused(error) }
                position = row.position
            }
            guard page.count == Self.pageSize else { break }
        }
        // In the order of their clocks, more or less, so that each is put near the end of its line.
        for file in docket.cases.values.sorted(by: { $0.openedAt < $1.openedAt }) { book.take(file, settings) }
        try await loadRegisters()
    }

    private func loadRegisters() async throws(DeskError) {
        for flagger: TrustedFlagger in try await Documents.all(.flagger, in: store) {
            docket.flaggers[flagger.id] = flagger
        }
        for authority: Authority in try await Documents.all(.authority, in: store) {
            docket.authorities[authority.id] = authority
        }
    }

    // MARK: - Changing

    /// Carries out a command on a case, together with what has to be stored at the same moment.
    @discardableResult
    public func perform(
        _ command: CaseCommand, on id: CaseID, by actor: Actor, with writes: [LedgerWrite] = []
    ) async throws(DeskError) -> CaseFile {
        try await inTurn { () async throws(DeskError) in
            try await self.keep([try self.step(command, id, actor)], writes)
        }
        guard let file = docket.cases[id] else { throw .unknown }
        return file
    }

    /// Takes a notice in: its parts go to the cases that hold its pictures or are about the same person, else to a new
    /// one. All parts are stored together.
    public func receive(
        _ notice: Notice, _ items: [Item], with writes: @Sendable ([CaseID]) -> [LedgerWrite]
    ) async throws(DeskError) -> [CaseID] {
        var cases: [CaseID] = []
        let isFrom = Actor.notifier(notice.notifier)
        try await inTurn { () async throws(DeskError) in
            let joining = self.docket.joining(notice, items)
            let fresh = CaseID.mint(at: self.clock.now())
            var steps: [CaseStep] = []
            for (home, names) in joining.parts.sorted(by: { ($0.key?.text ?? "~") < ($1.key?.text ?? "~") }) {
                let id = home ?? fresh
                var part = notice
                part.items = names.filter { notice.items.contains($0) }
                // WHY: what was only found by its looks, and is in another case, is decided there.
                guard !part.items.isEmpty else { continue }
                let own = Set(names).union(self.docket.cases[id]?.items.keys.map { $0 } ?? [])
                let whole = items.filter { item in
                    names.contains(item.id) && item.relation.origin.map(own.contains) ?? true
                }
                steps.append(try self.step(.receiveNotice(part, items: whole), id, isFrom))
                cases.append(id)
            }
            try await self.keep(steps, writes(cases))
        }
        return cases
    }

    private func step(_ command: CaseCommand, _ id: CaseID, _ actor: Actor) throws(DeskError) -> CaseStep {
        do throws(CaseworkError) {
            return try docket.prepare(command, on: id, by: actor, at: clock.now())
        } catch { throw .refused(error) }
    }

    private func keep(_ steps: [CaseStep], _ writes: [LedgerWrite]) async throws(DeskError) {
        let events = steps.flatMap(\.events)
        var all = writes
        for (index, event) in events.enumerated() {
            guard let body = EventCoding.body(event) else { throw .refused(.damaged) }
            all.append(
                .appendCaseEvent(
                    CaseEventRow(
                        position: position + Int64(index) + 1, caseID: event.caseID, sequence: event.sequence,
                        body: body)))
            all.append(.audit(note(event, body)))
        }
        do throws(StoreError) { try await ledger.commit(all) } catch { throw .unavailable }
        position += Int64(events.count)
        for event in events {
            do throws(CaseworkError) { try docket.fold(event) } catch { throw .refused(error) }
        }
        for id in Set(events.map(\.caseID)) {
            guard let file = docket.cases[id] else { continue }
            book.take(file, settings)
            listeners.tell(id)
        }
    }

    private func note(_ event: RecordedEvent, _ body: String) -> AuditEntry {
        var fields = AuditNote(event) { domain, text in digester.digest([domain, text]) }.fields
        fields["body"] = digester.digest(["case-event", body])
        return AuditEntry(kind: .casework, subject: event.caseID.text, at: event.at, fields: fields)
    }

    /// One at a time, in the order of arrival.
    private func inTurn(_ work: () async throws(DeskError) -> Void) async throws(DeskError) {
        switch turns.enter() {
        case .now: break
        case .wait: await withCheckedContinuation { turns.wait($0) }
        case .full: throw .unavailable
        }
        defer { turns.end() }
        try await work()
    }

    // MARK: - Documents

    func put(_ flagger: TrustedFlagger, with writes: [LedgerWrite]) async throws(DeskError) {
        guard let document = Documents.document(.flagger, flagger.id.text, flagger) else { throw .unavailable }
        do throws(StoreError) { try await ledger.commit(writes + [.putDocument(document)]) } catch {
            throw .unavailable
        }
        docket.flaggers[flagger.id] = flagger
    }

    func put(_ authority: Authority, with writes: [LedgerWrite]) async throws(DeskError) {
        guard let document = Documents.document(.authority, authority.id.text, authority) else { throw .unavailable }
        do throws(StoreError) { try await ledger.commit(writes + [.putDocument(document)]) } catch {
            throw .unavailable
        }
        docket.authorities[authority.id] = authority
    }

    var flaggers: [TrustedFlagger] { docket.flaggers.values.sorted { $0.id.text < $1.id.text } }
    var authorities: [Authority] { docket.authorities.values.sorted { $0.id.text < $1.id.text } }

    // MARK: - Reading

    /// A case as it stands.
    public func file(_ id: CaseID) -> CaseFile? { docket.cases[id] }

    /// What all cases say of an account.
    public func account(_ id: AccountID) -> AccountFile? { docket.accounts[id] }

    func entry(_ id: CaseID) -> QueueEntry? { book.entry(id) }

    /// The case that holds an item, if any.
    func home(of item: ItemID) -> CaseID? { docket.home(of: item) }

    /// Cases that name an account as owner of an item, or have measures on it.
    func cases(about account: AccountID) -> [CaseID] { book.cases(about: account) }

    func cases(holding items: Set<ItemID>) -> [CaseID] { Array(Set(items.compactMap { docket.home(of: $0) })) }

    func queue(
        _ isWanted: @Sendable (QueueEntry) -> Bool, limit: Int, offset: Int
    ) -> (entries: [QueueEntry], total: Int) { book.first(limit, from: offset, at: clock.now(), where: isWanted) }

    func waiting() -> (byRoute: [QueueEntry.Route: Int], overdue: Int, dueToday: Int) { book.counts(at: clock.now()) }

    /// Cases with effects that are not carried out.
    func casesWithEffects() -> [CaseID] { book.withEffects.sorted { $0.text < $1.text } }

    /// Cases in which a clock starts to warn, or a measure ends, by that moment.
    func casesToTick(by moment: Moment) -> [CaseID] { book.toTick(by: moment) }

    /// What may be due to be erased, by case; the case itself says whether it is.
    func erasable(at moment: Moment) -> [(id: CaseID, items: [ItemID: ErasureCause], hasTexts: Bool)] {
        let end = moment.adding(seconds: -settings.clocks.complaintSeconds)
        return docket.cases.values.compactMap { file in
            var items: [ItemID: ErasureCause] = [:]
            for state in file.items.values where state.visibility == .removed && state.erasedAt == nil {
                if file.severity == .child { items[state.item.id] = .childAbuseLaw }
                if file.openedAt < end, file.severity < .child { items[state.item.id] = .windowEnded }
            }
            let hasTexts = !file.sealedRows.isEmpty && file.openedAt < end
            return items.isEmpty && !hasTexts ? nil : (file.id, items, hasTexts)
        }
    }

    /// Openings and rulings since a moment, for the forecast.
    func work(since moment: Moment) -> (opened: Int, ruled: Int) {
        docket.cases.values.reduce(into: (0, 0)) { sum, file in
            if file.openedAt >= moment { sum.0 += 1 }
            sum.1 += file.rulings.values.count { $0.at >= moment }
        }
    }

    /// Cases with a notice, statement, complaint, ruling or decision of that number.
    func cases(naming number: String) -> [CaseID] {
        // Parts are numbered by their case: rul_…-3 is of case_….
        if let mark = number.firstIndex(of: "_"), let dash = number.lastIndex(of: "-") {
            let id = CaseID(text: CaseID.prefix + number[mark..<dash])
            return docket.cases[id] == nil ? [] : [id]
        }
        return book.cases(naming: number)
    }

    /// Rulings in an hour in which anybody ruled; nil before the first.
    func rulingsPerHour(since moment: Moment) -> Double? {
        let times = docket.cases.values.flatMap { $0.rulings.values }.filter { $0.at >= moment }
            .map { ($0.ruling.by, $0.at.milliseconds / 3_600_000) }
        let hours = Set(times.map { "\($0.0.text) \($0.1)" })
        return hours.isEmpty ? nil : Double(times.count) / Double(hours.count)
    }

    /// The removed account whose picture became that entry of a bank; nil where there is none.
    func removedAccount(behind entry: BankEntryID) -> AccountID? {
        for file in cases(naming: entry.text).compactMap({ docket.cases[$0] }) {
            guard let order = file.bankEntries[entry]?.order, let owner = file.items[order.item]?.item.owner else {
                continue
            }
            let standing = docket.accounts[owner.account]?.standing(at: clock.now())
            if standing == .removed { return owner.account }
        }
        return nil
    }

    /// The same account was flagged for that entry before.
    func hasFlagged(_ account: AccountID, _ entry: BankEntryID) -> Bool {
        book.cases(about: account).contains { id in
            guard let found = docket.cases[id]?.accountReturn else { return false }
            return found.owner.account == account && found.entry == entry
        }
    }

    /// A case that still takes something.
    func isOpen(_ id: CaseID) -> Bool { docket.cases[id].map { $0.textsErasedAt == nil } ?? false }

    /// Scopes that stand on hold, in whatever case.
    func standingHolds() -> [HoldScope] {
        docket.cases.values.flatMap { $0.holds.values }.filter { $0.liftedAt == nil }.map(\.miss.scope)
    }

    func isHeld(_ scope: HoldScope) -> Bool { standingHolds().contains(scope) }

    /// Numbers of cases as they change; ends when the listener lets go. Nil when too many listen.
    func changes() -> AsyncStream<CaseID> {
        let (stream, id) = listeners.add()
        if let id {
            listeners.onEnd(id) { [weak self] in Task { await self?.stopListening(id) } }
        }
        return stream
    }

    private func stopListening(_ id: Int) { listeners.remove(id) }
}
