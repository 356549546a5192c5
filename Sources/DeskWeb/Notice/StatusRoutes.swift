import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel
import WireJSON

/// The door behind a code: what became of a notice. The code is only ever in the body of a form.
struct StatusRoutes: Sendable {
    let notices: any NoticeDoor
    let front: PublicDoor
    let terms: TermsValues
    /// Codes that one address tries, deeds included.
    let codes = AddressThrottle(attemptsMax: 60, windowSeconds: 900)
    /// Second secrets that one address tries.
    let recoveries = AddressThrottle(attemptsMax: 10, windowSeconds: 900)

    /// What somebody with the code can do.
    enum Deed: String, CaseIterable { case add, complain, erase, withdraw }

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        entry(front.words(request), address: "/notice/status")
    }

    func look(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await withCode(request, context) { words, code, _ throws(DeskError) in
            try await page(code, words)
        }
    }

    func act(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        guard let deed = context.parameters.get("deed").flatMap(Deed.init(rawValue:)) else {
            return front.missing(front.words(request))
        }
        return await withCode(request, context) { words, code, fields throws(DeskError) in
            do throws(DeskError) {
                try await perform(deed, code, fields)
                return try await page(code, words, told: ("good", words("told.\(deed.rawValue)")))
            } catch {
                // The code is right: what was not possible is told above the page that it opens.
                guard error != .unknown else { throw error }
                let (key, status) = error.told
                var response = try await page(code, words, told: ("bad", words(key)))
                response.status = status
                return response
            }
        }
    }

    private func perform(_ deed: Deed, _ code: CaseCode, _ fields: FormFields) async throws(DeskError) {
        switch deed {
        case .add:
            let elements = Set(NoticeElement.allCases.filter { fields.flag("element-\($0.rawValue)") })
            try await notices.add(try fields.said(), elements: elements, to: code)
        case .complain: try await notices.complain(try fields.said(), about: code)
        case .erase: try await notices.eraseEvidence(code)
        case .withdraw: try await notices.withdraw(code)
        }
    }

    /// The record for the police: a page to print, or a file.
    func record(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await withCode(request, context) { words, code, fields throws(DeskError) in
            let record = PoliceRecord(words: words, status: try await notices.status(code), at: front.clock.now())
            guard fields.text("as", bytesMax: 8) == "json" else {
                return front.page(words, words("record.heading", ["notice": record.status.notice.text]), record.main)
            }
            return .json(
                record.json,
                headers: [
                    .contentDisposition: "attachment; filename=\"\(record.status.notice.text).json\"",
                    .referrerPolicy: "no-referrer",
                ])
        }
    }

    func recover(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await front.form(request, context, throttle: recoveries) { words, parts in
            guard let recovery = CaseCode(typed: FormFields(parts).text("recovery", bytesMax: 256)) else {
                return entry(words, fault: ("recovery", words("error.code")), status: .badRequest)
            }
            do throws(DeskError) {
                let ticket = try await notices.recover(recovery)
                return front.page(
                    words, words("status.title"), DonePage(words: words, ticket: ticket, isRecovered: true).main)
            } catch {
                let (key, status) = error.told
                return entry(words, fault: ("recovery", words(key)), status: status)
            }
        }
    }

    /// Runs `work` with the code of our own form; says at the entry what is wrong with it.
    private func withCode(
        _ request: Request, _ context: GatewayContext,
        _ work: (Words, CaseCode, FormFields) async throws(DeskError) -> Response
    ) async -> Response {
        await front.form(request, context, throttle: codes) { words, parts in
            let fields = FormFields(parts)
            guard let code = CaseCode(typed: fields.text("code", bytesMax: 256)) else {
                return entry(words, fault: ("code", words("error.code")), status: .badRequest)
            }
            do throws(DeskError) { return try await work(words, code, fields) } catch {
                let (key, status) = error.told
                return entry(words, fault: ("code", words(key)), status: status)
            }
        }
    }

    private func page(
        _ code: CaseCode, _ words: Words, told: (kind: String, text: String)? = nil
    ) async throws(DeskError) -> Response {
        let view = StatusPage(
            words: words, code: code, status: try await notices.status(code), now: front.clock.now(),
            warnPercent: terms.casework.clocks.warnPercent, told: told)
        return front.page(words, words("status.title"), view.main)
    }

    private func entry(
        _ words: Words, address: String? = nil, fault: (field: String, text: String)? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let views = FormViews(words: words, wrong: Set(fault.map { [$0.field] } ?? []))
        let lost: HTML = fault?.field == "recovery" ? " open" : ""
        let main: HTML = """
            <h1>\(words("status.title"))</h1><p class="lead">\(words("status.lead"))</p>
            \(views.faults(fault.map { [$0] } ?? []))
            \(views.form("/notice/status", views.code("code", words("status.code")) + views.button(words("status.look"))))
            <details class="boxed"\(lost)><summary>\(words("status.lost"))</summary>
            <p class="hint">\(words("status.lost-hint"))</p>
            \(views.form(
                "/notice/recover",
                views.code("recovery", words("status.recovery")) + views.button(words("status.recover"), style: "quiet")))
            </details>
            \(HelpLinesView(words: words).card)
            """
        return front.page(words, words("status.title"), main, address: address, status: status)
    }
}

extension FormFields {
    /// The words of a complaint or an addition.
    func said() throws(DeskError) -> String {
        let said = text("words", bytesMax: 64 << 10)
        guard !said.isEmpty, said.unicodeScalars.count <= NoticeDraft.wordsMax else { throw .invalid(.words) }
        return said
    }
}

extension HTTPField.Name {
    static let contentDisposition = named("content-disposition")
}
