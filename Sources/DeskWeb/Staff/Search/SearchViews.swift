import Casework
import Desk
import SafetyModel

/// Cases as a table.
struct EntryTable {
    let entries: [QueueEntry]
    let visit: StaffVisit
    let now: Moment

    var html: HTML {
        """
        <div class="queue"><table>
        <thead><tr><th>Due</th><th>Case</th><th>Severity</th><th>Desk</th><th>Waits for</th><th>Claimed by</th>
        <th>Opened</th></tr></thead>
        <tbody>\(entries.map { EntryRow(entry: $0, visit: visit, now: now).html })</tbody></table></div>
        """
    }
}

/// What a search found.
struct SearchView {
    let words: String
    let found: [QueueEntry]
    let visit: StaffVisit
    let now: Moment

    var page: StaffPage {
        let result: HTML
        if words.isEmpty {
            result = """
                <p class="hint">The number of a case, notice, decision, item, statement or complaint, or the name of an
                 account.</p>
                """
        } else if found.isEmpty {
            result = "<div class=\"queue empty\"><p>Nothing found for <code>\(words)</code>.</p></div>"
        } else {
            result = EntryTable(entries: found, visit: visit, now: now).html
        }
        return StaffPage(
            title: "Search",
            main: """
                <div class="head"><h1>Search</h1>\(HTML.when(!words.isEmpty, "<span class=\"hint\">\(found.count) found</span>"))</div>
                \(result)
                """, visit: visit, searched: words)
    }
}

/// An account over all cases.
struct AccountPage {
    let account: AccountView
    let visit: StaffVisit
    let now: Moment

    var page: StaffPage {
        let misuse: HTML =
            account.file.misuse.suspendedUntil.map {
                "<p>Its complaints are not processed until \(Times.html($0)).</p>"
            } ?? ""
        let cases: HTML =
            account.cases.isEmpty
            ? "<p class=\"hint\">No case that you may read names it.</p>"
            : EntryTable(entries: account.cases, visit: visit, now: now).html
        return StaffPage(
            title: account.id.text,
            main: """
                <div class="head"><h1>Account \(account.id.text)</h1>
                <span class="badge">\(account.file.standing(at: now).words)</span>
                <span class="hint">\(account.file.points(at: now)) points</span></div>
                <section class="card" aria-labelledby="history"><h2 id="history">Strikes and measures</h2>
                \(AccountHistory(file: account.file, now: now).html)\(misuse)</section>
                <h2>Cases</h2>
                \(cases)
                """, visit: visit)
    }
}

/// What work is to be expected.
struct ForecastPage {
    let forecast: WorkForecast
    let exposure: Exposure
    let visit: StaffVisit

    var page: StaffPage {
        StaffPage(
            title: "Forecast",
            main: """
                <div class="head"><h1>Forecast</h1></div>
                <div class="figures">
                \(figure(String(forecast.waiting), "cases wait"))
                \(figure(String(forecast.dueToday), "are due within a day"))
                \(figure(Self.one(forecast.hoursOwed) + " h", "of work are owed within a day"))
                \(figure(people, "to keep the clocks, at six hours of looking a day"))
                \(figure(Self.one(forecast.openedPerDay), "cases opened a day, over four weeks"))
                \(figure(Self.one(forecast.ruledPerHour), "rulings of one person in an hour of work"))
                </div>
                <section class="card"><h2>You today</h2>
                <p>\(exposure.today) pictures seen today, \(exposure.lastHour) within the hour.
                \(exposure.wantsBreak ? "Take a break." : "")</p>
                <p class="hint">Counted for you, never compared with others.</p></section>
                """, visit: visit)
    }

    /// Hours of looking at cases that one person can do in a day.
    private static let hoursPerPerson = 6.0

    private var people: String {
        guard forecast.hoursOwed.isFinite, forecast.hoursOwed > 0 else { return "0 people" }
        let count = Int(min((forecast.hoursOwed / Self.hoursPerPerson).rounded(.up), 1_000_000))
        return count == 1 ? "1 person" : "\(count) people"
    }

    private func figure(_ number: String, _ words: String) -> HTML {
        "<div class=\"card\"><strong>\(number)</strong> \(words)</div>"
    }

    /// With one digit after the point; a dash for what is no number.
    static func one(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e9 else { return "–" }
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }
}
