public import AuditTrail
public import Casework
public import SafetyModel
public import Screening

/// The desk for staff: rights, reading and pictures, on top of the cases.
public struct StaffDesk: StaffDoor {
    let desk: CaseDesk
    let assets: AssetRegister
    let outbox: Outbox
    let lens: any PictureLens
    let fetcher: any PictureFetcher
    let ledger: any Ledger
    let digester: KeyedDigest
    let exposures: ExposureBook
    let opened = OpenedPictures()
    private let orders: OrderDesk

    public var settings: CaseworkSettings { desk.settings }
    var store: any DeskStore { assets.store }
    var gate: any GateStore { assets.gate }
    var clock: Timepiece { desk.clock }

    public init(
        desk: CaseDesk, assets: AssetRegister, outbox: Outbox, lens: any PictureLens,
        fetcher: any PictureFetcher, ledger: any Ledger, digester: KeyedDigest, look: PictureLook, publicURL: String
    ) {
        self.desk = desk
        self.assets = assets
        self.outbox = outbox
        self.lens = lens
        self.fetcher = fetcher
        self.ledger = ledger
        self.digester = digester
        exposures = ExposureBook()
        orders = OrderDesk(
            desk: desk, assets: assets,
            resolver: ThingResolver(assets: assets, look: look, digester: digester, publicURL: publicURL))
    }

    /// Cases that wait for somebody, in the order of work.
    public func queue(
        _ wish: QueueWish, for member: Member, limit: Int, offset: Int
    ) async throws(DeskError) -> QueuePage {
        let now = clock.now()
        let reads = member.role == .auditor || member.role == .lead
        let (entries, total) = await desk.queue(
            { entry in
                guard wish.route == nil || entry.route == wish.route else { return false }
                guard wish.isMineToTake else { return reads || member.role.mayRead(entry.severity) }
                return entry.isOpen(to: member.id, member.role, at: now)
            }, limit: min(200, limit), offset: offset)
        let waiting = await desk.waiting()
        return QueuePage(entries: entries, total: total, waiting: waiting.byRoute, overdue: waiting.overdue)
    }

    /// Gives a command as a member of staff; the case's rules say whether it may be given.
    @discardableResult
    public func perform(
        _ command: CaseCommand, on id: CaseID, by member: Member
    ) async throws(DeskError) -> CaseFile {
        guard await desk.file(id) != nil || command.opensCase else { throw .unknown }
        do throws(DeskError) {
            return try await desk.perform(command, on: id, by: .staff(member.id, member.role))
        } catch {
            // WHY: words that no event names would never be erased.
            try? ledger.note(command.sealedRows.map { .eraseDocument(.text, $0.text) })
            throw error
        }
    }

    /// Takes in an order that an authority sent.
    public func enterOrder(_ draft: OrderDraft, by member: Member) async throws(DeskError) -> CaseID {
        try await orders.enter(draft, by: member)
    }

    /// Notes that a person has told somebody outside. Nothing counts as told before; what was reported may be erased then.
    @discardableResult
    public func handedOver(_ effect: EffectID, in id: CaseID, by member: Member) async throws(DeskError) -> CaseFile {
        guard let file = await desk.file(id), member.role.mayRead(file.severity) else { throw .unknown }
        guard [.reviewer, .childSafety, .lead].contains(member.role) else { throw .refused(.notAllowed(.acknowledge)) }
        guard let asked = file.outstanding[effect], asked.isForPerson else { throw .refused(.alreadyDone) }
        try await note("handed-over", in: id, member, ["effect": "\(effect.sequence)-\(effect.index)"])
        return try await desk.perform(.acknowledge(effect), on: id, by: .machine)
    }

    /// Records that somebody looked or told; what they see or say counts only with that.
    func note(
        _ action: String, in id: CaseID, _ member: Member, _ more: [String: String] = [:]
    ) async throws(DeskError) {
        var fields = more
        fields["action"] = action
        fields["by"] = digester.digest(["staff", member.id.text])
        do throws(StoreError) {
            try await ledger.commit([
                .audit(AuditEntry(kind: .staffAction, subject: id.text, at: clock.now(), fields: fields))
            ])
        } catch { throw .unavailable }
    }

    /// Keeps words sealed, for a note, a ruling or a report.
    public func seal(_ words: String, in id: CaseID, by member: Member) async throws(DeskError) -> SealedID {
        guard words.unicodeScalars.count <= NoticeDraft.wordsMax, !words.isEmpty else { throw .invalid(.words) }
        guard let file = await desk.file(id), member.role.mayRead(file.severity), member.role != .auditor else {
            throw .unknown
        }
        let row = SealedID.mint(at: clock.now())
        do throws(StoreError) { try await ledger.commit([.putDocument(SealedWords.document(row, words))]) } catch {
            throw .unavailable
        }
        return row
    }

