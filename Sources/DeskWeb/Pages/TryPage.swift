import SafetyModel

/// The page at `/`: words, a photo, and what became of them.
struct TryPage {
    /// What became of a request.
    enum Outcome {
        case picture(address: String, width: Int, height: Int, decision: String, labelled: Bool)
        case stopped(kind: Decision.Kind, reasons: [String], decision: String, complainAddress: String)
        /// Something went wrong that is not a decision.
        case failed(message: String, decision: String?)
    }

    var prompt = ""
    /// The session's token; nil on loopback.
    var token: String?
    var outcome: Outcome?

    var page: Page {
        Page(
            title: "Try it",
            main: """
                <h1>Try it</h1>
                <p class="lead">Say what picture you would like, or choose a photo and say what to change.</p>
                <div id="result" aria-live="polite">\(outcome.map(Self.html) ?? "")</div>
                <form id="try" method="post" action="/" enctype="multipart/form-data">
                \(token.map(Self.tokenField) ?? "")
                <label for="prompt">What should happen?</label>
                <textarea id="prompt" name="prompt" rows="4" maxlength="4000" required
                 aria-describedby="prompt-hint" spellcheck="true">\(prompt)</textarea>
                <p class="hint" id="prompt-hint">For instance: a lighthouse in fog.
                 Or, with a photo: make it black and white.</p>
                <label for="photo">Photo <span class="hint">(optional)</span></label>
                <input id="photo" name="photo" type="file" aria-describedby="photo-hint"
                 accept="image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic">
                <p class="hint" id="photo-hint">JPEG, PNG, WebP, GIF, AVIF or HEIC.
                 <span id="photo-name" aria-live="polite"></span></p>
                <button type="submit">Make the picture</button>
                <p id="busy" class="hint" role="status"></p>
                </form>
                """,
            signOut: token.map(Self.signOutForm) ?? "")
    }

    private static func tokenField(_ token: String) -> HTML {
        "<input type=\"hidden\" name=\"token\" value=\"\(token)\">"
    }

    private static func signOutForm(_ token: String) -> HTML {
        """
        <form method="post" action="/sign-out" enctype="multipart/form-data">\(tokenField(token))\
        <button class="quiet" type="submit">Sign out</button></form>
        """
    }

    private static func html(_ outcome: Outcome) -> HTML {
        switch outcome {
        case .picture(let address, let width, let height, let decision, let labelled):
            let label: HTML = labelled ? "<p>The picture carries a visible label.</p>" : ""
            return """
                <section class="card good" data-decision="\(labelled ? "label" : "allow")" aria-labelledby="outcome">
                <h2 id="outcome" tabindex="-1">Here is your picture</h2>
                <img src="\(address)" alt="The picture that was made" width="\(width)" height="\(height)">
                \(label)<p class="hint">Decision <code>\(decision)</code></p>
                </section>
                """
        case .stopped(let kind, let reasons, let decision, let complain):
            let items = HTML.joined(reasons.map { "<li data-reason>\($0)</li>" })
            let next: HTML =
                kind == .ask ? "<p>You can say it in other words below. This does not count against you.</p>" : ""
            return """
                <section class="card \(kind == .ask ? "maybe" : "bad")" data-decision="\(kind.rawValue)"
                 aria-labelledby="outcome">
                <h2 id="outcome" tabindex="-1">\(title(kind))</h2>
                <ul>\(items)</ul>\(next)
                <p>Do you think this is a mistake? <a href="\(complain)">How to complain</a>.
                 Please quote decision <code>\(decision)</code>.</p>
                </section>
                """
        case .failed(let message, let decision):
            let number: HTML = decision.map { "<p class=\"hint\">Decision <code>\($0)</code></p>" } ?? ""
            return """
                <section class="card maybe" aria-labelledby="outcome">
                <h2 id="outcome" tabindex="-1">That did not work</h2>
                <p>\(message)</p>\(number)
                </section>
                """
        }
    }

    private static func title(_ kind: Decision.Kind) -> String {
        switch kind {
        case .allow, .label: "Fine"
        case .ask: "We did not quite understand"
        case .hold: "A person will look at this first"
        case .refuse: "This picture is not made here"
        }
    }
}
