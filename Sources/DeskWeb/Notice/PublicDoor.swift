import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// What all public doors of the desk share: language, own forms only, attempts by address, errors as pages.
struct PublicDoor: Sendable {
    let door: FrontDoor
    let settings: DeskSettings
    let clock: Timepiece

    /// Bytes of a form without a file.
    static let formBytesMax = 512 << 10

    func words(_ request: Request) -> Words {
        Words(
            PageLanguage(
                asked: request.uri.queryParameters["lang"].map(String.init),
                accepted: request.headers[.acceptLanguage]))
    }

    /// A page in its frame. `address` makes it a page of its own, with its other languages.
    func page(
        _ words: Words, _ title: String, _ main: HTML, address: String? = nil, modules: [String] = [],
        hasPictures: Bool = false, status: HTTPResponse.Status = .ok
    ) -> Response {
        PublicPage(
            words: words, title: title, main: main, address: address, leaveURL: settings.leaveURL, modules: modules,
            hasPictures: hasPictures
        ).page.response(status)
    }

    func message(_ words: Words, _ key: String, _ text: String, status: HTTPResponse.Status) -> Response {
        let title = words("site.\(key)-title")
        return page(words, title, "<h1>\(title)</h1><p>\(text)</p>", status: status)
    }

    func missing(_ words: Words) -> Response {
        message(words, "missing", words("site.missing-text"), status: .notFound)
    }

    /// Runs `work` on the fields of our own form, unless the address has tried too often. What goes wrong on the way is
    /// told as a page.
    func form(
        _ request: Request, _ context: GatewayContext, throttle: AddressThrottle, bytesMax: Int = formBytesMax,
        _ work: (Words, [MultipartPart]) async -> Response
    ) async -> Response {
        let words = words(request)
        let visit = Visit(request, context)
        guard visit.isOwnHiddenForm(publicOrigin: settings.publicOrigin) else {
            return message(words, "foreign", words("site.foreign-text"), status: .forbidden)
        }
        if let busy = busy(words, visit, throttle) { return busy }
        let parts: [MultipartPart]
        do throws(WireError) { parts = try await door.form(request, context, limit: bytesMax) } catch {
            let text = error.status >= 500 ? words("site.trouble-text") : words("site.unreadable")
            var response = message(words, "trouble", text, status: .init(code: error.status))
            // The connection may be at an end: what the error says about that holds for the page.
            let plain = error.response(context)
            for name in [HTTPField.Name.connection, .retryAfter] { response.headers[name] = plain.headers[name] }
            return response
        }
        return await work(words, parts)
    }

    /// The answer to an address that has tried too often; nil counts one attempt more and lets it pass.
    func busy(_ words: Words, _ visit: Visit, _ throttle: AddressThrottle) -> Response? {
        let address = settings.clientAddress(of: visit)
        let now = clock.now()
        guard let seconds = throttle.enter(address, at: now) else { return nil }
        var response = message(
            words, "busy", words("site.busy-text", ["minutes": String((seconds + 59) / 60)]), status: .tooManyRequests)
        response.headers[.retryAfter] = String(seconds)
        return response
    }
}

extension DeskError {
    /// The key of the words that tell it, and the status of the page.
    var told: (key: String, status: HTTPResponse.Status) {
        switch self {
        case .invalid(let field): ("error.\(field.rawValue)", .badRequest)
        case .unknown: ("status.unknown", .notFound)
        case .refused(.alreadyComplained), .refused(.complaintOpen): ("refused.already", .conflict)
        case .refused(.complaintWindowOver): ("refused.over", .conflict)
        case .refused(.tooEarly): ("refused.early", .conflict)
        case .refused, .lastAdministrator: ("refused.other", .conflict)
        case .unavailable: ("site.trouble-text", .serviceUnavailable)
        }
    }
}
