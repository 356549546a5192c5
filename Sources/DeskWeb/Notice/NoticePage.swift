import Casework
import Desk

/// The three screens at `/notice`.
struct NoticePage {
    let words: Words
    var form: NoticeForm
    var faults: [NoticeForm.Fault] = []
    /// What the check screen says about time.
    let clocks: ClockSettings
    let hiding: HidingSettings

    /// The fields that a screen shows come from `shown`, all others travel hidden.
    func main(screen: Int) -> HTML {
        let views = FormViews(words: words, wrong: Set(faults.map(\.field)))
        let step: HTML = """
            <p class="step">\(words("notice.step", ["number": String(screen)]))</p>
            <progress max="3" value="\(screen)" aria-hidden="true"></progress>

            """
        let told = views.faults(
            faults.map { ($0.field, words("error.\($0.words)", ["count": String(NoticeDraft.thingsMax)])) })
        switch screen {
        case 1:
            return """
                <h1>\(words("notice.title"))</h1><p class="lead">\(words("notice.lead"))</p>
                \(HelpLinesView(words: words).card)\(told)\(step)
                \(views.form("/notice", id: "notice", hiddenFields(views, except: 1) + WhatScreen(words: words, form: form, views: views).inside))
                <p class="hint no-print"><a href="/notice/status?lang=\(words.language.rawValue)">\(words("notice.known"))</a></p>
                """
        case 2:
            return """
                <h1>\(words("who.title"))</h1>\(told)\(step)
                \(views.form("/notice", id: "notice", hiddenFields(views, except: 2) + WhoScreen(words: words, form: form, views: views).inside))
                """
        default:
            let check = CheckScreen(words: words, form: form, views: views, clocks: clocks, hiding: hiding)
            return """
                <h1>\(words("check.title"))</h1>\(told)\(step)
                \(check.summary)
                \(views.form("/notice", id: "notice", hiddenFields(views, except: 3) + check.inside))
                \(check.after)
                """
        }
    }

    private func hiddenFields(_ views: FormViews, except screen: Int) -> HTML {
        var fields: [HTML] = [views.hidden("screen", String(screen))]
        if screen != 1 {
            fields += [
                views.hidden("ground", form.ground?.rawValue ?? ""), views.hidden("links", form.links),
                views.hidden("sendsfile", form.sendsFile),
            ]
            fields.append(views.hidden("fingerprints", form.fingerprints))
        }
        if screen != 2 {
            fields += [
                views.hidden("sender", form.sender?.rawValue ?? ""), views.hidden("danger", form.isDanger),
                views.hidden("explanation", form.explanation), views.hidden("name", form.name),
                views.hidden("email", form.email), views.hidden("earlier", form.earlier),
                views.hidden("woman", form.subjectIsWoman.map { $0 ? "yes" : "no" } ?? ""),
                views.hidden("signature", form.signature), views.hidden("declares", form.declaresIntimate),
            ]
            fields += Regime.allCases.map { views.hidden($0.rawValue, form.regimes.contains($0)) }
        }
        return .joined(fields)
    }
}
