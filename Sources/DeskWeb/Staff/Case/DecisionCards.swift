import Casework
import Desk
import SafetyModel

/// What waits for a second person.
struct ProposalCards {
    let page: CasePage

    var html: HTML {
        let open = page.file.proposals.values.filter(\.isOpen)
            .sorted { ($0.at, $0.proposal.id.text) < ($1.at, $1.proposal.id.text) }
        return .joined(open.enumerated().map { card($0.element, isFirst: $0.offset == 0) })
    }

    private func card(_ state: ProposalState, isFirst: Bool) -> HTML {
        let proposal = state.proposal
        let isOwn = proposal.by == page.visit.member.id
        let id = page.hidden("proposal", proposal.id.text)
        let causes = proposal.causes.map(\.words).sorted().joined(separator: ", ")
        let confirm = HTML.when(
            page.allows(.confirm) && !isOwn,
            page.form(
                .confirm, key: isFirst ? "confirm" : nil,
                "\(id)<button class=\"primary\" type=\"submit\" aria-keyshortcuts=\"a\">Confirm<kbd>a</kbd></button>"))
        let reject = HTML.when(
            page.allows(.reject),
            page.form(
                .reject, key: isFirst ? "reject" : nil,
                "\(id)<button type=\"submit\" aria-keyshortcuts=\"x\">\(isOwn ? "Take back" : "Reject")<kbd>x</kbd></button>"
            ))
        return """
            <section class="card"><h2>Waits for a second person: \(subject(proposal.subject))</h2>
            <p>Proposed by \(proposal.by.text), \(Times.html(state.at)), because \(causes).</p>
            \(detail(proposal.subject))
            \(HTML.when(isOwn, "<p class=\"hint\">You proposed it; somebody else has to confirm.</p>"))
            <div class="row">\(confirm)\(reject)</div></section>
            """
    }

    private func subject(_ subject: Proposal.Subject) -> String {
        switch subject {
        case .ruling: "a ruling"
        case .undo: "undoing a ruling"
        case .complaint: "the decision on a complaint"
        case .liftHold: "lifting a hold"
        case .liftMatch: "letting an item pass the bank"
        }
    }

    private func detail(_ subject: Proposal.Subject) -> HTML {
        switch subject {
        case .ruling(let id), .undo(let id):
            return page.file.rulings[id].map { RulingSummary(page: page, form: $0.ruling.form).html } ?? ""
        case .complaint(_, let decision):
            let replacement = decision.replacement.map { RulingSummary(page: page, form: $0).html } ?? ""
            return "<p>\(decision.result.words): \(decision.reason.words)</p>\(page.words(decision.note))\(replacement)"
        case .liftHold(let id): return "<p><code>\(id.text)</code></p>"
        case .liftMatch(let entry, let item):
            return "<p>Item <code>\(item.text)</code>, entry <code>\(entry.text)</code></p>"
        }
    }
}

/// What a ruling says, in a few lines.
struct RulingSummary {
    let page: CasePage
    let form: RulingForm

    var html: HTML {
        var facts: [HTML] = ["<dt>Reason</dt><dd><strong>\(form.reason.words)</strong></dd>"]
        if let citing = form.citing {
            facts.append("<dt>Law</dt><dd>\(citing.jurisdiction.uppercased()): \(citing.citation)</dd>")
        }
        if let clause = form.clause { facts.append("<dt>Clause</dt><dd>\(clause.text)</dd>") }
        if let category = form.category { facts.append("<dt>Category</dt><dd>\(category.words)</dd>") }
        let items = form.items.map(\.text).sorted()
        facts.append(
            "<dt>Items</dt><dd>\(items.prefix(10).joined(separator: ", "))\(items.count > 10 ? " and \(items.count - 10) more" : "")</dd>"
        )
        if form.reason.isBreach {
            facts.append("<dt>Measure</dt><dd>\(form.measure.rawValue)\(form.bank ? ", into the bank" : "")</dd>")
        }
        if !form.strikes.isEmpty {
            let links = form.strikes.sorted { $0.text < $1.text }.map { "\(page.accountLink($0)) " as HTML }
            facts.append("<dt>Strikes</dt><dd>\(links)</dd>")
        }
        if form.territory != .everywhere { facts.append("<dt>Territory</dt><dd>\(form.territory.words)</dd>") }
        return "<dl class=\"facts\">\(facts)</dl>\(page.words(form.note))"
    }
}

/// Rulings so far, newest first.
struct RulingCards {
    let page: CasePage

    var html: HTML {
        let rulings = page.file.rulings.values.sorted { ($0.at, $0.ruling.id.text) > ($1.at, $1.ruling.id.text) }
        guard !rulings.isEmpty || !page.file.holds.isEmpty else { return "" }
        let latest = rulings.first { $0.status == .effective }?.ruling.id
        return """
            <section class="card" aria-labelledby="rulings"><h2 id="rulings">Rulings</h2>
            <ul class="plain">\(rulings.map { ruling($0, isLatest: $0.ruling.id == latest) })\(holds)</ul></section>
            """
    }

    private func ruling(_ state: RulingState, isLatest: Bool) -> HTML {
        let second = state.second.map { " and \($0.text)" } ?? ""
        let undo = HTML.when(
            page.allows(.undo) && state.status == .effective,
            page.form(
                .undo, key: isLatest ? "undo" : nil,
                """
                \(page.hidden("ruling", state.ruling.id.text))<button type="submit">Undo\
                \(HTML.when(isLatest, "<kbd>u</kbd>"))</button>
                """))
        return """
            <li><p><strong>\(state.ruling.form.reason.words)</strong>, \(state.status.words)
            <span class="hint">by \(state.ruling.by.text)\(second), \(Times.html(state.at)), <code>\(state.ruling.id.text)</code></span></p>
            <details><summary>What it says</summary>\(RulingSummary(page: page, form: state.ruling.form).html)</details>\(undo)</li>
            """
    }

