import Casework
import Desk
import GatewayAPI
import Hummingbird
import SafetyModel

/// Where an order of an authority is entered (Art. 9, 10): it comes on paper or by mail, and opens a case.
struct OrderRoutes: Sendable {
    let staff: any StaffDoor
    let register: any StaffRegister
    let handling: StaffHandling

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await handling.page(request) { visit async throws(DeskError) in
            guard Self.mayEnter(visit.role) else { return StaffMessage.notAllowed(visit).response(.forbidden) }
            return OrderPage(visit: visit, authorities: try await register.authorities(for: visit.member)).page
                .response()
        }
    }

    /// `POST /desk/orders`: leads to the order's case.
    func enter(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await handling.action(request, context) { visit, form async throws(DeskError) in
            guard Self.mayEnter(visit.role) else { return StaffMessage.notAllowed(visit).response(.forbidden) }
            let authorities = try await register.authorities(for: visit.member)
            do throws(DeskError) {
                let id = try await staff.enterOrder(try Self.draft(form), by: visit.member)
                return StaffHandling.to("/desk/cases/\(id.text)")
            } catch {
                let message: String
                switch error {
                case .unknown, .lastAdministrator, .unavailable: throw error
                case .refused(let reason) where reason.isAboutRights: throw error
                case .refused(let reason): message = reason.words
                case .invalid(let field): message = field.words
                }
                return OrderPage(visit: visit, authorities: authorities, given: form, message: message).page
                    .response(error.status)
            }
        }
    }

    private static func mayEnter(_ role: Role) -> Bool { Rights.roles(.receiveOrder, .routine).contains(role) }

    private static func draft(_ form: StaffForm) throws(DeskError) -> OrderDraft {
        guard let kind: Order.Kind = form.choice("kind") else { throw .invalid(.words) }
        let authority: AuthorityID = try PathIdentifier.foreign(form.line("authority"))
        var draft = OrderDraft(kind: kind, authority: authority, elements: form.choices("elements"))
        draft.links = lines(form, "links")
        for text in lines(form, "accounts") { draft.accounts.insert(try PathIdentifier.foreign(text)) }
        draft.territory = try RulingFields.territory(form.line("territory"))
        draft.preserveUntil = try day(form, "preserve-until")
        draft.tellNotBefore = try day(form, "tell-not-before")
        draft.text = form.words("words")
        return draft
    }

    private static func lines(_ form: StaffForm, _ name: String) -> [String] {
        form.words(name).split(separator: "\n").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    }

    private static func day(_ form: StaffForm, _ name: String) throws(DeskError) -> Moment? {
        guard form.isOn(name) else { return nil }
        guard let moment = Times.moment(day: form.line(name)) else { throw .invalid(.words) }
        return moment
    }
}