    /// Names a family of requests by the words that all of them hold.
    public func phraseFamily(
        _ words: String, in id: CaseID, by member: Member
    ) async throws(DeskError) -> PhraseFamilyID {
        // WHY: one word alone would hold far more than what was missed.
        let all = StandingHolds.words(of: words).sorted()
        guard words.unicodeScalars.count <= NoticeDraft.lineMax, (2...12).contains(all.count) else {
            throw .invalid(.words)
        }
        guard let file = await desk.file(id), member.role.mayRead(file.severity), member.role != .auditor else {
            throw .unknown
        }
        let family = PhraseFamilyID(text: "phf_" + digester.digest(["phrases"] + all).prefix(26))
        let document = DeskDocument(kind: .phrases, id: family.text, body: Array(all.joined(separator: " ").utf8))
        do throws(StoreError) { try await ledger.commit([.putDocument(document)]) } catch { throw .unavailable }
        return family
    }

    /// Cases by a number of theirs, or an account's name.
    public func search(_ words: String, for member: Member) async throws(DeskError) -> [QueueEntry] {
        let text = words.filter { !$0.isWhitespace }
        guard !text.isEmpty, text.unicodeScalars.count <= CaseLimits.identifierMax else { throw .invalid(.words) }
        var found: [CaseID] = [CaseID(text: text)]
        if let home = await desk.home(of: ItemID(text: text)) { found.append(home) }
        found += await desk.cases(about: AccountID(text: text))
        found += await desk.cases(naming: text)
        var entries: [QueueEntry] = []
        for id in found where !entries.contains(where: { $0.caseID == id }) {
            guard let entry = await desk.entry(id), member.role.mayRead(entry.severity) else { continue }
            entries.append(entry)
        }
        return entries
    }

    /// What is known of an account over all cases; unknown where no case that the member may read names it.
    public func account(_ id: AccountID, for member: Member) async throws(DeskError) -> AccountView {
        var entries: [QueueEntry] = []
        for found in await desk.cases(about: id) {
            guard let entry = await desk.entry(found), member.role.mayRead(entry.severity) else { continue }
            entries.append(entry)
        }
        guard !entries.isEmpty else { throw .unknown }
        entries.sort { ($0.openedAt, $0.caseID.text) > ($1.openedAt, $1.caseID.text) }
        return AccountView(id: id, file: await desk.account(id) ?? AccountFile(), cases: entries)
    }

    /// What the member has seen today.
    public func exposure(of member: Member) async throws(DeskError) -> Exposure {
        exposures.exposure(of: member.id, at: clock.now())
    }

    /// What is to be expected, from the last four weeks.
    public func forecast(for member: Member) async throws(DeskError) -> WorkForecast {
        let now = clock.now()
        let days: Int64 = 28
        let work = await desk.work(since: now.adding(seconds: -days * 86_400))
        let waiting = await desk.waiting()
        let count = waiting.byRoute.values.reduce(0, +)
        // WHY: before anybody has ruled, five minutes a case.
        let perHour = await desk.rulingsPerHour(since: now.adding(seconds: -days * 86_400)) ?? 12
        return WorkForecast(
            openedPerDay: Double(work.opened) / Double(days), ruledPerHour: perHour, waiting: count,
            dueToday: waiting.dueToday, hoursOwed: Double(waiting.dueToday) / perHour)
    }

    /// Numbers of cases that change, until the listener lets go.
    public func changes() -> AsyncStream<CaseID> {
        let (stream, continuation) = AsyncStream.makeStream(of: CaseID.self, bufferingPolicy: .bufferingNewest(256))
        let task = Task { [desk] in
            for await id in await desk.changes() { continuation.yield(id) }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }
}

extension Role {
    /// May look into a case of that severity: child cases are for trained people, and for the auditor.
    func mayRead(_ severity: Severity) -> Bool {
        switch self {
        case .reviewer: severity < .child
        case .childSafety, .lead, .auditor: true
        case .admin: false
        }
    }
}

extension CaseCommand {
    /// Makes a case where there is none: only orders and notices on paper come from staff.
    fileprivate var opensCase: Bool {
        switch self {
        case .receiveNotice, .receiveOrder: true
        default: false
        }
    }
}
