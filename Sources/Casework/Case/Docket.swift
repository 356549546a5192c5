public import SafetyModel

/// All cases of one operator in memory, with what joins them: the fold of every event of every case. Serves an embedded
/// deployment as it is, and says exactly what a store must answer for a larger one.
public struct Docket: Sendable {
    public private(set) var cases: [CaseID: CaseFile] = [:]
    public private(set) var accounts: [AccountID: AccountFile] = [:]
    public private(set) var notifiers: [NotifierID: NotifierFile] = [:]
    public private(set) var flaggerQuality: [FlaggerID: FlaggerQuality] = [:]
    /// By the case in which each was ordered.
    public private(set) var preservations: [CaseID: Preservation] = [:]
    /// Rulings that an item is harmless, by item.
    private var clearances: [ItemID: [RulingID: Set<NoticeGround>]] = [:]
    private var cleared: [ItemID: Set<NoticeGround>] = [:]
    /// The case that holds an item.
    private var itemCases: [ItemID: CaseID] = [:]
    private var subjectCases: [SubjectID: Set<CaseID>] = [:]
    private var hidings: [Hiding] = []

    /// One automatic hiding, for the budgets.
    private struct Hiding: Sendable {
        var at: Moment
        var count: Int
        /// The notice's sender; nil for a copy found later.
        var sender: Sender?
    }

    private enum Sender: Hashable { case known(NotifierID), flagger(FlaggerID), unknown }

    public var settings: CaseworkSettings
    public var flaggers: [FlaggerID: TrustedFlagger]
    public var authorities: [AuthorityID: Authority]

    public init(
        settings: CaseworkSettings = CaseworkSettings(), flaggers: [FlaggerID: TrustedFlagger] = [:],
        authorities: [AuthorityID: Authority] = [:]
    ) {
        self.settings = settings
        self.flaggers = flaggers
        self.authorities = authorities
    }

    /// Carries out a command on a case and keeps what follows.
    @discardableResult
    public mutating func perform(
        _ command: CaseCommand, on caseID: CaseID, by actor: Actor, at moment: Moment
    ) throws(CaseworkError) -> CaseStep {
        let step = try prepare(command, on: caseID, by: actor, at: moment)
        for event in step.events { take(event) }
        return step
    }

    /// What a command would lead to; nothing changes. A writer stores the events and then folds them.
    public func prepare(
        _ command: CaseCommand, on caseID: CaseID, by actor: Actor, at moment: Moment
    ) throws(CaseworkError) -> CaseStep {
        let file = cases[caseID] ?? CaseFile(id: caseID)
        return try file.apply(command, by: actor, at: moment, in: surroundings(for: command, at: moment))
    }

    /// The case that holds an item; the first one while it is open.
    public func home(of item: ItemID) -> CaseID? { itemCases[item] }

    /// Folds one stored event; throws `damaged` when it is not the next of its case.
    public mutating func fold(_ recorded: RecordedEvent) throws(CaseworkError) {
        guard (cases[recorded.caseID] ?? CaseFile(id: recorded.caseID)).takes(recorded) else { throw .damaged }
        take(recorded)
    }

    private mutating func take(_ recorded: RecordedEvent) {
        cases[recorded.caseID, default: CaseFile(id: recorded.caseID)].fold(recorded)
        for account in recorded.event.accounts {
            accounts[account, default: AccountFile()].fold(recorded, of: account)
        }
        if let notifier = recorded.event.notifier {
            notifiers[notifier, default: NotifierFile()].fold(recorded, of: notifier)
        }
        foldIndexes(recorded)
    }

