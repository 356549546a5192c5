import Casework
import SafetyModel

/// The rules in plain words, from the values that the program works by (Art. 14).
struct TermsPage {
    let words: Words
    let terms: TermsValues

    var main: HTML {
        """
        <h1>\(words("terms.title"))</h1><p class="lead">\(words("terms.lead"))</p>
        \(forbidden)\(decided)\(measures)\(misuse)\(complaints)\(times)\(contact)
        <p><a href="/terms.json">\(words("terms.machine-readable"))</a></p>
        """
    }

    private func section(_ id: String, _ inside: HTML) -> HTML {
        "<section id=\"\(id)\"><h2>\(words("terms.\(id)"))</h2>\(inside)</section>\n"
    }

    private func paragraph(_ key: String, _ values: [String: String] = [:]) -> HTML {
        "<p>\(words(key, values))</p>\n"
    }

    /// Each category carries the id by which statements cite it as a clause.
    private var forbidden: HTML {
        let rows = terms.rules.map { rule in
            let outcomes = rule.outcomes.sorted(by: >).map { words("kind.\($0.rawValue)") }.joined(separator: ", ")
            return """
                <div id="\(rule.category.rawValue)"><dt>\(words("category.\(rule.category.rawValue)"))</dt>
                <dd class="hint">\(words("terms.outcomes", ["outcomes": outcomes]))</dd></div>

                """ as HTML
        }
        let others = TermsClause.ours.map { clause -> HTML in
            "<div id=\"\(clause.text)\"><dt>\(words("clause.\(clause.text)"))</dt></div>\n"
        }
        return section(
            "forbidden",
            paragraph("terms.forbidden-text", ["version": terms.policyVersion])
                + "<dl>\(HTML.joined(rows + others))</dl>")
    }

    private var decided: HTML {
        let hiding = terms.casework.hiding
        return section(
            "decided",
            .joined([
                paragraph(
                    "terms.machines", ["time": words.duration(seconds: ClockSettings.machinePauseSecondsMax)]),
                paragraph("terms.people"),
                """
                <p id="\(terms.casework.pendingClause.text)">\(hiding.isOn
                    ? words(
                        "terms.hiding",
                        ["sender": String(hiding.perSenderDay), "overall": String(hiding.overallHour)])
                    : words("terms.no-hiding"))</p>
                """,
            ]))
    }

    private var measures: HTML {
        section(
            "measures",
            paragraph("terms.measures-text") + ladder("adults", terms.casework.adults)
                + ladder("minors", terms.casework.minors))
    }

    private func ladder(_ name: String, _ ladder: Ladder) -> HTML {
        let weighed = ladder.weights.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        let texts = DeskTexts.messages(words.language.code)
        var weights = weighed.map { reason, weight -> HTML in
            let told = StatementOfReasons.Explanation(rawValue: reason.rawValue)
                .map { MessageLine(.explanation($0)).rendered(texts) }
            return "<li>\(points(weight)): \(told ?? words("terms.weight-other"))</li>"
        }
        weights.append("<li>\(points(1)): \(words("terms.weight-other"))</li>")
        let rungs = ladder.rungs.map { rung -> HTML in "<li>\(points(rung.points)): \(measure(rung.step))</li>" }
        return """
            <h3>\(words("terms.\(name)"))</h3><ul>\(HTML.joined(weights))</ul>
            <p>\(words("terms.ladder"))</p><ul>\(HTML.joined(rungs))</ul>
            <p>\(words("terms.strike", ["time": words.duration(seconds: ladder.strikeSeconds)]))
            \(words("terms.child", ["measure": measure(ladder.childAbuseStep)]))</p>

            """
    }

    private func points(_ count: Int) -> String { words("terms.points", ["count": String(count)]) }

    private func measure(_ step: AccountStep) -> String {
        switch step {
        case .warning: words("measure.warning")
        case .lossOfGeneration(nil): words("measure.generation-end")
        case .lossOfGeneration(let seconds?): words("measure.generation", ["time": words.duration(seconds: seconds)])
        case .suspension(let seconds): words("measure.suspension", ["time": words.duration(seconds: seconds)])
        case .removal: words("measure.removal")
        }
    }

    private var misuse: HTML {
        let misuse = terms.casework.misuse
        return section(
            "misuse",
            paragraph(
                "terms.misuse-text",
                [
                    "count": String(misuse.countMin), "percent": String(misuse.percentMin),
                    "time": words.duration(seconds: misuse.frameSeconds),
                    "durations": misuse.durationsSeconds.map { words.duration(seconds: $0) }.joined(separator: " / "),
                ]))
    }

    private var complaints: HTML {
        let (clocks, bodies) = (terms.casework.clocks, terms.casework.settlementBodies)
        return section(
            "complaints",
            paragraph(
                "terms.complaints-text",
                [
                    "window": words.duration(seconds: clocks.complaintSeconds),
                    "time": words.duration(seconds: clocks.complaintDecisionSeconds),
                ])
                + (bodies.isEmpty
                    ? "" : paragraph("terms.bodies", ["bodies": bodies.map(\.text).joined(separator: ", ")])))
    }

    private var times: HTML {
        let clocks = terms.casework.clocks
        let rows = [
            ("receipt", clocks.receiptSeconds), ("grave", clocks.graveDecisionSeconds),
            ("other", clocks.decisionSeconds),
        ].map { name, seconds -> HTML in
            "<li>\(words("terms.time-\(name)", ["time": words.duration(seconds: seconds)]))</li>"
        }
        return section("times", "<ul>\(HTML.joined(rows))</ul>")
    }

    private var contact: HTML {
        var lines: [HTML] = []
        if let name = terms.operatorName { lines.append(paragraph("terms.operator", ["name": name])) }
        if let contact = terms.contact {
            let parts = words("terms.contact-people").components(around: "{contact}")
            lines.append("<p>\(parts.before)\(contactLink(contact))\(parts.after)</p>")
        }
        if let authorities = terms.authorities {
            let text = words("terms.contact-authorities", ["languages": authorities.languages.joined(separator: ", ")])
            let parts = text.components(around: "{contact}")
            lines.append("<p>\(parts.before)\(contactLink(authorities.address))\(parts.after)</p>")
        }
        if let name = terms.representative { lines.append(paragraph("terms.representative", ["name": name])) }
        if terms.contact == nil { lines.append(paragraph("terms.contact-none")) }
        return section("contact", .joined(lines))
    }
}
