import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import NIOCore
import SafetyModel

/// The frame around every page of the desk.
struct StaffPage {
    var title: String
    var main: HTML
    /// Nil before somebody has signed in.
    var visit: StaffVisit?
    /// Scripts besides those of every page, by their file names.
    var modules: [String] = []
    /// What the search field holds.
    var searched = ""
    /// The case that is open: the next one is another.
    var openCase: CaseID?

    /// Nothing but our own files; pictures come as bytes that the script fetched, and are let go of again.
    static let contentPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex, nofollow">
        <title>\(title) · Desk</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/assets/staff/staff.css">
        \(scripts.map { "<script src=\"/assets/staff/\($0)\" type=\"module\"></script>" })
        </head>
        <body>
        <a class="skip" href="#main">Skip to content</a>
        \(bar)
        <main id="main" tabindex="-1">\(main)</main>
        \(HTML.when(visit != nil, KeyTable.dialog))
        </body>
        </html>

        """
    }

    private var scripts: [String] { (visit == nil ? [] : ["staff.js"]) + modules }

    private var bar: HTML {
        guard let visit else { return "<header class=\"bar\"><span class=\"mark\">Vangrail desk</span></header>" }
        return """
            <header class="bar">
            <a class="mark" href="/desk">Vangrail desk</a>
            <nav aria-label="Desk">\(links(visit))</nav>
            <form class="search" method="get" action="/desk/search" role="search">
            <input id="search" type="search" name="q" value="\(searched)" maxlength="200" placeholder="Number or account"
             aria-label="Search cases" aria-keyshortcuts="/"></form>
            \(next(visit))
            \(role(visit))
            <form method="post" action="/desk/sign-out" enctype="multipart/form-data">\(Self.token(visit))\
            <button class="quiet" type="submit" title="Signed in as \(visit.session.name)">Sign out</button></form>
            </header>
            """
    }

    private func links(_ visit: StaffVisit) -> [HTML] {
        var links: [HTML] = ["<a href=\"/desk\">Queue</a>", "<a href=\"/desk/forecast\">Forecast</a>"]
        if Rights.roles(.receiveOrder, .routine).contains(visit.role) {
            links.append("<a href=\"/desk/orders\">Order</a>")
        }
        if AdminRights.maySee(visit.role) { links.append("<a href=\"/desk/admin\">Admin</a>") }
        links.append("<a href=\"/desk/passphrase\">Passphrase</a>")
        links.append("<a id=\"keys-link\" href=\"/desk/keys\">Keys</a>")
        return links
    }

    private func next(_ visit: StaffVisit) -> HTML {
        guard visit.role.takesCases else { return "" }
        let after: HTML = openCase.map { "<input type=\"hidden\" name=\"after\" value=\"\($0.text)\">" } ?? ""
        return """
            <form id="next" method="post" action="/desk/next" enctype="multipart/form-data">\(Self.token(visit))\(after)\
            <button type="submit" aria-keyshortcuts="n">Take next<kbd>n</kbd></button></form>
            """
    }

    private func role(_ visit: StaffVisit) -> HTML {
        let who: HTML = "<span class=\"who\">\(visit.session.name) · \(visit.role.words)</span>"
        guard visit.roles.count > 1 else { return who }
        let options = visit.roles.map { role -> HTML in
            "<option value=\"\(role.rawValue)\"\(HTML.when(role == visit.role, " selected"))>\(role.words)</option>"
        }
        return """
            <form id="role" method="post" action="/desk/role" enctype="multipart/form-data">\(Self.token(visit))\
            <span class="who">\(visit.session.name)</span>
            <select name="role" aria-label="Role">\(options)</select>\
            <button class="quiet" type="submit">Change</button></form>
            """
    }

    /// The field that every form of a session carries.
    static func token(_ visit: StaffVisit) -> HTML {
        "<input type=\"hidden\" name=\"token\" value=\"\(visit.token)\">"
    }

    /// A sentence about something that was not done.
    static func alert(_ message: String?) -> HTML {
        message.map { "<p class=\"alert bad\" role=\"alert\">\($0)</p>" } ?? ""
    }

    /// A sentence about something that was done.
    static func note(_ message: String?) -> HTML {
        message.map { "<p class=\"alert good\" role=\"status\">\($0)</p>" } ?? ""
    }

    /// The page as an answer that nobody keeps.
    func response(_ status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentSecurityPolicy] = Self.contentPolicy
        headers[.cacheControl] = "no-store"
        // WHY: nothing goes to other sites. `no-referrer` would also blank the `Origin` of our own forms, which is what
        // tells them from foreign ones where a browser sends no `Sec-Fetch-Site`.
        headers[.referrerPolicy] = "same-origin"
        headers[.frameOptions] = "DENY"
        headers[.openerPolicy] = "same-origin"
        headers[.resourcePolicy] = "same-origin"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html.text)))
    }
}
