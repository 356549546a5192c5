import Casework
import Desk
import SafetyModel

/// The accounts in a case: strikes, measures, and a machine's pause that waits for a look.
struct AccountCards {
    let page: CasePage

    var html: HTML {
        let accounts = page.view.accounts.sorted { $0.key.text < $1.key.text }
        guard !accounts.isEmpty || page.file.accountReturn != nil else { return "" }
        return """
            <section class="card" aria-labelledby="accounts"><h2 id="accounts">Accounts</h2>
            \(back)\(pauses)
            \(accounts.map { account($0.key, $0.value) })</section>
            """
    }

    private func account(_ id: AccountID, _ file: AccountFile) -> HTML {
        """
        <details\(HTML.when(page.view.accounts.count == 1, " open"))><summary>\(id.text):
        \(file.standing(at: page.now).words), \(file.points(at: page.now)) points</summary>
        \(AccountHistory(file: file, now: page.now).html)<p>\(page.accountLink(id))</p></details>
        """
    }

    private var back: HTML {
        guard let found = page.file.accountReturn else { return "" }
        return """
            <p class="alert maybe">\(page.accountLink(found.owner.account)) brings a picture that only
            \(page.accountLink(found.removed)), a removed account, brought before. This is a flag, not a finding.</p>
            """
    }

    private var pauses: HTML {
        let waiting = page.file.measures.values.filter { $0.measure.basis == .machinePause && !$0.isSeen }
            .sorted { $0.measure.id.text < $1.measure.id.text }
        return .joined(
            waiting.map { state in
                let measure = state.measure
                let forms = HTML.when(
                    page.allows(.reviewPause),
                    """
                    \(page.form(.reviewPause, "\(page.hidden("measure", measure.id.text))\(page.hidden("ends", "yes"))<button type=\"submit\">End the pause</button>"))
                    \(page.form(.reviewPause, "\(page.hidden("measure", measure.id.text))\(page.hidden("ends", "no"))<button type=\"submit\">Let it run out</button>"))
                    """)
                let until: HTML = measure.until.map { " until \(Times.html($0))" } ?? ""
                return """
                    <div class="alert maybe"><p>A machine paused \(page.accountLink(measure.account))\(until).</p>
                    <div class="row">\(forms)</div></div>
                    """
            })
    }
}

/// Strikes, measures and complaints of an account, over all cases.
struct AccountHistory {
    let file: AccountFile
    let now: Moment

    var html: HTML {
        guard !file.strikes.isEmpty || !file.measures.isEmpty || !file.complaints.isEmpty else {
            return "<p class=\"hint\">No strikes, no measures.</p>"
        }
        return """
            <div class="scroll"><table><tbody>
            \(measures)\(strikes)</tbody></table></div>
            \(HTML.when(!file.complaints.isEmpty, "<p class=\"hint\">Complaints: \(file.complaints.count), founded: \(founded).</p>"))
            """
    }

    private var founded: Int { file.complaints.values.count { $0.verdict == .founded } }

    private var measures: [HTML] {
        file.measures.values.sorted { ($0.at, $0.measure.id.text) > ($1.at, $1.measure.id.text) }.prefix(50).map {
            imposed in
            let end: HTML =
                if let cause = imposed.end { "\(cause.words)" } else if let until = imposed.measure.until {
                    until <= now ? "over" : "until \(Times.html(until))"
                } else { "in force" }
            return """
                <tr><td>\(Times.html(imposed.at))</td><td>\(imposed.measure.step.words)</td><td>\(basis(imposed.measure.basis))</td>
                <td>\(end)</td><td><a href="/desk/cases/\(imposed.caseID.text)">case</a></td></tr>
                """
        }
    }

    private var strikes: [HTML] {
        file.strikes.values.sorted { ($0.until, $0.id.text) > ($1.until, $1.id.text) }.prefix(50).map { strike in
            let state: HTML =
                file.withdrawn.contains(strike.id)
                ? "withdrawn" : strike.until <= now ? "counts no more" : "counts until \(Times.html(strike.until))"
            return """
                <tr><td></td><td>Strike of weight \(strike.weight)</td><td><code>\(strike.ruling.text)</code></td>
                <td>\(state)</td><td></td></tr>
                """
        }
    }

    private func basis(_ basis: AccountMeasure.Basis) -> String {
        switch basis {
        case .ladder: "ladder"
        case .childAbuse: "child abuse, by the terms"
        case .machinePause: "a machine's pause"
        }
    }
}