    private mutating func foldIndexes(_ recorded: RecordedEvent) {
        let caseID = recorded.caseID
        switch recorded.event {
        case .noticeReceived(let receipt):
            if let subject = receipt.notice.subject { subjectCases[subject, default: []].insert(caseID) }
            if let flagger = receipt.notice.flagger {
                let part = NoticePart(notice: receipt.notice.id, caseID: caseID)
                flaggerQuality[flagger, default: FlaggerQuality()].verdicts[part] = .some(nil)
            }
        case .noticeAnswered(let answer):
            if let flagger = answer.flagger {
                let part = NoticePart(notice: answer.notice, caseID: caseID)
                flaggerQuality[flagger, default: FlaggerQuality()].verdicts[part] = .some(answer.verdict)
            }
        case .itemsAdded(let items): for item in items { place(item.id, in: caseID) }
        case .returnFlagged(let found): place(found.item.id, in: caseID)
        case .itemsHidden(let change): foldHiding(change, recorded)
        case .itemsCleared(let clearance):
            for item in clearance.items { clear(item, clearance.ruling, clearance.grounds) }
        case .clearanceWithdrawn(let clearance):
            for item in clearance.items { clear(item, clearance.ruling, nil) }
        case .preservationStarted(let preservation): preservations[caseID] = preservation
        case .preservationEnded: preservations[caseID] = nil
        default: break
        }
    }

    /// An item stays with its first case while that one is open.
    private mutating func place(_ item: ItemID, in caseID: CaseID) {
        if let known = itemCases[item], isOpen(known) { return }
        itemCases[item] = caseID
    }

    /// A case whose texts are erased takes nothing more.
    private func isOpen(_ caseID: CaseID) -> Bool { cases[caseID].map { $0.textsErasedAt == nil } ?? false }

    private mutating func clear(_ item: ItemID, _ ruling: RulingID, _ grounds: Set<NoticeGround>?) {
        clearances[item, default: [:]][ruling] = grounds
        cleared[item] = clearances[item]?.values.reduce(into: []) { $0.formUnion($1) }
    }

    private mutating func foldHiding(_ change: ItemChange, _ recorded: RecordedEvent) {
        switch change.cause {
        case .notice(let id):
            let notice = cases[recorded.caseID]?.notices[id]?.notice
            hidings.append(Hiding(at: recorded.at, count: change.items.count, sender: sender(notice)))
        case .copy where recorded.by.person == nil:
            hidings.append(Hiding(at: recorded.at, count: change.items.count, sender: nil))
        default: break
        }
        let past = recorded.at.adding(seconds: -day)
        hidings.removeAll { $0.at <= past }
    }

    private func sender(_ notice: Notice?) -> Sender {
        if let flagger = notice?.flagger { return .flagger(flagger) }
        return notice?.notifier.map { .known($0) } ?? .unknown
    }

    /// What a command must know of the world outside its case.
    public func surroundings(for command: CaseCommand, at moment: Moment) -> Surroundings {
        var surroundings = Surroundings()
        surroundings.settings = settings
        surroundings.flaggers = flaggers
        surroundings.authorities = authorities
        surroundings.accounts = accounts
        surroundings.notifiers = notifiers
        surroundings.flaggerQuality = flaggerQuality
        surroundings.preservations = preservations.values.sorted { $0.order.text < $1.order.text }
        surroundings.hidingUse = hidingUse(for: command, at: moment)
        surroundings.cleared = cleared
        return surroundings
    }

    private func hidingUse(for command: CaseCommand, at moment: Moment) -> HidingUse {
        let hour = moment.adding(seconds: -3600)
        let overall = hidings.filter { $0.at > hour }.reduce(0) { $0 + $1.count }
        guard case .receiveNotice(let notice, _) = command else { return HidingUse(bySender: 0, overall: overall) }
        let (own, past) = (sender(notice), moment.adding(seconds: -day))
        let bySender = hidings.filter { $0.at > past && $0.sender == own }.reduce(0) { $0 + $1.count }
        return HidingUse(bySender: bySender, overall: overall)
    }

    /// Where the parts of a notice go. Each case receives the notice with its own part of the items.
    public func joining(_ notice: Notice, _ items: [Item]) -> Joining {
        let subjects = notice.subject.flatMap { subjectCases[$0] } ?? []
        return Joining(
            items: items, itemCases: { item in itemCases[item].flatMap { isOpen($0) ? $0 : nil } },
            subjectCases: subjects.filter(isOpen).sorted { $0.text < $1.text },
            openedAt: { cases[$0]?.openedAt ?? Moment(milliseconds: 0) })
    }

    /// Cases in which a person has to act, in the order of work.
    public func queue(at moment: Moment) -> [QueueEntry] {
        cases.values.map { QueueEntry($0, settings) }.filter { $0.due != nil }
            .sorted { $0.precedes($1, at: moment) }
    }
}
