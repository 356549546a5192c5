import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// Signing in at the desk and out of it, and choosing among own roles.
struct StaffSignInRoutes: Sendable {
    let handling: StaffHandling
    /// Attempts of one address; the register counts those on one member.
    let throttle = AddressThrottle(attemptsMax: 10, windowSeconds: 15 * 60)

    private var access: StaffAccess { handling.access }
    private static let formBytesMax = 16 << 10

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        page().response()
    }

    func signIn(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let visit = Visit(request, context)
        guard access.isOwnForm(visit) else { return StaffMessage.foreignForm.response(.forbidden) }
        let address = access.settings.clientAddress(of: visit)
        let now = handling.clock.now()
        if let seconds = throttle.enter(address, at: now) { return Self.wait(Int(seconds)) }
        let form = StaffForm(try await handling.door.form(request, context, limit: Self.formBytesMax))
        let (name, passphrase) = (form.line("name"), form.all("passphrase").first ?? "")
        let code = form.line("code").filter { !$0.isWhitespace }
        guard !name.isEmpty, name.utf8.count <= 256, passphrase.utf8.count <= 1024, code.utf8.count <= 64 else {
            return wrong
        }
        let register = access.register
        let outcome: Result<SignInOutcome, DeskError> = try await handling.door.inSlot { () async throws(WireError) in
            do throws(DeskError) {
                return .success(
                    try await register.signIn(name: name, passphrase: passphrase, code: code, from: address))
            } catch { return .failure(error) }
        }
        switch outcome {
        case .success(.signedIn(let session)):
            throttle.forget(address)
            if let old = access.secret(request.headers) { await register.signOut(old) }
            return Response(
                status: .seeOther, headers: [.location: "/desk", .setCookie: access.cookie(session.secret)])
        case .success(.wait(let seconds)): return Self.wait(seconds)
        case .failure(.unavailable):
            return page("The desk cannot be reached. Please try again shortly.")
                .response(.serviceUnavailable)
        case .success(.wrong), .failure: return wrong
        }
    }

    func signOut(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await handling.action(request, context) { visit, _ in
            await access.register.signOut(visit.session.secret)
            var response = StaffHandling.to("/desk/sign-in")
            response.headers[.setCookie] = access.endedCookie
            return response
        }
    }

    /// Works in another of the member's own roles from now on.
    func chooseRole(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await handling.action(request, context) { visit, form in
            guard let role: Role = form.choice("role"), visit.session.roles.contains(role) else {
                return StaffMessage.notAllowed(visit).response(.forbidden)
            }
            var response = StaffHandling.to("/desk")
            response.headers[.setCookie] = access.roleCookie(role)
            return response
        }
    }

    private func page(_ message: String? = nil) -> StaffPage {
        StaffSignInPage.page(message: message, provider: access.register.provider)
    }

    private var wrong: Response { page(Self.wrongText).response(.forbidden) }

    /// The same whatever was wrong.
    private static let wrongText =
        "Name, passphrase or code is wrong. Each code counts once, so wait for the next; after five failures a name is "
        + "closed for a minute and longer. An administrator can invite you anew."

    static func wait(_ seconds: Int) -> Response {
        let minutes = max(1, (seconds + 59) / 60)
        return StaffSignInPage.page(
            message: "Too many attempts. Please wait \(minutes) \(minutes == 1 ? "minute" : "minutes").",
            provider: nil
        ).response(.tooManyRequests, headers: [.retryAfter: String(seconds)])
    }
}
