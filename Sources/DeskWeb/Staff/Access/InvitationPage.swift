import Desk

/// The pages of an invitation.
enum InvitationPage {
    /// Asks for the secret. It stands behind `#` in the invitation's address, which browsers keep to themselves; the
    /// script copies it into the field.
    static func asking(message: String? = nil) -> StaffPage {
        StaffPage(
            title: "Your invitation",
            main: """
                <div class="narrow">
                <h1>Your invitation</h1>
                \(StaffPage.alert(message))
                <form class="card stack" method="post" action="/desk/invitation" enctype="multipart/form-data">
                <label>Secret of the invitation
                <input id="secret" name="secret" autocomplete="off" autocapitalize="none" spellcheck="false" required
                 maxlength="200"></label>
                <p class="hint">It stands in the address that you were given, behind the # sign.</p>
                <button class="primary" type="submit">Go on</button>
                </form>
                </div>
                """, modules: ["staff-secret.js"])
    }

    static func enrolling(_ enrolment: Enrolment, secret: String, message: String? = nil) -> StaffPage {
        StaffPage(
            title: "Set up your access",
            main: """
                <div class="narrow">
                <h1>Welcome, \(enrolment.name)</h1>
                \(StaffPage.alert(message))
                <form class="card stack" method="post" action="/desk/invitation/enrol" enctype="multipart/form-data">
                <input type="hidden" name="secret" value="\(secret)">
                <h2>1. Add this to your authenticator</h2>
                <div class="code">\(QRPicture.html(enrolment.picture))</div>
                <p class="hint">On this device? <a href="\(enrolment.address)">Open your authenticator</a>, or type
                 <code class="key">\(grouped(enrolment.secret))</code></p>
                <label>Code that it shows
                <input name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="16"></label>
                <h2>2. Choose a passphrase</h2>
                <label>Passphrase
                <input name="passphrase" type="password" autocomplete="new-password" required maxlength="256"
                 minlength="\(InvitationRoutes.passphraseMin)" aria-describedby="passphrase-hint"></label>
                <label>The same again
                <input name="again" type="password" autocomplete="new-password" required maxlength="256"></label>
                <p class="hint" id="passphrase-hint">At least \(InvitationRoutes.passphraseMin) characters; some words
                 that only you would put together are best.</p>
                <button class="primary" type="submit">Finish</button>
                </form>
                </div>
                """)
    }

    static func done(_ codes: [String]) -> StaffPage {
        StaffPage(
            title: "Your recovery codes",
            main: """
                <div class="narrow">
                <h1>Your recovery codes</h1>
                <div class="card stack">
                <p>Each opens the desk once without your authenticator. <strong>They are shown only now.</strong>
                 Print them, or write them down, and keep them where nobody else looks.</p>
                <ul class="codes">\(codes.map { "<li><code>\($0)</code></li>" })</ul>
                <p class="hint">Each code of your authenticator counts once: sign in with the next one.</p>
                <p><a class="button primary" href="/desk/sign-in">I have kept them: sign in</a></p>
                </div>
                </div>
                """)
    }

    /// In groups of four, for typing.
    private static func grouped(_ text: String) -> String {
        let letters = Array(text)
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: " ")
    }
}

/// A QR code as the register draws it. Nothing but the drawing of squares gets into the page.
enum QRPicture {
    private static let bytesMax = 200_000
    private static let tags: Set<Substring> = [
        "svg", "/svg", "path", "/path", "rect", "/rect", "g", "/g", "title", "/title",
    ]
    private static let attributes: Set<Substring> = [
        "xmlns", "viewBox", "width", "height", "fill", "d", "x", "y", "shape-rendering", "role", "aria-label", "stroke",
        "stroke-width", "class",
    ]

    /// The SVG element, or a sentence where it is anything else.
    static func html(_ svg: String) -> HTML {
        isDrawing(svg) ? HTML.trusted(svg) : "<p>The code cannot be drawn; please type the letters below.</p>"
    }

    /// True for an SVG of plain shapes: no script, no link, no style, no event.
    static func isDrawing(_ svg: String) -> Bool {
        guard svg.utf8.count <= bytesMax, svg.hasPrefix("<svg"), svg.hasSuffix("</svg>"), !svg.contains("<!") else {
            return false
        }
        for piece in svg.split(separator: "<", omittingEmptySubsequences: true) {
            guard let end = piece.firstIndex(of: ">") else { return false }
            guard hasOnlyKnown(piece[..<end]) else { return false }
        }
        return true
    }

    private static func hasOnlyKnown(_ tag: Substring) -> Bool {
        let name = tag.prefix { !$0.isWhitespace && $0 != "/" || $0 == "/" && tag.first == "/" }
        guard tags.contains(name) else { return false }
        // Names stand before each `="`; values cannot hold a quote.
        let pieces = tag.dropFirst(name.count).split(separator: "\"", omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() where index % 2 == 0 {
            let word = piece.filter { !$0.isWhitespace && $0 != "=" && $0 != "/" }
            guard word.isEmpty || attributes.contains(Substring(word)) else { return false }
        }
        return pieces.count % 2 == 1
    }
}
