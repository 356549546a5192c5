import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// Who is at the desk: the session behind the cookie, and the one of its roles in which its member works now.
struct StaffAccess: Sendable {
    let register: any StaffRegister
    let settings: DeskSettings

    /// The secret of the session; browsers bind the `__Host-` prefix to `https`, this host and the whole site.
    var cookieName: String { prefix + "vangrail-desk" }
    /// The role that was chosen. It counts only where the session has it.
    var roleCookieName: String { prefix + "vangrail-desk-role" }
    private var prefix: String { settings.isSecure ? "__Host-" : "" }

    private static let secretMax = 256

    func secret(_ headers: HTTPFields) -> String? {
        headers.cookie(cookieName).flatMap { $0.utf8.count <= Self.secretMax ? $0 : nil }
    }

    /// Who sent a request; nil for somebody without a session that counts, or whose session has no role.
    func visit(_ headers: HTTPFields) async -> StaffVisit? {
        guard let secret = secret(headers), let session = await register.session(secret) else { return nil }
        let chosen = headers.cookie(roleCookieName).flatMap(Role.init(rawValue:))
        guard let role = chosen.flatMap({ session.roles.contains($0) ? $0 : nil }) ?? StaffVisit.first(of: session)
        else { return nil }
        return StaffVisit(session: session, role: role)
    }

    /// The answer to who may not come in; nil lets the request pass. A form's token is checked when it is read.
    func check(_ request: Request, _ context: GatewayContext) async -> Response? {
        let isReading = request.method == .get || request.method == .head
        guard await visit(request.headers) != nil else {
            if isReading { return Response(status: .seeOther, headers: [.location: "/desk/sign-in"]) }
            return StaffMessage.signInFirst.response(.forbidden)
        }
        guard isReading || isOwnForm(Visit(request, context)) else {
            return StaffMessage.foreignForm.response(.forbidden)
        }
        return nil
    }

    func isOwnForm(_ visit: Visit) -> Bool { visit.isSameOrigin(publicOrigin: settings.publicOrigin) }

    /// `Set-Cookie` for a new session; it ends with the browser or when the register ends it.
    func cookie(_ secret: String) -> String { setCookie(cookieName, secret) }
    func roleCookie(_ role: Role) -> String { setCookie(roleCookieName, role.rawValue) }
    /// What a browser keeps while its person is at the provider; it has to come back from there, so it is not strict.
    var providerCookieName: String { prefix + "vangrail-provider" }
    func providerCookie(_ secret: String) -> String {
        setCookie(providerCookieName, secret, sameSite: "Lax") + "; Max-Age=600"
    }
    var endedProviderCookie: String { setCookie(providerCookieName, "", sameSite: "Lax") + "; Max-Age=0" }
    /// `Set-Cookie` that ends a session's cookie.
    var endedCookie: String { setCookie(cookieName, "") + "; Max-Age=0" }

    private func setCookie(_ name: String, _ value: String, sameSite: String = "Strict") -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=\(sameSite)" + (settings.isSecure ? "; Secure" : "")
    }
}

/// A request of somebody at the desk.
struct StaffVisit: Sendable {
    let session: StaffSession
    let role: Role

    var member: Member { Member(id: session.id, role: role) }
    var token: String { session.formToken }

    /// The session's roles, those that do the daily work first.
    var roles: [Role] { Role.allCases.filter(session.roles.contains) }

    /// The role of a session that chose none.
    static func first(of session: StaffSession) -> Role? { Role.allCases.first(where: session.roles.contains) }
}
