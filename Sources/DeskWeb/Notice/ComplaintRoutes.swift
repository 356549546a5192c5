import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// The door at which the gate's decisions are questioned, by their number. Every answer of the gate links here.
struct ComplaintRoutes: Sendable {
    let statements: any StatementDoor
    let front: PublicDoor
    let clocks: ClockSettings
    let complaints = AddressThrottle(attemptsMax: 20, windowSeconds: 3_600)

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let words = front.words(request)
        guard let decision = Self.decision(context) else { return front.missing(words) }
        return page(decision, words, address: "/complaint/\(decision.text)")
    }

    func send(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        guard let decision = Self.decision(context) else { return front.missing(front.words(request)) }
        return await front.form(request, context, throttle: complaints) { words, parts in
            do throws(DeskError) {
                try await statements.contest(decision, words: try FormFields(parts).said())
            } catch {
                let key = error == .unknown ? "complaint.unknown" : error.told.key
                return page(decision, words, fault: words(key), status: error.told.status)
            }
            let title = words("complaint.done-title")
            let time = words.duration(seconds: clocks.complaintDecisionSeconds)
            return front.page(
                words, title,
                """
                <section class="card good"><h1 id="outcome" tabindex="-1">\(title)</h1>
                <p>\(words("complaint.done-text", ["decision": decision.text, "time": time]))</p></section>
                """)
        }
    }

    /// The address in answers that were given before this page was there.
    func old(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        guard let decision = Self.decision(context) else { return front.missing(front.words(request)) }
        return Response(status: .permanentRedirect, headers: [.location: "/complaint/\(decision.text)"])
    }

    /// The number of a decision: `dec_` and 26 small letters and digits.
    private static func decision(_ context: GatewayContext) -> DecisionID? {
        guard let text = context.parameters.get("decision"), text.hasPrefix("dec_"), text.utf8.count == 30,
            text.utf8.dropFirst(4).allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) })
        else { return nil }
        return DecisionID(text: text)
    }

    private func page(
        _ decision: DecisionID, _ words: Words, address: String? = nil, fault: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let views = FormViews(words: words, wrong: fault == nil ? [] : ["words"])
        let field = views.text("words", words("complaint.label"), hint: words("complaint.hint"))
        let main: HTML = """
            <h1>\(words("complaint.title"))</h1><p class="lead">\(words("complaint.lead"))</p>
            <p>\(words("complaint.number", ["decision": decision.text]))</p>
            \(views.faults(fault.map { [("words", $0)] } ?? []))
            \(views.form(
                "/complaint/\(decision.text)",
                field + views.button(words("complaint.send"), more: " data-once")))
            \(front.settings.contact.map { contact in
                let parts = words("complaint.contact").components(around: "{contact}")
                return "<p class=\"hint\">\(parts.before)\(contactLink(contact))\(parts.after)</p>"
            } ?? "")
            """
        return front.page(words, words("complaint.title"), main, address: address, status: status)
    }
}

/// A way to reach somebody: an address of a page or a mail address as a link, anything else as it stands.
func contactLink(_ contact: String) -> HTML {
    switch contact {
    case _ where contact.hasPrefix("https://") || contact.hasPrefix("http://"):
        "<a href=\"\(contact)\" rel=\"noreferrer\" dir=\"ltr\">\(contact)</a>"
    case _ where NoticeDraft.isAddress(contact): "<a href=\"mailto:\(contact)\" dir=\"ltr\">\(contact)</a>"
    default: "<bdi>\(contact)</bdi>"
    }
}
