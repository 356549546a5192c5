import Casework
import Desk
import SafetyModel

/// What a case is and whose it is, above everything else.
struct CaseHead {
    let page: CasePage

    var html: HTML {
        let entry = page.view.entry
        return """
            <div class="head">
            <h1><code>\(page.file.id.text)</code></h1>
            <span class="badges"><span class="badge \(entry.severity.name)">\(entry.severity.words)</span>
            <span class="badge">\(entry.route.words)</span><span class="badge">\(entry.stage.words)</span>
            \(EntryBadges(entry: entry).flags)</span>
            \(DueWords(entry, at: page.now).html)
            <span class="hint">\(origin)</span>
            <span class="end">\(claim)</span>
            </div>
            """
    }

    private var origin: HTML {
        let from: HTML = page.file.origin.map { "From \($0.words), " } ?? ""
        return "\(from)\(Times.html(page.file.openedAt))"
    }

    private var claim: HTML {
        let standing = page.file.standingClaim(at: page.now)
        let words: HTML
        switch standing {
        case let claim? where claim.by == page.visit.member.id:
            words = "<span class=\"badge good\">Yours until \(Times.text(claim.until))</span>"
        case let claim?: words = "<span class=\"badge\">Claimed by \(claim.by.text)</span>"
        case nil: words = "<span class=\"hint\">Nobody has it</span>"
        }
        let isClaimable = standing == nil && page.allows(.claim)
        let isReleasable = standing != nil && page.allows(.releaseClaim) && (page.isMine || page.visit.role == .lead)
        let claim = HTML.when(
            isClaimable,
            page.form(
                .claim, key: "claim", "<button type=\"submit\" aria-keyshortcuts=\"c\">Claim<kbd>c</kbd></button>"))
        let release = HTML.when(
            isReleasable,
            page.form(
                .releaseClaim, key: page.isMine ? "claim" : nil, "<button type=\"submit\">Give back</button>"))
        return "\(words)\(claim)\(release)"
    }
}

/// Every deadline, those that a person owes first.
struct ClockCard {
    let page: CasePage

    var html: HTML {
        let clocks = page.view.clocks
        guard !clocks.isEmpty else { return "" }
        let open = clocks.filter { $0.metAt == nil }
        let met = clocks.filter { $0.metAt != nil }
        return """
            <section class="card" aria-labelledby="clocks"><h2 id="clocks">Clocks</h2>
            \(open.isEmpty ? "<p class=\"hint\">Nothing is owed.</p>" : table(open))
            \(HTML.when(!met.isEmpty, "<details><summary>\(met.count) met</summary>\(table(met))</details>"))
            </section>
            """
    }

    private func table(_ clocks: [LegalClock]) -> HTML {
        "<table><tbody>\(clocks.map(row))</tbody></table>"
    }

    private func row(_ clock: LegalClock) -> HTML {
        let state = clock.state(at: page.now, warnPercent: page.settings.clocks.warnPercent)
        let who: HTML = HTML.when(!clock.isForPerson, " <span class=\"hint\">(by itself)</span>")
        return """
            <tr><td>\(clock.words)\(who)<br><span class="hint">\(Times.html(clock.due))</span></td>
            <td>\(DueWords(due: clock.due, state: state, page.now).html)</td></tr>
            """
    }
}
