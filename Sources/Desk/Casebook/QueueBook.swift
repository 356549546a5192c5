import Casework
import SafetyModel

/// What the queue is made of, kept as cases change, so that a page of it needs no case files.
struct QueueBook {
    private(set) var entries: [CaseID: QueueEntry] = [:]
    private(set) var withEffects: Set<CaseID> = []
    private var ticks: [CaseID: Moment] = [:]
    private var byAccount: [AccountID: Set<CaseID>] = [:]
    private var accounts: [CaseID: Set<AccountID>] = [:]

    /// Takes a case as it stands now.
    mutating func take(_ file: CaseFile, _ settings: CaseworkSettings) {
        entries[file.id] = QueueEntry(file, settings)
        if file.outstanding.isEmpty { withEffects.remove(file.id) } else { withEffects.insert(file.id) }
        ticks[file.id] = file.nextTick(settings)
        let named = file.namedAccounts
        for account in named.subtracting(accounts[file.id] ?? []) { byAccount[account, default: []].insert(file.id) }
        accounts[file.id] = named
    }

    func cases(about account: AccountID) -> [CaseID] { (byAccount[account] ?? []).sorted { $0.text < $1.text } }

    func toTick(by moment: Moment) -> [CaseID] { ticks.filter { $0.value <= moment }.map(\.key) }

    /// Those that meet a wish, in the order of work.
    func first(
        _ limit: Int, from offset: Int, at moment: Moment, where isWanted: (QueueEntry) -> Bool
    ) -> (entries: [QueueEntry], total: Int) {
        let count = max(0, limit) + max(0, offset)
        var chosen: [QueueEntry] = []
        var total = 0
        for entry in entries.values where entry.due != nil && isWanted(entry) {
            total += 1
            if chosen.count == count {
                guard let last = chosen.last, entry.precedes(last, at: moment) else { continue }
                chosen.removeLast()
            }
            guard count > 0 else { continue }
            let place = chosen.partitioningIndex { entry.precedes($0, at: moment) }
            chosen.insert(entry, at: place)
        }
        return (Array(chosen.dropFirst(max(0, offset))), total)
    }

    func counts(at moment: Moment) -> (byRoute: [QueueEntry.Route: Int], overdue: Int, dueToday: Int) {
        var byRoute: [QueueEntry.Route: Int] = [:]
        var (overdue, dueToday) = (0, 0)
        let tomorrow = moment.adding(seconds: 24 * 3600)
        for entry in entries.values {
            guard let due = entry.due else { continue }
            byRoute[entry.route, default: 0] += 1
            if due < moment { overdue += 1 }
            if due < tomorrow { dueToday += 1 }
        }
        return (byRoute, overdue, dueToday)
    }
}

extension Array {
    /// The first place whose element meets a condition that all later ones meet too.
    fileprivate func partitioningIndex(where belongsAfter: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongsAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
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

    /// When a clock that nobody was warned of starts to warn, or a measure ends.
    func nextTick(_ settings: CaseworkSettings) -> Moment? {
        let warnings = clocks(settings).filter { $0.metAt == nil && !warned.contains($0.name) }
            .map { $0.warnsAt(percent: settings.clocks.warnPercent) }
        let ends = measures.values.filter { $0.end == nil }.compactMap(\.measure.until)
        return (warnings + ends).min()
    }
}
