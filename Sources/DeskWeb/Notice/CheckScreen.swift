import Casework
import Desk
import SafetyModel

/// Screen 3: everything once more, the file where there is one, and sending.
struct CheckScreen {
    let words: Words
    let form: NoticeForm
    let views: FormViews
    let clocks: ClockSettings
    let hiding: HidingSettings

    /// What was said, with buttons to change it; those belong to the form by its id.
    var summary: HTML {
        var things = (form.linkList ?? []).map { "<li><bdi dir=\"ltr\">\($0)</bdi></li>" as HTML }
        for place in (form.prints ?? []).indices {
            things.append("<li>\(words("check.fingerprint", ["number": String(place + 1)]))</li>")
        }
        if form.sendsFile, !form.isAboutChild { things.append("<li>\(words("check.file"))</li>") }
        return """
            <dl class="summary">
            \(row("check.about", screen: 1, [
                form.ground.map { "<p>\(words("ground.\($0.rawValue)"))</p>" } ?? "",
                form.isMinorsIntimate ? "<p class=\"hint\">\(words("check.minor"))</p>" : "",
            ]))
            \(row("check.pictures", screen: 1, ["<ul class=\"plain\">\(HTML.joined(things))</ul>"]))
            \(row("check.you", screen: 2, [
                form.sender.map { "<p>\(words("sender.\($0.rawValue)"))</p>" } ?? "",
                form.name.isEmpty && form.email.isEmpty
                    ? "<p>\(words("check.unknown"))</p>"
                    : "<p><bdi>\(form.name)</bdi> <bdi dir=\"ltr\">\(form.email)</bdi></p>",
                form.isDanger ? "<p><strong>\(words("check.danger"))</strong></p>" : "",
            ]))
            \(form.explanation.isEmpty
                ? "" : row("check.explanation", screen: 2, ["<p class=\"typed\" dir=\"auto\">\(form.explanation)</p>"]))
            </dl>

            """
    }

    private func row(_ title: String, screen: Int, _ inside: [HTML]) -> HTML {
        """
        <div><dt>\(words(title)) <button type="submit" form="notice" formnovalidate name="to" value="\(screen)" class="quiet small">\(words("check.change"))
        <span class="out">: \(words(title))</span></button></dt><dd>\(HTML.joined(inside))</dd></div>

        """
    }

    var inside: HTML {
        let file: HTML =
            form.sendsFile && !form.isAboutChild
            ? """
            <div class="field"><label for="file">\(words("file.label"))</label>
            <p class="hint" id="file-hint">\(words("file.hint"))</p>
            <input id="file" name="file" type="file" required aria-describedby="file-hint"
             accept="image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic"></div>

            """ : ""
        return """
            \(file)\(views.tick("bona-fide", words("bona-fide.label"), isOn: form.isBonaFide, more: " required"))
            <div class="row">\(views.button(words("check.send"), name: "to", value: "send", more: " data-once"))
            \(views.button(words("notice.back"), name: "to", value: "2", style: "quiet", more: " formnovalidate"))</div>
            """
    }

    var after: HTML {
        let ground = form.isAboutChild ? .childAbuse : form.ground ?? .terms
        let isGrave = ground == .childAbuse || ground == .intimateImage
        let time = words.duration(seconds: isGrave ? clocks.graveDecisionSeconds : clocks.decisionSeconds)
        var lines = [words("after.person", ["time": time]), words("after.copies"), words("after.code")]
        if ground.hidesAtOnce, hiding.isOn { lines.insert(words("after.hide"), at: 0) }
        return """
            <section aria-labelledby="after-title"><h2 id="after-title">\(words("after.title"))</h2>
            <ul>\(HTML.joined(lines.map { "<li>\($0)</li>" }))</ul></section>
            """
    }
}
