import Casework
import GatewayAPI
import HTTPTypes
import Hummingbird

/// The public pages of the desk: notices, their status, statements, complaints, the rules.
struct PublicRoutes: Sendable {
    let front: PublicDoor
    let notice: NoticeRoutes
    let status: StatusRoutes
    let statement: StatementRoutes
    let complaint: ComplaintRoutes
    let terms: TermsValues

    init(_ services: DeskServices, door: FrontDoor, settings: DeskSettings) {
        front = PublicDoor(door: door, settings: settings, clock: services.clock)
        terms = services.terms
        notice = NoticeRoutes(notices: services.notices, front: front, terms: terms)
        status = StatusRoutes(notices: services.notices, front: front, terms: terms)
        statement = StatementRoutes(statements: services.statements, front: front)
        complaint = ComplaintRoutes(statements: services.statements, front: front, clocks: terms.casework.clocks)
    }

    func showTerms(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let words = front.words(request)
        return front.page(
            words, words("terms.title"), TermsPage(words: words, terms: terms).main, address: "/terms")
    }

    func termsData(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        .json(terms.json, headers: [.referrerPolicy: "no-referrer"])
    }
}

/// Declares the public pages of the desk.
func addPublicPages(_ pages: PublicRoutes, _ routes: inout DeclaredRoutes) {
    let language = RouteDeclaration.Input(
        "lang", in: .query, "The language: \(PageLanguage.allCases.map(\.rawValue).joined(separator: ", ")).")
    func add(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, form: String? = nil,
        _ answers: [RouteDeclaration.Answer], handler: @escaping DeclaredRoutes.Handler
    ) {
        routes.add(
            RouteDeclaration(
                method, path, right: .open, summary: summary,
                bodies: form.map { [.init("multipart/form-data", schema: $0)] } ?? [], inputs: [language],
                answers: answers),
            handler: handler)
    }
    func page(_ status: Int, _ meaning: String) -> RouteDeclaration.Answer {
        .init(status, meaning, mediaType: "text/html")
    }
    let formAnswers = [
        page(400, "Something in the form cannot be right."), page(403, "Not our own form."),
        page(408, "The form did not arrive in time."), page(409, "Not possible as things stand."),
        page(413, "The form is too large."), page(415, "Not a form."), page(429, "Too many attempts."),
        page(503, "The store is down, or too much runs at once."),
    ]
    let unknown = page(404, "Unknown; nothing says whether it ever was known.")

    add(
        .get, "/notice", "Report a picture, without an account", [page(200, "The first screen.")],
        handler: pages.notice.show)
    add(
        .post, "/notice", "A screen on, a screen back, or the report itself", form: "NoticeForm",
        [page(200, "The next screen, or the two secrets."), unknown] + formAnswers, handler: pages.notice.go)
    add(
        .get, "/notice/status", "The page to follow a report", [page(200, "The page.")], handler: pages.status.show)
    add(
        .post, "/notice/status", "What became of a report", form: "NoticeCodeForm",
        [page(200, "What was done, and until when."), unknown] + formAnswers, handler: pages.status.look)
    add(
        .post, "/notice/status/{deed}", "`add`, `complain`, `erase` or `withdraw`", form: "NoticeDeed",
        [page(200, "What became of it."), unknown] + formAnswers, handler: pages.status.act)
    add(
        .post, "/notice/record", "A record for the police: a page to print, or JSON", form: "NoticeRecordForm",
        [page(200, "The record."), unknown] + formAnswers, handler: pages.status.record)
    add(
        .post, "/notice/recover", "A new code by the second secret", form: "NoticeRecovery",
        [page(200, "The new secrets."), unknown] + formAnswers, handler: pages.status.recover)
    add(
        .get, "/statement", "The page to read a statement of reasons", [page(200, "The page.")],
        handler: pages.statement.show)
    add(
        .post, "/statement", "The statement behind a secret", form: "StatementSecret",
        [page(200, "The statement."), unknown] + formAnswers, handler: pages.statement.look)
    add(
        .post, "/statement/complain", "Complain about what a statement tells", form: "StatementComplaint",
        [page(200, "The statement; the complaint has arrived."), unknown] + formAnswers,
        handler: pages.statement.complain)
    add(
        .get, "/complaint/{decision}", "The page to question a decision",
        [page(200, "The page."), page(404, "Not the number of a decision.")], handler: pages.complaint.show)
    add(
        .post, "/complaint/{decision}", "Ask that a person looks at a decision", form: "ComplaintForm",
        [page(200, "It has arrived."), unknown] + formAnswers, handler: pages.complaint.send)
    add(
        .get, "/complain/{decision}", "The old address of that page",
        [.init(308, "To the new one.", mediaType: nil), page(404, "Not the number of a decision.")],
        handler: pages.complaint.old)
    add(
        .get, "/terms", "The rules, measures, complaints and contacts", [page(200, "The page.")],
        handler: pages.showTerms)
    add(
        .get, "/terms.json", "The same for machines", [.init(200, "The rules.", schema: "Terms")],
        handler: pages.termsData)
    add(
        .get, "/assets/notice/{file}", "Scripts and style of these pages",
        [.init(200, "The file.", mediaType: "text/javascript"), page(404, "No such file.")]
    ) { request, context throws(WireError) in
        context.parameters.get("file").flatMap(NoticeAssets.file) ?? pages.front.missing(pages.front.words(request))
    }
}
