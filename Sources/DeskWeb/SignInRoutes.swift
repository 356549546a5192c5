import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// Signing in and out.
struct SignInRoutes: Sendable {
    let services: DeskServices
    let door: FrontDoor
    let access: PageAccess
    let throttle: AddressThrottle

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        SignInPage.page().response()
    }

    func signIn(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let visit = Visit(request, context)
        guard visit.isSameOrigin(publicOrigin: access.settings.publicOrigin) else {
            return MessagePage.foreignForm.response(.forbidden)
        }
        let address = access.settings.clientAddress(of: visit)
        let now = services.clock.now()
        if let seconds = throttle.enter(address, at: now) {
            return SignInPage.page(message: "Too many attempts. Please wait \((seconds + 59) / 60) minutes.").response(
                .tooManyRequests, headers: [.retryAfter: String(seconds)])
        }
        let parts = try await door.form(request, context, limit: 16 << 10)
        guard let secret = TryForm.secret(parts), !secret.isEmpty else { return Self.wrong }
        let isPlatformKey = door.keys.kind(of: secret) == .platform
        let isStaff = try await door.inSlot { () async throws(WireError) in
            isPlatformKey ? false : await services.isAdminPassword(secret)
        }
        guard isPlatformKey || isStaff else { return Self.wrong }
        throttle.forget(address)
        access.sessions.end(access.secret(request.headers))
        let session = access.sessions.start(isStaff: isStaff, at: now)
        return Response(
            status: .seeOther, headers: [.location: "/", .setCookie: access.cookie(session)])
    }

    func signOut(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let parts = try await door.form(request, context, limit: 16 << 10)
        if let session = access.session(request.headers) {
            guard TryForm(parts).token(is: session.token) else { return MessagePage.foreignForm.response(.forbidden) }
        }
        access.sessions.end(access.secret(request.headers))
        return Response(status: .seeOther, headers: [.location: "/sign-in", .setCookie: access.endedCookie])
    }

    private static var wrong: Response {
        SignInPage.page(message: "That is neither the admin password nor a platform key.").response(.forbidden)
    }
}
