import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird

/// Where a member of staff changes their own passphrase.
struct PassphraseRoutes: Sendable {
    let handling: StaffHandling

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await handling.page(request) { visit in Self.page(visit).response() }
    }

    /// `POST /desk/passphrase`: every session ends, this one too.
    func change(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await handling.action(request, context) { visit, form async throws(DeskError) in
            let (present, chosen) = (form.all("present").first ?? "", form.all("passphrase").first ?? "")
            guard chosen == form.all("again").first ?? "" else {
                return Self.page(visit, message: "The passphrases differ.").response(.badRequest)
            }
            let outcome = try await handling.access.register.changePassphrase(
                of: visit.session.id, present: present, chosen: chosen)
            switch outcome {
            case .changed: return StaffHandling.to("/desk/sign-in")
            case .wrong: return Self.page(visit, message: "The present passphrase is wrong.").response(.forbidden)
            case .unfit(let advice):
                let sentence = advice.prefix(1).uppercased() + advice.dropFirst() + "."
                return Self.page(visit, message: sentence).response(.badRequest)
            }
        }
    }

    private static func page(_ visit: StaffVisit, message: String? = nil) -> StaffPage {
        StaffPage(
            title: "Your passphrase",
            main: """
                <div class="narrow"><h1>Your passphrase</h1>\(StaffPage.alert(message))
                \(AdminPages.form("/desk/passphrase", visit, style: "card stack", """
                    <label>Present passphrase
                    <input name="present" type="password" autocomplete="current-password" required maxlength="256"></label>
                    <label>New passphrase, at least \(InvitationRoutes.passphraseMin) characters
                    <input name="passphrase" type="password" autocomplete="new-password" required maxlength="256"></label>
                    <label>The same again
                    <input name="again" type="password" autocomplete="new-password" required maxlength="256"></label>
                    <p class="hint">Four words that do not belong together do well. You sign in again afterwards.</p>
                    <button class="primary" type="submit">Change</button>
                    """))</div>
                """, visit: visit)
    }
}
