public import AuditTrail
import Casework
import SafetyModel
public import Screening

/// The door for notices: turns what somebody says into a notice, and tells its sender what became of it.
public struct NoticeDesk: NoticeDoor {
    let desk: CaseDesk
    let assets: AssetRegister
    let ledger: any Ledger
    let digester: KeyedDigest
    let wording: Wording
    private let resolver: ThingResolver

    var store: any DeskStore { assets.store }
    var clock: Timepiece { desk.clock }

    public init(
        desk: CaseDesk, assets: AssetRegister, look: PictureLook, ledger: any Ledger, digester: KeyedDigest,
        wording: Wording, publicURL: String
    ) {
        self.desk = desk
        self.assets = assets
        self.ledger = ledger
        self.digester = digester
        self.wording = wording
        resolver = ThingResolver(assets: assets, look: look, digester: digester, publicURL: publicURL)
    }

    /// Takes a notice in. Everything it brings is stored with its first events, or nothing is.
    public func submit(_ draft: NoticeDraft) async throws(DeskError) -> NoticeTicket {
        try draft.check()
        let now = clock.now()
        var things: [ThingResolver.Resolved] = []
        for thing in draft.things { things.append(try await resolver.resolve(thing, at: now)) }
        let ticket = NoticeTicket(code: .mint(), recovery: .mint())
        var notice = Notice(
            id: .mint(at: now), ground: draft.ground,
            items: Self.unique(things.flatMap(\.named).map(\.id)),
            notifier: notifier(draft), flagger: draft.flagger, regimes: draft.regimes, elements: draft.elements,
            subjectIsWoman: draft.subjectIsWoman, isDanger: draft.isDanger, language: draft.language)
        notice.subject = try await subject(draft, now)
        let texts = try self.texts(draft, &notice, now)
        var seen: Set<ItemID> = []
        let items = things.flatMap { $0.named + $0.related }.filter { seen.insert($0.id).inserted }
        let record = NoticeRecord(
            id: notice.id, cases: [],
            things: things.compactMap { thing in thing.named.first.map { .init(item: $0.id, link: thing.link) } },
            subject: notice.subject, notifier: notice.notifier, evidence: things.compactMap { $0.evidence?.id },
            code: SecretTarget.digest(ticket.code, digester), recovery: SecretTarget.digest(ticket.recovery, digester))
        let fresh = things.flatMap(\.fresh)
        var writes = texts
        for asset in fresh { writes += try assets.writes(asset) }
        writes += things.compactMap(\.evidence).map { .putDocument($0) }
        writes += [
            .putDocument(try SecretTarget(kind: .notice, id: notice.id.text).document(record.code)),
            .putDocument(try SecretTarget(kind: .recovery, id: notice.id.text).document(record.recovery)),
        ]
        let own = writes
        _ = try await desk.receive(notice, items) { cases in
            var kept = record
            kept.cases = cases
            return own + (Documents.document(.notice, kept.id.text, kept).map { [.putDocument($0)] } ?? [])
        }
        for asset in fresh { assets.learn(asset) }
        return ticket
    }

    private static func unique(_ items: [ItemID]) -> [ItemID] {
        var seen: Set<ItemID> = []
        return items.filter { seen.insert($0).inserted }
    }

    /// Words and contact as sealed rows.
    private func texts(_ draft: NoticeDraft, _ notice: inout Notice, _ now: Moment) throws(DeskError) -> [LedgerWrite] {
        var writes: [LedgerWrite] = []
        if !draft.explanation.isEmpty {
            let row = SealedID.mint(at: now)
            notice.text = row
            writes.append(.putDocument(SealedWords.document(row, draft.explanation)))
        }
        if ![draft.email, draft.name, draft.signature].allSatisfy(\.isEmpty) {
            let row = SealedID.mint(at: now)
            let contact = Contact(
                name: draft.name, email: draft.email, signature: draft.signature, sender: draft.sender.rawValue)
            guard let document = Documents.document(.text, row.text, contact) else { throw .unavailable }
            notice.contact = row
            writes.append(.putDocument(document))
        }
        return writes
    }

    /// The same address is the same sender, whoever it is.
    private func notifier(_ draft: NoticeDraft) -> NotifierID? {
        if let flagger = draft.flagger { return NotifierID(text: "ntf_" + flagger.text) }
        guard !draft.email.isEmpty else { return nil }
        return NotifierID(text: "ntf_" + digester.digest(["notifier", draft.email.lowercased()]).prefix(26))
    }

    /// Pictures of one person meet in one case: those of one notice, and those of earlier ones by its code.
    private func subject(_ draft: NoticeDraft, _ now: Moment) async throws(DeskError) -> SubjectID? {
        if let earlier = draft.earlier, let subject = try await record(earlier).subject { return subject }
        return draft.sender == .witness ? nil : .mint(at: now)
    }

    func heldCase(of decision: DecisionID) async throws(StoreError) -> HeldCase? {
        try await assets.gate.heldCase(of: decision)
    }

    /// What a code opens.
    func record(_ code: CaseCode) async throws(DeskError) -> NoticeRecord {
        let target = try await SecretTarget.find(code, .notice, store, digester)
        guard let record: NoticeRecord = try await Documents.value(.notice, target.id, in: store) else {
            throw .unknown
        }
        return record
    }
}

/// Words of a person in a sealed row.
enum SealedWords {
    static func document(_ id: SealedID, _ words: String) -> DeskDocument {
        DeskDocument(kind: .text, id: id.text, body: Array(words.utf8))
    }

    static func read(_ id: SealedID, in store: any DeskStore) async throws(DeskError) -> String? {
        do throws(StoreError) {
            return try await store.document(.text, id.text).map { String(decoding: $0.body, as: UTF8.self) }
        } catch { throw .unavailable }
    }
}