    private var holds: [HTML] {
        page.file.holds.values.sorted { $0.miss.hold.text < $1.miss.hold.text }.map { state in
            let scope =
                switch state.miss.scope {
                case .requests(let category, let operation): "\(category.words), \(operation.rawValue)"
                case .phrases(let family): "requests with the words “\(page.view.families[family] ?? family.text)”"
                }
            let stands: HTML =
                if let lifted = state.liftedAt { "lifted \(Times.html(lifted))" } else if let live = state.liveAt {
                    "stands everywhere since \(Times.html(live))"
                } else { "not confirmed yet" }
            let lift = HTML.when(
                page.allows(.liftHold) && state.liftedAt == nil,
                page.form(
                    .liftHold,
                    "\(page.hidden("hold", state.miss.hold.text))<button type=\"submit\">Propose to lift it</button>"))
            return """
                <li><p><strong>Hold after a miss:</strong> \(scope), \(stands)
                <span class="hint"><code>\(state.miss.decision.text)</code> had let item <code>\(state.miss.item.text)</code> out</span></p>\(lift)</li>
                """
        }
    }
}

/// Complaints (Art. 20) and what became of them.
struct ComplaintCards {
    let page: CasePage

    var html: HTML {
        let all = page.file.complaints.values.sorted { ($0.at, $0.complaint.id.text) < ($1.at, $1.complaint.id.text) }
        return .joined(all.map(card))
    }

    private func card(_ state: ComplaintState) -> HTML {
        let complaint = state.complaint
        let who: HTML
        let misuse: HTML
        switch complaint.by {
        case .account(let account):
            who = page.accountLink(account)
            misuse = MisuseForms(page: page, who: page.hidden("account", account.text), words: "account").html
        case .notifier: (who, misuse) = ("the sender of the notice", "")
        }
        return """
            <section class="card"><h2>Complaint against \(complaint.target.words)</h2>
            <p class="hint"><code>\(complaint.id.text)</code>, by \(who), \(Times.html(state.at))</p>
            \(page.words(complaint.text))\(outcome(state))
            \(HTML.when(state.isOpen, ComplaintForm(page: page, state: state).html))\(dispute(state))\(misuse)
            </section>
            """
    }

    private func outcome(_ state: ComplaintState) -> HTML {
        guard let outcome = state.outcome, let at = state.decidedAt else { return "" }
        return """
            <p><strong>\(outcome.decision.result.words)</strong>: \(outcome.decision.reason.words)
            <span class="hint">by \(outcome.by.text), \(Times.html(at))</span></p>\(page.words(outcome.decision.note))
            """
    }

    private func dispute(_ state: ComplaintState) -> HTML {
        let known: HTML =
            state.dispute.map { dispute -> HTML in
                let outcome = dispute.outcome?.rawValue.replacing("-", with: " ") ?? "still runs"
                let followed = dispute.wasFollowed.map { $0 ? ", followed" : ", not followed" } ?? ""
                return "<p>Before \(dispute.body.text) (Art. 21): \(outcome)\(followed)</p>"
            } ?? ""
        guard page.allows(.recordDispute), !state.isOpen else { return known }
        let outcomes = Dispute.Outcome.allCases.map { outcome -> HTML in
            "<option value=\"\(outcome.rawValue)\">\(outcome.rawValue.replacing("-", with: " "))</option>"
        }
        return """
            \(known)<details><summary>Dispute before a body (Art. 21)</summary>\(page.form(.recordDispute, """
                \(page.hidden("complaint", state.complaint.id.text))
                <label class="inline">Body <input name="body" maxlength="200" required></label>
                <label class="inline">Outcome <select name="outcome"><option value="">still runs</option>\(outcomes)</select></label>
                <label class="inline">Followed <select name="followed"><option value=""></option><option>yes</option><option>no</option></select></label>
                <button type="submit">Record</button>
                """))</details>
            """
    }
}

/// Reports to authorities (Art. 18).
struct ReportCards {
    let page: CasePage

    var html: HTML {
        let reports = page.file.reports.values.sorted { ($0.at, $0.report.id.text) < ($1.at, $1.report.id.text) }
        guard !reports.isEmpty else { return "" }
        return """
            <section class="card" aria-labelledby="reports"><h2 id="reports">Reports to authorities</h2>
            <ul class="plain">\(reports.map(report))</ul></section>
            """
    }

    private func report(_ state: ReportState) -> HTML {
        let report = state.report
        let kind = report.kind == .danger ? "Danger to life or safety" : "Child sexual abuse"
        let reviewed: HTML =
            state.reviewedBy.map { "reviewed by \($0.text)" } ?? (report.kind == .danger ? "not reviewed yet" : "")
        let review = HTML.when(
            page.allows(.reviewReport) && report.kind == .danger && state.reviewedBy == nil
                && report.by != page.visit.member.id,
            page.form(
                .reviewReport,
                "\(page.hidden("report", report.id.text))<button type=\"submit\">I have reviewed it</button>"))
        return """
            <li><p><strong>\(kind)</strong> <span class="hint">by \(report.by.text), \(Times.html(state.at)),
            \(state.confirmedAt == nil ? "not received yet" : "received"), \(reviewed)</span></p>
            \(page.words(report.text))\(review)</li>
            """
    }
}
