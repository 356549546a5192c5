import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// Who may use the page at `/`: a session, or somebody at this very machine.
struct PageAccess: Sendable {
    let settings: DeskSettings
    let sessions: Sessions
    let clock: Timepiece

    /// The name of the cookie; browsers bind the `__Host-` prefix to `https`, this host and the whole site.
    var cookieName: String { settings.isSecure ? "__Host-vangrail-session" : "vangrail-session" }

    /// The secret in the cookie.
    func secret(_ headers: HTTPFields) -> String? { headers.cookie(cookieName) }

    func session(_ headers: HTTPFields) -> Sessions.Session? { sessions.session(secret(headers), at: clock.now()) }

    /// Passes without a session: the server, the caller and the name are all loopback, and a form is our own.
    func allowsLocal(_ visit: Visit) -> Bool {
        guard settings.listensOnLoopback, visit.isLocal else { return false }
        return visit.method == .get || visit.isSameOrigin(publicOrigin: settings.publicOrigin)
    }

    /// The answer to who may not; nil lets the request pass. A form of a session is checked for its token later.
    func check(_ request: Request, _ context: GatewayContext) -> Response? {
        let visit = Visit(request, context)
        if session(request.headers) != nil {
            guard visit.method == .get || visit.isSameOrigin(publicOrigin: settings.publicOrigin) else {
                return MessagePage.foreignForm.response(.forbidden)
            }
            return nil
        }
        if allowsLocal(visit) { return nil }
        guard visit.method == .get else { return MessagePage.signInFirst.response(.forbidden) }
        return Response(status: .seeOther, headers: [.location: "/sign-in"])
    }

    /// `Set-Cookie` for a new session.
    func cookie(_ secret: String) -> String {
        "\(cookieName)=\(secret); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(settings.sessionSeconds)"
            + (settings.isSecure ? "; Secure" : "")
    }

    /// `Set-Cookie` that ends it.
    var endedCookie: String {
        "\(cookieName)=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0" + (settings.isSecure ? "; Secure" : "")
    }
}
