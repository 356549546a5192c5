import GatewayAPI
import HTTPTypes
import Hummingbird
import NIOCore

/// The frame around every page.
struct Page {
    var title: String
    var main: HTML
    /// Shown in the head of the page, for who has signed in.
    var signOut: HTML = ""
    /// Shown in the head of public pages: the way out.
    var leave: HTML = ""
    /// Where the name in the head leads.
    var home = "/"
    var skip = "Skip to content"
    var footer = "Pictures made here are made by AI. Every decision is recorded and can be questioned."
    var language = "en"
    var isRightToLeft = false
    /// Styles and script modules besides those of every page.
    var files: [String] = []
    var modules: [String] = []
    /// Scripts that are no modules, besides that of every page.
    var scripts: [String] = []
    var contentPolicy = Page.contentPolicy
    var referrerPolicy = "same-origin"

    /// Nothing but our own files, no frames, forms to ourselves only.
    static let contentPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"

    private var html: HTML {
        """
        <!doctype html>
        <html lang="\(language)"\(isRightToLeft ? " dir=\"rtl\"" as HTML : "")>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>\(title) · Vangrail</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/assets/desk.css">
        <script src="/assets/desk.js" defer></script>
        \(own)
        </head>
        <body>
        <a class="skip" href="#main">\(skip)</a>
        <header><a class="mark" href="\(home)">Vangrail</a>\(signOut)\(leave)</header>
        <main id="main">\(main)</main>
        <footer>\(footer)</footer>
        </body>
        </html>

        """
    }

    private var own: HTML {
        .joined(
            files.map { "<link rel=\"stylesheet\" href=\"\($0)\">" }
                + scripts.map { "<script src=\"\($0)\" defer></script>" }
                + modules.map { "<script src=\"\($0)\" type=\"module\"></script>" })
    }

    /// The page as an answer.
    func response(_ status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentSecurityPolicy] = contentPolicy
        headers[.referrerPolicy] = referrerPolicy
        headers[.frameOptions] = "DENY"
        headers[.openerPolicy] = "same-origin"
        headers[.resourcePolicy] = "same-origin"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html.text)))
    }
}
