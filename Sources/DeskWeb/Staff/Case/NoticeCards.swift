import Casework
import Desk
import SafetyModel

/// What was reported, newest first.
struct NoticeCards {
    let page: CasePage

    private static let shownMax = 50
    /// Those that are open at once; the pictures come below.
    private static let openMax = 3

    var html: HTML {
        let all = page.file.notices.values.sorted { ($0.at, $0.notice.id.text) > ($1.at, $1.notice.id.text) }
        guard !all.isEmpty else { return "" }
        let folded = all.prefix(Self.shownMax).dropFirst(Self.openMax)
        let more = all.count - Self.shownMax
        return """
            <section class="card" aria-labelledby="notices">
            <h2 id="notices">\(all.count == 1 ? "1 notice" : "\(all.count) notices")</h2>
            <ul class="plain">\(all.prefix(Self.openMax).map(notice))</ul>
            \(HTML.when(!folded.isEmpty, "<details><summary>\(folded.count) more</summary><ul class=\"plain\">\(folded.map(notice))</ul></details>"))
            \(HTML.when(more > 0, "<p class=\"hint\">\(more) earlier ones are not shown.</p>"))
            </section>
            """
    }

    private func notice(_ state: NoticeState) -> HTML {
        let notice = state.notice
        var flags: [HTML] = []
        if state.receipt.hasPriority { flags.append("<span class=\"badge\">Trusted flagger</span>") }
        if notice.isDanger { flags.append("<span class=\"badge bad\">Danger to life</span>") }
        flags += notice.regimes.map(\.words).sorted().map { "<span class=\"badge\">\($0)</span>" }
        if let until = state.receipt.suspendedUntil {
            flags.append("<span class=\"badge maybe\">Sender suspended until \(Times.text(until))</span>")
        }
        if let at = state.withdrawnAt {
            flags.append("<span class=\"badge maybe\">Taken back \(Times.text(at))</span>")
        }
        let missing = state.missing.map(\.words).sorted().joined(separator: ", ")
        return """
            <li><div class="row"><strong>\(notice.ground.words)</strong><span class="badges">\(flags)</span>
            <span class="hint"><code>\(notice.id.text)</code>, \(Times.html(state.at)), \(who(notice))</span></div>
            \(page.words(notice.text))\(state.words.map { page.words($0) })
            \(HTML.when(!missing.isEmpty, "<p class=\"hint\">Missing: \(missing). Its clocks run all the same.</p>"))
            \(HTML.when(notice.subjectIsWoman == true, "<p class=\"hint\">By the notice, the person shown is a woman or girl.</p>"))
            \(answer(state))\(misuse(notice))</li>
            """
    }

    private func who(_ notice: Notice) -> HTML {
        if let flagger = notice.flagger { return "from \(flagger.text)" }
        return notice.notifier == nil ? "without a name" : "from a known sender"
    }

    private func answer(_ state: NoticeState) -> HTML {
        guard let answer = state.answer, let at = state.answeredAt else { return "" }
        let told: HTML =
            !answer.isReachable
            ? "cannot be reached" : state.toldAt == nil ? "not told yet" : "told"
        return """
            <p>Answered \(Times.html(at)): \(answer.verdict.words); acted on \(answer.actedOn.count), left \(answer.leftAlone.count).
            <span class="hint">Sender \(told).</span></p>
            """
    }

    private func misuse(_ notice: Notice) -> HTML {
        let coordinator: HTML =
            notice.flagger.flatMap { flagger -> HTML? in
                guard page.allows(.informCoordinator) else { return nil }
                return page.form(
                    .informCoordinator,
                    "\(page.hidden("flagger", flagger.text))<button type=\"submit\">Tell the coordinator (Art. 22(6))</button>"
                )
            } ?? ""
        guard let notifier = notice.notifier else { return coordinator }
        return
            "\(coordinator)\(MisuseForms(page: page, who: page.hidden("notifier", notifier.text), words: "sender").html)"
    }
}

/// Warning and suspending somebody whose notices or complaints are often plainly without ground (Art. 23(2)).
struct MisuseForms {
    let page: CasePage
    let who: HTML
    let words: String

    var html: HTML {
        guard page.allows(.warnMisuse) || page.allows(.suspendMisuse) else { return "" }
        return
            "<details><summary>Misuse by this \(words)</summary><div class=\"stack\">\(warn)\(suspend)</div></details>"
    }

    private var warn: HTML {
        guard page.allows(.warnMisuse) else { return "" }
        return page.form(.warnMisuse, "\(who)<button type=\"submit\">Warn</button>")
    }

    private var suspend: HTML {
        guard page.allows(.suspendMisuse) else { return "" }
        let durations = page.settings.misuse.durationsSeconds.map { seconds -> HTML in
            "<option value=\"\(String(seconds))\">\(Times.duration(seconds: seconds))</option>"
        }
        let gravity = MisuseJudgement.Gravity.allCases.map { "<option>\($0.rawValue)</option>" as HTML }
        let intention = MisuseJudgement.Intention.allCases.map { "<option>\($0.rawValue)</option>" as HTML }
        return page.form(
            .suspendMisuse,
            """
            \(who)<label class="inline">Gravity <select name="gravity">\(gravity)</select></label>
            <label class="inline">Intention <select name="intention">\(intention)</select></label>
            <label class="inline">For <select name="seconds">\(durations)</select></label>
            <button type="submit">Suspend processing</button>
            """)
    }
}

/// The words of the staff about a case.
struct NoteCard {
    let page: CasePage

    var html: HTML {
        guard !page.file.notes.isEmpty || page.allows(.note) else { return "" }
        let typed = page.given?.words("words") ?? ""
        let field = HTML.when(
            page.allows(.note),
            page.form(
                .note, style: "stack",
                """
                <label>New note<textarea name="words" rows="2" maxlength="10000" required>\(typed)</textarea></label>
                <div><button type="submit">Keep the note</button></div>
                """))
        return """
            <section class="card" aria-labelledby="notes"><h2 id="notes">Notes</h2>
            <p class="hint">Sealed, for staff only, and erased with the case.</p>
            \(page.file.notes.map { page.words($0) })\(field)</section>
            """
    }
}
