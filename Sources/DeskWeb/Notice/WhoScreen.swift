import Casework
import Desk

/// Screen 2: who writes, what happened, how to answer.
struct WhoScreen {
    let words: Words
    let form: NoticeForm
    let views: FormViews

    var inside: HTML {
        """
        <fieldset><legend class="out">\(words("who.title"))</legend>
        \(HTML.joined(NoticeDraft.Sender.allCases.enumerated().map { place, sender in
            views.choice(
                "sender", sender.rawValue, words("sender.\(sender.rawValue)"), isOn: form.sender == sender,
                isFirst: place == 0)
        }))
        <details class="aside"><summary>\(words("minor.title"))</summary><p>\(words("minor.text"))</p></details>
        </fieldset>
        <fieldset><legend class="out">\(words("explanation.label"))</legend>
        \(views.tick("danger", words("danger.label"), isOn: form.isDanger, hint: words("danger.hint")))
        \(views.text(
            "explanation", words("explanation.label"), value: form.explanation, hint: words("explanation.hint"),
            isOptional: true))
        \(woman)
        </fieldset>
        \(contact)
        \(regimes)
        <div class="row">\(views.button(words("notice.next"), name: "to", value: "3", more: " id=\"next\""))
        \(views.button(words("notice.back"), name: "to", value: "1", style: "quiet", more: " formnovalidate"))</div>
        """
    }

    private var woman: HTML {
        let options = [("", "unsaid", nil), ("yes", "yes", true), ("no", "no", false as Bool?)].map {
            value, word, answer in
            let chosen: HTML = answer == form.subjectIsWoman ? " selected" : ""
            return "<option value=\"\(value)\"\(chosen)>\(words("woman.\(word)"))</option>" as HTML
        }
        return """
            <div class="field"><label for="woman">\(words("woman.label"))
             <span class="hint">\(words("optional"))</span></label>
            <p class="hint" id="woman-hint">\(words("woman.why"))</p>
            <select id="woman" name="woman" aria-describedby="woman-hint">\(HTML.joined(options))</select></div>
            """
    }

    /// Never asked about child abuse (Art. 16(2)(c)).
    private var contact: HTML {
        let earlier = views.code("earlier", words("earlier.label"), hint: words("earlier.hint"), isOptional: true)
        guard !form.isAboutChild else {
            return """
                <fieldset><legend>\(words("contact.title"))</legend><p>\(words("contact.none"))</p>\(earlier)</fieldset>
                """
        }
        return """
            <fieldset><legend>\(words("contact.title"))</legend><p class="hint">\(words("contact.hint"))</p>
            \(views.line(
                "email", words("email.label"), value: form.email, isOptional: true, type: "email",
                more: " dir=\"ltr\" autocomplete=\"email\" inputmode=\"email\""))
            \(views.line("name", words("name.label"), value: form.name, isOptional: true, more: " autocomplete=\"name\""))
            \(earlier)</fieldset>
            """
    }

    private var regimes: HTML {
        guard form.ground == .intimateImage else { return "" }
        let open: HTML = form.regimes.isEmpty && views.wrong.isDisjoint(with: ["signature"]) ? "" : " open"
        return """
            <details class="boxed"\(open)><summary>\(words("regime.title"))</summary>
            <p class="hint">\(words("regime.hint"))</p>
            \(HTML.joined(Regime.allCases.map {
                views.tick($0.rawValue, words("regime.\($0.rawValue)"), isOn: form.regimes.contains($0))
            }))
            \(views.line(
                "signature", words("signature.label"), value: form.signature, isOptional: true,
                more: " autocomplete=\"name\""))
            \(views.tick("declares", words("declares.label"), isOn: form.declaresIntimate))</details>
            """
    }
}
