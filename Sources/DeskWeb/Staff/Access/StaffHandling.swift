import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// What every route of the desk does around its own work: who asks, a form's token, an error as a page.
struct StaffHandling: Sendable {
    let access: StaffAccess
    let door: FrontDoor
    let clock: Timepiece

    /// Bytes and parts of a form: a ruling on many items names each of them.
    static let formBytesMax = 256 << 10
    static let formPartsMax = 600

    typealias Page = (StaffVisit) async throws(DeskError) -> Response
    typealias Action = (StaffVisit, StaffForm) async throws(DeskError) -> Response

    /// A page for who has signed in.
    func page(_ request: Request, _ work: Page) async -> Response {
        guard let visit = await access.visit(request.headers) else {
            return Response(status: .seeOther, headers: [.location: "/desk/sign-in"])
        }
        do throws(DeskError) { return try await work(visit) } catch {
            return StaffMessage.page(error, visit: visit)
        }
    }

    /// Something that a form asks for. Without the session's token nothing is done.
    func action(
        _ request: Request, _ context: GatewayContext, _ work: Action
    ) async throws(WireError) -> Response {
        guard let visit = await access.visit(request.headers) else {
            return StaffMessage.signInFirst.response(.forbidden)
        }
        let parts = try await door.form(
            request, context, limit: Self.formBytesMax, parts: Self.formPartsMax)
        let form = StaffForm(parts)
        guard form.carries(visit.token) else { return StaffMessage.foreignForm.response(.forbidden) }
        do throws(DeskError) { return try await work(visit, form) } catch {
            return StaffMessage.page(error, visit: visit)
        }
    }

    /// The answer to a form that was carried out: the page is fetched anew, so that going back repeats nothing.
    static func to(_ address: String) -> Response { Response(status: .seeOther, headers: [.location: address]) }
}

extension DeskError {
    /// The status that the page with it is sent with.
    var status: HTTPResponse.Status {
        switch self {
        case .invalid: .badRequest
        case .unknown: .notFound
        case .refused(let error): error.isAboutRights ? .forbidden : .conflict
        case .lastAdministrator: .conflict
        case .unavailable: .serviceUnavailable
        }
    }
}

extension CaseworkError {
    /// The role may not, whatever the state of the case.
    var isAboutRights: Bool {
        if case .notAllowed = self { return true }
        return false
    }
}
