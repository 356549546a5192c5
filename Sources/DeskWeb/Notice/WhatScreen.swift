import Casework
import Desk
import SafetyModel

/// Screen 1: what it is about, and where the picture is.
struct WhatScreen {
    let words: Words
    let form: NoticeForm
    let views: FormViews

    /// What most people come for stands open; the rest is folded.
    private static let first: [NoticeGround] = [
        .intimateImage, .childAbuse, .revealingEdit, .degradation, .harassment,
    ]
    private static let others = NoticeGround.allCases.filter { !first.contains($0) }

    var inside: HTML {
        let open = form.ground.map(Self.others.contains) == true
        let folded: HTML = open ? " open" : ""
        return """
            <fieldset><legend>\(words("what.title"))</legend>
            \(HTML.joined(Self.first.enumerated().map { ground($1, isFirst: $0 == 0) }))
            <details\(folded)><summary>\(words("what.more"))</summary>
            \(HTML.joined(Self.others.map { ground($0, isFirst: false) }))</details></fieldset>
            <fieldset><legend>\(words("where.title"))</legend>
            <p class="hint">\(words("where.intro"))</p>
            \(views.text(
                "links", words("links.label"), value: form.links,
                hint: words("links.hint", ["count": String(NoticeDraft.thingsMax)]), isOptional: true, rows: 3,
                more: " dir=\"ltr\" autocapitalize=\"none\" spellcheck=\"false\" autocomplete=\"off\""))
            \(fingerprints)
            \(views.tick("sendsfile", words("file.later"), isOn: form.sendsFile, hint: words("file.child")))
            </fieldset>
            \(views.button(words("notice.next"), name: "to", value: "2", more: " id=\"next\""))
            """
    }

    private func ground(_ ground: NoticeGround, isFirst: Bool) -> HTML {
        views.choice(
            "ground", ground.rawValue, words("ground.\(ground.rawValue)"), isOn: form.ground == ground, isFirst: isFirst
        )
    }

    private var fingerprints: HTML {
        let count = form.prints?.count ?? 0
        let kept: HTML =
            count == 0
            ? ""
            : """
            <p>\(words("print.kept", ["count": String(count)]))</p>
            \(views.tick("forget", words("print.forget"), isOn: false))
            """
        return """
            <div class="field" id="pictures" data-pictures-max="\(NoticeDraft.thingsMax)">
            <h3 id="photos-title">\(words("print.title"))</h3><p class="hint" id="photos-hint">\(words("print.hint"))</p>
            <noscript><p class="hint">\(words("print.no-script"))</p></noscript>
            <input type="hidden" name="fingerprints" id="fingerprints" value="\(form.fingerprints)">\(kept)
            <div id="chooser" hidden>
            <input class="file-choice" id="photos" type="file" multiple aria-describedby="photos-hint photos-message"
             accept="image/jpeg,image/png,image/webp,image/gif,image/avif">
            <label class="button quiet" for="photos">\(words("print.choose"))</label>
            <p id="photos-message" class="hint" role="status"></p>
            <ul id="photo-list" class="photos" aria-labelledby="photos-title"></ul></div></div>
            \(Self.template(words))
            """
    }

    /// One picture in the list, and what the scripts say; the same scripts as at `/protect`.
    private static func template(_ words: Words) -> HTML {
        let said = HTML.joined(words.group("photo.").map { "<p data-word=\"\($0.name)\">\($0.text)</p>" })
        func button(_ action: String, _ style: String = "quiet small", hidden: Bool = false) -> HTML {
            let attribute: HTML = hidden ? " hidden" : ""
            return """
                <button type="button" class="\(style)" data-action="\(action)"\(attribute)>\(words("photo.\(action)"))</button>
                """
        }
        return """
            <template id="photo-template"><li class="photo"><div class="photo-head">
            <canvas class="thumb" width="1" height="1" role="img"></canvas>
            <div class="photo-text"><p class="photo-name"></p><p class="photo-state" role="status"></p>
            <progress max="1" value="0"></progress></div></div>
            <div class="row photo-actions">\(button("part", hidden: true))\(button("remove"))</div>
            <div class="part" hidden><p class="hint">\(words("photo.part-hint"))</p>
            <div class="crop"></div><p class="hint crop-size" role="status"></p>
            <div class="row">\(button("part-use", "small"))\(button("part-whole"))\(button("part-cancel"))</div>
            </div></li></template>
            <template id="words">\(said)</template>
            """
    }
}
