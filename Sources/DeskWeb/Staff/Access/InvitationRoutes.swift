import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// First use: an invitation becomes a passphrase of one's own and an authenticator that works.
struct InvitationRoutes: Sendable {
    let handling: StaffHandling
    /// Secrets and codes that one address tries.
    let throttle = AddressThrottle(attemptsMax: 20, windowSeconds: 15 * 60)

    private static let formBytesMax = 16 << 10
    /// Unicode scalars of a passphrase, at least.
    static let passphraseMin = 12

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        InvitationPage.asking().response()
    }

    /// `POST /desk/invitation`: what the invitation is for, with the authenticator's secret.
    func open(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await form(request, context) { form async throws(DeskError) in
            let secret = form.line("secret")
            return InvitationPage.enrolling(try await register.invitation(secret), secret: secret).response()
        }
    }

    /// `POST /desk/invitation/enrol`: answers with the recovery codes, once.
    func enrol(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await form(request, context) { form async throws(DeskError) in
            let secret = form.line("secret")
            let (passphrase, again) = (form.all("passphrase").first ?? "", form.all("again").first ?? "")
            guard passphrase.unicodeScalars.count >= Self.passphraseMin, passphrase.utf8.count <= 1024 else {
                return try await refused(secret, "Please choose at least \(Self.passphraseMin) characters.")
            }
            guard passphrase == again else { return try await refused(secret, "The passphrases differ.") }
            do throws(DeskError) {
                let code = form.line("code").filter { !$0.isWhitespace }
                return InvitationPage.done(try await register.enrol(secret, passphrase: passphrase, code: code))
                    .response()
            } catch {
                guard case .invalid(let field) = error, field != .secret else { throw error }
                return try await refused(
                    secret,
                    field == .code
                        ? "That code is not right. Is the clock of your phone set by itself?"
                        : "Please choose another passphrase: four words that do not belong together do well.")
            }
        }
    }

    private var register: any StaffRegister { handling.access.register }

    private func refused(_ secret: String, _ message: String) async throws(DeskError) -> Response {
        InvitationPage.enrolling(try await register.invitation(secret), secret: secret, message: message).response(
            .badRequest)
    }

    private func form(
        _ request: Request, _ context: GatewayContext, _ work: (StaffForm) async throws(DeskError) -> Response
    ) async throws(WireError) -> Response {
        let visit = Visit(request, context)
        guard handling.access.isOwnForm(visit) else { return StaffMessage.foreignForm.response(.forbidden) }
        let (address, now) = (handling.access.settings.clientAddress(of: visit), handling.clock.now())
        if let seconds = throttle.enter(address, at: now) {
            return InvitationPage.asking(message: "Too many attempts. Please wait a while.").response(
                .tooManyRequests, headers: [.retryAfter: String(seconds)])
        }
        let form = StaffForm(try await handling.door.form(request, context, limit: Self.formBytesMax))
        guard !form.line("secret").isEmpty, form.line("secret").utf8.count <= 256 else { return Self.unknown }
        do throws(DeskError) { return try await work(form) } catch {
            guard error == .unavailable else { return Self.unknown }
            return InvitationPage.asking(message: "The desk cannot be reached. Please try again shortly.").response(
                .serviceUnavailable)
        }
    }

    private static var unknown: Response {
        InvitationPage.asking(message: "This invitation is not known, was used, or is too old.").response(.notFound)
    }
}
