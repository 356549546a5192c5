import Casework
import Desk
import SafetyModel

/// What else can be done with a case.
struct ActionPanel {
    let page: CasePage

    var html: HTML {
        let forms = [escalate, danger].compactMap { $0 }
        guard !forms.isEmpty else { return "" }
        return """
            <section class="card" aria-labelledby="actions"><h2 id="actions">More</h2>
            <div class="stack">\(forms)</div></section>
            """
    }

    private var escalate: HTML? {
        let graver = Severity.allCases.filter { $0 > page.file.severity }
        guard page.allows(.escalate), !graver.isEmpty else { return nil }
        return page.form(
            .escalate,
            """
            <label class="inline">Raise the severity to
            <select name="severity">\(graver.map { "<option value=\"\($0.name)\">\($0.words)</option>" as HTML })</select></label>
            <button type="submit">Raise</button><span class="hint">It never goes down again.</span>
            """)
    }

    private var danger: HTML? {
        guard page.allows(.reportDanger) else { return nil }
        return """
            <details><summary>Somebody's life or safety is threatened (Art. 18)</summary>\(page.form(.reportDanger, style: "stack", """
                <label>What the authority has to know
                <textarea name="words" rows="3" maxlength="10000"></textarea></label>
                <div><button class="danger" type="submit">Report to the authorities now</button></div>
                """))</details>
            """
    }
}
