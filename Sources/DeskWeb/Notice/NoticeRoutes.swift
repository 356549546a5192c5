import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// The door at which anybody reports a picture, without an account (Art. 16).
struct NoticeRoutes: Sendable {
    let notices: any NoticeDoor
    let front: PublicDoor
    let terms: TermsValues
    /// Screens that one address goes through.
    let screens = AddressThrottle(attemptsMax: 120, windowSeconds: 900)
    /// Notices that one address sends.
    let sendings = AddressThrottle(attemptsMax: 20, windowSeconds: 3_600)

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        screen(1, NoticeForm(), words: front.words(request), isStart: true)
    }

    /// One screen on or back, or sending.
    func go(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await front.form(request, context, throttle: screens, bytesMax: front.settings.formBytesMax) { words, parts in
            let form = NoticeForm(parts)
            let fields = FormFields(parts)
            let from = Int(fields.text("screen", bytesMax: 1)) ?? 1
            switch fields.text("to", bytesMax: 8) {
            case "send": return await send(form, words: words, visit: Visit(request, context))
            case let to:
                let wanted = min(max(Int(to) ?? from + 1, 1), 3)
                // Going back asks for nothing.
                guard wanted > from else { return screen(wanted, form, words: words) }
                let faults = form.faults(through: wanted - 1)
                return screen(faults.first?.screen ?? wanted, form, faults, words: words)
            }
        }
    }

    private func send(_ form: NoticeForm, words: Words, visit: Visit) async -> Response {
        let faults = form.faults(through: 3)
        guard let draft = form.draft(words.language) else {
            return screen(faults.first?.screen ?? 1, form, faults, words: words)
        }
        if let busy = front.busy(words, visit, sendings) { return busy }
        do throws(DeskError) {
            let ticket = try await notices.submit(draft)
            let status = try? await notices.status(ticket.code)
            return front.page(
                words, words("notice.title"), DonePage(words: words, ticket: ticket, status: status).main)
        } catch {
            guard case .invalid(let field) = error else {
                let (key, status) = error.told
                return front.message(words, "trouble", words(key), status: status)
            }
            let fault = Self.fault(field)
            return screen(fault.screen, form, [fault], words: words)
        }
    }

    /// Where a field that the desk does not take stands on the screens.
    static func fault(_ field: DeskError.Field) -> NoticeForm.Fault {
        switch field {
        case .things, .link: .init(screen: 1, field: "links", words: field.rawValue)
        case .fileForbidden: .init(screen: 1, field: "links", words: field.rawValue)
        case .fingerprints: .init(screen: 1, field: "photos", words: field.rawValue)
        case .file, .bonaFide: .init(screen: 3, field: field.rawValue, words: field.rawValue)
        case .code: .init(screen: 2, field: "earlier", words: field.rawValue)
        case .email, .name, .signature: .init(screen: 2, field: field.rawValue, words: field.rawValue)
        case .explanation, .words, .secret: .init(screen: 2, field: "explanation", words: field.rawValue)
        }
    }

    private func screen(
        _ number: Int, _ form: NoticeForm, _ faults: [NoticeForm.Fault] = [], words: Words, isStart: Bool = false
    ) -> Response {
        let here = faults.filter { $0.screen == number }
        let main = NoticePage(
            words: words, form: form, faults: here, clocks: terms.casework.clocks, hiding: terms.casework.hiding
        ).main(screen: number)
        return front.page(
            words, words("notice.title"), main, address: isStart ? "/notice" : nil,
            modules: number == 1 ? ["/assets/notice/notice-pictures.js"] : [], hasPictures: number == 1,
            status: here.isEmpty ? .ok : .badRequest)
    }
}
