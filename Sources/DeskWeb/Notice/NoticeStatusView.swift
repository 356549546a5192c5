import Casework
import Desk
import SafetyModel

/// The parts of a notice's story that the status page and the record for the police both tell.
struct NoticeStatusView {
    let words: Words
    let status: NoticeStatus
    let now: Moment
    let warnPercent: Int64

    var received: HTML {
        let parts = words("status.received").components(around: "{date}")
        return "\(parts.before)\(words.time(status.receivedAt))\(parts.after)"
    }

    var pictures: HTML {
        let things = status.things.enumerated().map { thing($1, number: $0 + 1) }
        return section("status.pictures", "<ul class=\"plain things\">\(HTML.joined(things))</ul>")
    }

    private func thing(_ thing: NoticeStatus.Thing, number: Int) -> HTML {
        let plain = words("status.thing", ["number": String(number)])
        let name: HTML = thing.link.map { "<bdi dir=\"ltr\">\($0)</bdi>" } ?? "\(plain)"
        let copies = NoticeStatus.Outcome.allCases.compactMap { outcome -> HTML? in
            guard let count = thing.copies[outcome] else { return nil }
            let said = words(
                "status.copies", ["count": String(count), "outcome": words("outcome.\(outcome.rawValue)")])
            return "<br><span class=\"hint\">\(said)</span>"
        }
        let (outcome, said) = (thing.outcome.rawValue, words("outcome.\(thing.outcome.rawValue)"))
        return """
            <li>\(name)<br><strong class="outcome \(outcome)">\(said)</strong>\(HTML.joined(copies))</li>

            """
    }

    var clocks: HTML {
        let rows = status.clocks.map { clock -> HTML in
            let (name, text) = (words("clock.\(Self.word(clock.name))"), stand(clock))
            return """
                <li class="clock \(clock.state(at: now, warnPercent: warnPercent).rawValue)"><span>\(name)</span>
                <strong>\(text)</strong> <span class="hint">\(words.time(clock.due))</span></li>

                """
        }
        return section(
            "status.clocks",
            rows.isEmpty ? "<p>\(words("status.no-clocks"))</p>" : "<ul class=\"plain\">\(HTML.joined(rows))</ul>")
    }

    /// How much time is left, or by how much it is late.
    private func stand(_ clock: LegalClock) -> String {
        let rest = (clock.due.milliseconds - now.milliseconds) / 1000
        switch clock.state(at: now, warnPercent: warnPercent) {
        case .met: return words("time.met")
        case .metLate: return words("time.met-late")
        case .running, .warning: return words("time.left", ["time": words.span(seconds: rest)])
        case .overdue: return words("time.over", ["time": words.span(seconds: -rest)])
        }
    }

    static func word(_ name: LegalClock.Name) -> String {
        switch name {
        case .receipt: "receipt"
        case .decision: "decision"
        case .removal: "removal"
        case .danger: "danger"
        case .complaint: "complaint"
        default: "other"
        }
    }

    var answer: HTML {
        let said: HTML =
            status.answer.isEmpty ? "<p>\(words("status.no-answer"))</p>" : lines(status.answer)
        let complaint: HTML =
            status.complaintAnswer.isEmpty
            ? (status.hasOpenComplaint ? "<p>\(words("status.complaint-open"))</p>" : "")
            : "<h3>\(words("status.complaint-answer"))</h3>\(lines(status.complaintAnswer))"
        return section("status.answer", said + complaint)
    }

    /// Sentences in the language of the notice, which need not be that of the page.
    private func lines(_ lines: [String]) -> HTML {
        sentences(lines, language: PageLanguage(status.language))
    }

    var steps: HTML {
        let steps = HTML.joined(
            status.steps.map { "<li>\(words.time($0.at)) \(words("step.\($0.kind.rawValue)"))</li>\n" })
        return section("status.steps", "<ol class=\"plain steps\">\(steps)</ol>")
    }

    private func section(_ title: String, _ inside: HTML) -> HTML {
        "<section><h2>\(words(title))</h2>\(inside)</section>\n"
    }
}

/// Sentences that were written in some language, marked as such for screen readers and direction.
func sentences(_ lines: [String], language: PageLanguage) -> HTML {
    let direction = language.isRightToLeft ? "rtl" : "ltr"
    let all = HTML.joined(lines.map { "<p>\($0)</p>" })
    return "<div class=\"said\" lang=\"\(language.rawValue)\" dir=\"\(direction)\">\(all)</div>"
}
