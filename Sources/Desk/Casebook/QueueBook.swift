import Casework
import SafetyModel

/// What the queue is made of, kept in order as cases change and time goes, so that a page of it needs no case files and
/// no sort.
struct QueueBook {
    private var cards: [CaseID: QueueCard] = [:]
    /// The open cases by the part of the queue in which they stand.
    private var parts: [QueueEntry.Part: QueueLine] = [:]
    private var partOf: [CaseID: QueueEntry.Part] = [:]
    /// Open cases whose clock does not warn yet, by when it will.
    private var unwarned = QueueLine { one, other in
        (one.warnsAt ?? .never, one.caseID.text) < (other.warnsAt ?? .never, other.caseID.text)
    }
    /// Open cases by when a person is owed.
    private var byDue = QueueLine { one, other in
        (one.due ?? .never, one.caseID.text) < (other.due ?? .never, other.caseID.text)
    }
    private var byRoute: [QueueEntry.Route: Int] = [:]
    /// The time by which the parts are right.
    private var settledAt = Moment(milliseconds: .min)
    private(set) var withEffects: Set<CaseID> = []
    private var byNumber: [String: Set<CaseID>] = [:]
    private var numbers: [CaseID: Set<String>] = [:]
    private var ticks: [CaseID: Moment] = [:]
    private var byAccount: [AccountID: Set<CaseID>] = [:]
    private var accounts: [CaseID: Set<AccountID>] = [:]

    /// Takes a case as it stands now.
    mutating func take(_ file: CaseFile, _ settings: CaseworkSettings) {
        take(QueueCard(QueueEntry(file, settings)))
        if file.outstanding.isEmpty { withEffects.remove(file.id) } else { withEffects.insert(file.id) }
        ticks[file.id] = file.nextTick(settings)
        let named = file.namedAccounts
        for account in named.subtracting(accounts[file.id] ?? []) { byAccount[account, default: []].insert(file.id) }
        accounts[file.id] = named
        let numbers = file.foreignNumbers
        for number in numbers.subtracting(self.numbers[file.id] ?? []) { byNumber[number, default: []].insert(file.id) }
        self.numbers[file.id] = numbers
    }

    private mutating func take(_ card: QueueCard) {
        let id = card.entry.caseID
        if let old = cards[id], let part = partOf.removeValue(forKey: id) {
            parts[part]?.remove(old)
            unwarned.remove(old)
            byDue.remove(old)
            byRoute[old.entry.route, default: 0] -= 1
        }
        cards[id] = card
        guard card.entry.due != nil else { return }
        place(card)
        byDue.insert(card)
        byRoute[card.entry.route, default: 0] += 1
    }

    private mutating func place(_ card: QueueCard) {
        let part = card.entry.part(at: settledAt)
        partOf[card.entry.caseID] = part
        parts[part, default: QueueLine { $0.precedes($1, in: part) }].insert(card)
        if card.entry.warnsAt.map({ $0 > settledAt }) ?? false { unwarned.insert(card) }
    }

    /// Moves the cases whose clocks have begun to warn.
    private mutating func settle(at moment: Moment) {
        if moment < settledAt {
            // The clock was set back: every case is placed anew.
            settledAt = moment
            for card in byDue.cards {
                if let part = partOf[card.entry.caseID] { parts[part]?.remove(card) }
                unwarned.remove(card)
                place(card)
            }
            return
        }
        settledAt = moment
        for card in unwarned.removeFirst(where: { ($0.warnsAt ?? .never) <= moment }) {
            if let part = partOf[card.entry.caseID] { parts[part]?.remove(card) }
            place(card)
        }
    }

    func entry(_ id: CaseID) -> QueueEntry? { cards[id]?.entry }

    /// Cases with a notice or an output's decision of that number.
    func cases(naming number: String) -> [CaseID] { (byNumber[number] ?? []).sorted { $0.text < $1.text } }

    func cases(about account: AccountID) -> [CaseID] { (byAccount[account] ?? []).sorted { $0.text < $1.text } }

    func toTick(by moment: Moment) -> [CaseID] { ticks.filter { $0.value <= moment }.map(\.key) }

    /// Those that meet a wish, in the order of work.
    mutating func first(
        _ limit: Int, from offset: Int, at moment: Moment, where isWanted: (QueueEntry) -> Bool
    ) -> (entries: [QueueEntry], total: Int) {
        settle(at: moment)
        var chosen: [QueueEntry] = []
        var total = 0
        for part in QueueEntry.Part.allCases {
            for card in parts[part]?.cards ?? [] where isWanted(card.entry) {
                total += 1
                if total > offset, chosen.count < limit { chosen.append(card.entry) }
            }
        }
        return (chosen, total)
    }

    func counts(at moment: Moment) -> (byRoute: [QueueEntry.Route: Int], overdue: Int, dueToday: Int) {
        let tomorrow = moment.adding(seconds: 24 * 3600)
        func due(before end: Moment) -> Int { byDue.place { ($0.due ?? .never) >= end } }
        return (byRoute.filter { $0.value > 0 }, due(before: moment), due(before: tomorrow))
    }
}

extension Moment {
    fileprivate static let never = Moment(milliseconds: .max)
}

extension CaseFile {
    /// Accounts that own items of the case or have measures in it.
    var namedAccounts: Set<AccountID> {
        var named = Set(items.values.compactMap { $0.item.owner?.account })
        for state in measures.values { named.insert(state.measure.account) }
        for state in strikes.values { named.insert(state.strike.account) }
        if let accountReturn { named.formUnion([accountReturn.owner.account, accountReturn.removed]) }
        return named
    }

    /// Numbers by which somebody outside may know the case, besides its own and those of its parts.
    fileprivate var foreignNumbers: Set<String> {
        Set(notices.keys.map(\.text)).union(items.values.compactMap { $0.item.releasedBy?.text })
    }

    /// When a clock that nobody was warned of starts to warn, or a measure ends.
    func nextTick(_ settings: CaseworkSettings) -> Moment? {
        let warnings = clocks(settings).filter { $0.metAt == nil && !warned.contains($0.name) }
            .map { $0.warnsAt(percent: settings.clocks.warnPercent) }
        let ends = measures.values.filter { $0.end == nil }.compactMap(\.measure.until)
        return (warnings + ends).min()
    }
}
