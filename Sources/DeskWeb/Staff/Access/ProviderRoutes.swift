import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// Signing in with the organisation's own sign-in: there and back.
struct ProviderRoutes: Sendable {
    let handling: StaffHandling
    /// Ways there that one address opens.
    let throttle = AddressThrottle(attemptsMax: 20, windowSeconds: 15 * 60)

    private var access: StaffAccess { handling.access }

    /// `GET /desk/provider`: sends the browser there. A link and no form, since the pages let no form lead elsewhere.
    func begin(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let visit = Visit(request, context)
        let (address, now) = (access.settings.clientAddress(of: visit), handling.clock.now())
        if let seconds = throttle.enter(address, at: now) { return StaffSignInRoutes.wait(Int(seconds)) }
        do throws(DeskError) {
            let there = try await access.register.beginAtProvider()
            return Response(
                status: .seeOther,
                headers: [.location: there.address, .setCookie: access.providerCookie(there.secret)])
        } catch {
            return signInPage("That sign-in cannot be reached. Please try again shortly.")
                .response(.serviceUnavailable)
        }
    }

    /// `GET /desk/provider/back`: somebody is back. The answer is a page that leads on, since browsers keep a strict
    /// cookie to themselves on a way that began elsewhere.
    func finish(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        guard let secret = request.headers.cookie(access.providerCookieName), secret.utf8.count <= 256 else {
            return failed
        }
        let query = request.uri.queryParameters
        func one(_ name: String) -> String? {
            let values = query.getAll(name)
            return values.count == 1 ? String(values[0]) : nil
        }
        let answer = ProviderAnswer(
            code: one("code"), state: one("state"), issuer: one("iss"), error: one("error"))
        do throws(DeskError) {
            guard case .signedIn(let session) = try await access.register.finishAtProvider(secret, answer) else {
                return failed
            }
            var headers = HTTPFields()
            headers.append(HTTPField(name: .setCookie, value: access.cookie(session.secret)))
            headers.append(HTTPField(name: .setCookie, value: access.endedProviderCookie))
            return Self.welcome.response(headers: headers)
        } catch {
            return signInPage("The desk cannot be reached. Please try again shortly.").response(.serviceUnavailable)
        }
    }

    private var failed: Response {
        signInPage("Signing in there did not work. Try again, and ask an administrator if it goes on.")
            .response(.forbidden, headers: [.setCookie: access.endedProviderCookie])
    }

    private func signInPage(_ message: String) -> StaffPage {
        StaffSignInPage.page(message: message, provider: access.register.provider)
    }

    private static let welcome = StaffPage(
        title: "Signed in",
        main: """
            <div class="narrow"><h1>Signed in</h1><meta http-equiv="refresh" content="0;url=/desk">
            <p><a class="button primary" href="/desk">To the desk</a></p></div>
            """)
}
