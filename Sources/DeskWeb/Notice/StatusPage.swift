import Casework
import Desk
import SafetyModel

/// What became of a notice, and what its sender can do. Never a picture.
struct StatusPage {
    let words: Words
    let code: CaseCode
    let status: NoticeStatus
    let now: Moment
    let warnPercent: Int64
    var told: (kind: String, text: String)?

    private var views: FormViews { FormViews(words: words) }

    var main: HTML {
        let view = NoticeStatusView(words: words, status: status, now: now, warnPercent: warnPercent)
        return """
            <h1>\(words("status.number", ["notice": status.notice.text]))</h1>
            \(told.map { views.card($0.kind, $0.text) } ?? "")
            <p>\(words("ground.\(status.ground.rawValue)"))</p>
            <p>\(view.received)\(status.isLookedAt ? " \(words("status.taken"))" as HTML : "")</p>
            \(status.isWithdrawn ? views.card("maybe", words("status.withdrawn")) : "")
            \(view.pictures)\(view.clocks)\(view.answer)\(view.steps)
            \(complain)\(add)\(record)\(erase)\(withdraw)
            """
    }

    private func deed(_ name: String, title: String, isOpen: Bool = false, _ inside: HTML) -> HTML {
        let open: HTML = isOpen ? " open" : ""
        return """
            <details class="boxed no-print"\(open)><summary>\(words(title))</summary>
            \(views.form("/notice/status/\(name)", views.hidden("code", code.text) + inside))</details>

            """
    }

    private var add: HTML {
        guard !status.isWithdrawn else { return "" }
        let missing = status.missing.sorted { $0.rawValue < $1.rawValue }
        let ticks: HTML =
            missing.isEmpty
            ? ""
            : """
            <p>\(words("add.missing"))</p>
            \(HTML.joined(missing.map {
                    views.tick("element-\($0.rawValue)", words("element.\($0.rawValue)"), isOn: false)
                }))
            """
        return deed(
            "add", title: "add.title", isOpen: !missing.isEmpty,
            "\(ticks)\(views.text("words", words("add.label")))\(views.button(words("add.send")))")
    }

    private var complain: HTML {
        guard let until = status.complaintsUntil, !status.hasOpenComplaint else { return "" }
        return deed(
            "complain", title: "complain.title",
            """
            <p class="hint">\(words("complain.hint", ["date": Words.day(until)]))</p>
            <label for="complaint">\(words("complain.label"))</label>
            <textarea id="complaint" name="words" rows="5" maxlength="10000" required></textarea>
            \(views.button(words("complain.send"), more: " data-once"))
            """)
    }

    private var erase: HTML {
        guard status.hasEvidence else { return "" }
        return deed(
            "erase", title: "erase.title",
            "<p>\(words("erase.text"))</p>\(views.button(words("erase.send"), style: "danger"))")
    }

    private var withdraw: HTML {
        guard !status.isWithdrawn else { return "" }
        return deed(
            "withdraw", title: "withdraw.title",
            "<p>\(words("withdraw.text"))</p>\(views.button(words("withdraw.send"), style: "danger"))")
    }

    private var record: HTML {
        """
        <details class="boxed no-print"><summary>\(words("record.title"))</summary><p>\(words("record.text"))</p>
        \(views.form(
            "/notice/record",
            """
            \(views.hidden("code", code.text))<div class="row">
            \(views.button(words("record.print"), name: "as", value: "page"))
            \(views.button(words("record.json"), name: "as", value: "json", style: "quiet"))</div>
            """))</details>

        """
    }
}
