import Casework
import Desk
import SafetyModel

/// The list of cases that wait.
struct QueueView {
    let list: QueuePage
    let query: QueueQuery
    let visit: StaffVisit
    let now: Moment

    var page: StaffPage {
        StaffPage(
            title: "Queue",
            main: """
                <div class="head"><h1>Queue</h1>\(overdue)</div>
                \(StaffPage.note(query.said == "empty" ? "Nothing waits that you may take." : nil))
                \(tabs)
                <div id="queue" aria-live="off">\(body)</div>
                """, visit: visit, modules: ["staff-queue.js"])
    }

    private var overdue: HTML {
        list.overdue == 0
            ? "" : "<span class=\"badge overdue\">\(list.overdue) overdue</span>"
    }

    private var tabs: HTML {
        let all = list.waiting.values.reduce(0, +)
        let routes = QueueEntry.Route.allCases.map { tab($0.words, list.waiting[$0] ?? 0, $0) }
        return """
            <nav class="tabs" aria-label="Desks">\(tab("All", all, nil))\(routes)\(width)</nav>
            """
    }

    private func tab(_ words: String, _ count: Int, _ route: QueueEntry.Route?) -> HTML {
        let current: HTML = HTML.when(query.route == route, " aria-current=\"page\"")
        let address = query.address(route: route, showsAll: query.showsAll)
        return "<a href=\"\(address)\"\(current)>\(words) <span>\(count)</span></a>"
    }

    private var width: HTML {
        guard visit.role.takesCases else { return "" }
        let address = query.address(route: query.route, showsAll: !query.showsAll)
        return "<a class=\"end\" href=\"\(address)\">\(query.showsAll ? "Only what I may take" : "Show all")</a>"
    }

    private var body: HTML {
        guard !list.entries.isEmpty else {
            return "<div class=\"queue empty\"><p>Nothing waits here.</p></div>"
        }
        return """
            <div class="queue"><table>
            <thead><tr><th>Due</th><th>Case</th><th>Severity</th><th>Desk</th><th>Waits for</th><th>Claimed by</th>
            <th>Opened</th></tr></thead>
            <tbody>\(list.entries.map { EntryRow(entry: $0, visit: visit, now: now).html })</tbody></table>
            \(pages)</div>
            """
    }

    private var pages: HTML {
        let last = max(1, (list.total + QueueQuery.pageSize - 1) / QueueQuery.pageSize)
        guard last > 1 else { return "" }
        func link(_ page: Int, _ words: String) -> HTML {
            guard (1...last).contains(page) else { return "" }
            let address = query.address(route: query.route, showsAll: query.showsAll, page: page)
            return "<a href=\"\(address)\">\(words)</a>"
        }
        return """
            <nav class="pages" aria-label="Pages">\(link(query.page - 1, "‹ Sooner"))
            <span>Page \(query.page) of \(last) · \(list.total) cases</span>\(link(query.page + 1, "Later ›"))</nav>
            """
    }
}

/// One case as a row of a list.
struct EntryRow {
    let entry: QueueEntry
    let visit: StaffVisit
    let now: Moment

    var html: HTML {
        """
        <tr data-row="\(entry.caseID.text)"><td>\(DueWords(entry, at: now).html)</td>
        <th scope="row"><a data-open href="/desk/cases/\(entry.caseID.text)"><code>\(entry.caseID.text)</code></a>
        \(EntryBadges(entry: entry).flags)</th>
        <td><span class="badge \(entry.severity.name)">\(entry.severity.words)</span></td>
        <td>\(entry.route.words)</td><td>\(entry.stage.words)</td><td>\(claimed)</td>
        <td>\(Times.html(entry.openedAt))</td></tr>
        """
    }

    private var claimed: HTML {
        guard let claim = entry.claim, claim.holds(at: now) else { return "" }
        return claim.by == visit.member.id
            ? "<span class=\"badge good\">you</span>" : "\(claim.by.text)"
    }
}

/// What is special about a case, in words.
struct EntryBadges {
    let entry: QueueEntry

    var flags: HTML {
        var flags: [HTML] = []
        if entry.isDanger { flags.append("<span class=\"badge bad\">Danger to life</span>") }
        if entry.isUrgent { flags.append("<span class=\"badge maybe\">Urgent</span>") }
        if entry.hasPriority { flags.append("<span class=\"badge\">Trusted flagger</span>") }
        return flags.isEmpty ? "" : "<span class=\"badges\">\(flags)</span>"
    }
}

/// How long is left, in words, with a sign and a colour.
struct DueWords {
    let html: HTML

    init(_ entry: QueueEntry, at now: Moment) {
        let warns = entry.warnsAt.map { now >= $0 } ?? false
        switch entry.due {
        case nil: self.init(html: "<span class=\"hint\">nothing due</span>")
        case let due?: self.init(due: due, state: now > due ? .overdue : warns ? .warning : .running, now)
        }
    }

    private init(html: HTML) { self.html = html }

    init(due: Moment, state: LegalClock.State, _ now: Moment) {
        let seconds = (due.milliseconds - now.milliseconds) / 1000
        switch state {
        case .overdue: html = "<span class=\"due overdue\">▲ \(Times.duration(seconds: -seconds)) over</span>"
        case .warning: html = "<span class=\"due warning\">● \(Times.duration(seconds: seconds)) left</span>"
        case .running: html = "<span class=\"due\">○ \(Times.duration(seconds: seconds)) left</span>"
        case .met: html = "<span class=\"hint\">✓ met</span>"
        case .metLate: html = "<span class=\"hint\">✓ met late</span>"
        }
    }
}
