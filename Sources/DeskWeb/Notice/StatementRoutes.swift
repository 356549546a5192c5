import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// The door behind the secret in a statement of reasons (Art. 17, 20). In a link the secret stands after the `#`, which
/// browsers do not send; a script posts it.
struct StatementRoutes: Sendable {
    let statements: any StatementDoor
    let front: PublicDoor
    let secrets = AddressThrottle(attemptsMax: 60, windowSeconds: 900)

    private static let secretBytesMax = 200

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        entry(front.words(request), address: "/statement")
    }

    func look(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await withSecret(request, context) { words, secret, _ throws(DeskError) in try await page(secret, words) }
    }

    func complain(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await withSecret(request, context) { words, secret, fields throws(DeskError) in
            do throws(DeskError) {
                try await statements.complain(try fields.said(), aboutStatement: secret)
                return try await page(secret, words, told: ("good", words("told.complain")))
            } catch {
                guard error != .unknown else { throw error }
                var response = try await page(secret, words, told: ("bad", words(error.told.key)))
                response.status = error.told.status
                return response
            }
        }
    }

    private func withSecret(
        _ request: Request, _ context: GatewayContext,
        _ work: (Words, String, FormFields) async throws(DeskError) -> Response
    ) async -> Response {
        await front.form(request, context, throttle: secrets) { words, parts in
            let fields = FormFields(parts)
            let secret = fields.text("secret", bytesMax: Self.secretBytesMax)
            guard !secret.isEmpty else { return entry(words, fault: words("error.secret"), status: .badRequest) }
            do throws(DeskError) { return try await work(words, secret, fields) } catch {
                let key = error == .unknown ? "statement.unknown" : error.told.key
                return entry(words, fault: words(key), status: error.told.status)
            }
        }
    }

    private func entry(
        _ words: Words, address: String? = nil, fault: String? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        let views = FormViews(words: words, wrong: fault == nil ? [] : ["secret"])
        let field = views.line(
            "secret", words("statement.label"),
            more:
                " autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" dir=\"ltr\" required class=\"code-field\""
        )
        let main: HTML = """
            <h1>\(words("statement.title"))</h1><p class="lead">\(words("statement.lead"))</p>
            \(views.faults(fault.map { [("secret", $0)] } ?? []))
            \(views.form("/statement", id: "statement", field + views.button(words("statement.look"))))
            """
        return front.page(
            words, words("statement.title"), main, address: address,
            modules: fault == nil ? ["/assets/notice/notice-secret.js"] : [], status: status)
    }

    private func page(
        _ secret: String, _ words: Words, told: (kind: String, text: String)? = nil
    ) async throws(DeskError) -> Response {
        let view = try await statements.statement(secret)
        let views = FormViews(words: words)
        let issued = words("statement.issued").components(around: "{date}")
        let main: HTML = """
            <h1>\(words("statement.title"))</h1>
            \(told.map { views.card($0.kind, $0.text) } ?? "")
            <p class="hint">\(words("statement.number", ["statement": view.id.text]))
            \(issued.before)\(words.time(view.issuedAt))\(issued.after)</p>
            \(view.isOver ? views.card("good", words("statement.over")) : "")
            \(sentences(view.lines, language: PageLanguage(view.language)))
            \(complaint(view, secret, words, views))
            <button type="button" id="print" class="quiet no-print" hidden>\(words("done.print"))</button>
            """
        return front.page(words, words("statement.title"), main)
    }

    private func complaint(_ view: StatementView, _ secret: String, _ words: Words, _ views: FormViews) -> HTML {
        if !view.complaintAnswer.isEmpty {
            return """
                <section><h2>\(words("status.complaint-answer"))</h2>
                \(sentences(view.complaintAnswer, language: PageLanguage(view.language)))</section>
                """
        }
        if view.hasOpenComplaint { return views.card("maybe", words("status.complaint-open")) }
        guard let until = view.complaintsUntil else {
            return "<p class=\"hint\">\(words("statement.window-over"))</p>"
        }
        return """
            <section class="no-print"><h2>\(words("complain.title"))</h2>
            \(views.form("/statement/complain", """
                \(views.hidden("secret", secret))\(views.text(
                    "words", words("complain.label"), hint: words("complain.hint", ["date": Words.day(until)])))
                \(views.button(words("complain.send"), more: " data-once"))
                """))</section>
            """
    }
}
