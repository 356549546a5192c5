import Casework
import Desk

/// The two secrets, shown once.
struct DonePage {
    let words: Words
    let ticket: NoticeTicket
    /// Where the notice stands already; nil where that could not be read.
    var status: NoticeStatus?
    /// A new code for a lost one, not a new notice.
    var isRecovered = false

    var main: HTML {
        let views = FormViews(words: words)
        let number: HTML =
            status.map { "<p>\(words("done.number", ["notice": $0.notice.text]))</p>" } ?? ""
        let count = status?.things.filter { [.hidden, .hiding, .removed].contains($0.outcome) }.count ?? 0
        let hidden: HTML = count == 0 ? "" : "<p><strong>\(words("done.hidden", ["count": String(count)]))</strong></p>"
        return """
            <section class="card good" aria-labelledby="outcome">
            <h1 id="outcome" tabindex="-1">\(words(isRecovered ? "status.recovered" : "done.title"))</h1>
            \(number)\(hidden)
            <p><strong>\(words("done.once"))</strong></p>
            \(secret("code", words("done.code"), words("done.code-use"), ticket.code))
            \(secret("recovery", words("done.recovery"), words("done.recovery-use"), ticket.recovery))
            <p id="copy-message" class="hint no-print" role="status" data-copied="\(words("done.copied"))"
             data-failed="\(words("done.copy-failed"))"></p>
            <button type="button" id="print" class="quiet no-print" hidden>\(words("done.print"))</button>
            </section>
            <div class="no-print">\(views.form(
                "/notice/status", views.hidden("code", ticket.code.text) + views.button(words("done.open"))))</div>
            <div class="no-print">\(HelpLinesView(words: words).card)</div>
            """
    }

    private func secret(_ id: String, _ title: String, _ use: String, _ code: CaseCode) -> HTML {
        """
        <p class="code-label" id="\(id)-label">\(title)</p>
        <p class="code"><code id="\(id)" dir="ltr" aria-labelledby="\(id)-label">\(code.text)</code>
        <button type="button" class="quiet small no-print" data-copy="\(id)" hidden>\(words("done.copy"))</button></p>
        <p class="hint">\(use)</p>

        """
    }
}
