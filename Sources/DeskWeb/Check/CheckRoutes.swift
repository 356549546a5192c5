import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel
import Screening

/// The public detector: what can be known of a picture. Free, without an account; uploads are not kept.
struct CheckRoutes: Sendable {
    let check: PictureCheck
    /// Never one that reaches a platform's private pictures: strangers name the addresses.
    let fetcher: any PictureFetcher
    let door: FrontDoor
    let settings: DeskSettings
    let clock: Timepiece
    let throttle = AddressThrottle(attemptsMax: 30, windowSeconds: 600)
    /// Each check can take seconds of a core.
    let running = Slots(max: 2)

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        CheckPage().page.response()
    }

    /// The answer as a page, or as JSON where the caller asks for that.
    func run(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let wantsJSON = request.headers[values: .accept].contains { $0.contains("application/json") }
        let visit = Visit(request, context)
        // WHY: nothing is changed by a check, so a foreign program may ask; a foreign page would ask in a visitor's name.
        guard wantsJSON || visit.isSameOrigin(publicOrigin: settings.publicOrigin) else {
            return MessagePage.foreignForm.response(.forbidden)
        }
        let address = settings.clientAddress(of: visit)
        if let seconds = throttle.enter(address, at: clock.now()) {
            return answer(.busy(seconds: Int(seconds)), wantsJSON)
        }
        guard running.take() else { return answer(.busy(seconds: 10), wantsJSON) }
        defer { running.giveBack() }
        let parts = try await door.form(request, context, limit: settings.formBytesMax)
        let form = TryForm(parts)
        if let photo = form.photo { return answer(await outcome(of: Picture(bytes: photo)), wantsJSON) }
        guard let link = form.link else { return answer(.noPicture, wantsJSON) }
        let picture: Picture
        do throws(FetchError) { picture = try await fetcher.fetch(link) } catch {
            return answer(.notFetched(error), wantsJSON)
        }
        return answer(await outcome(of: picture), wantsJSON)
    }

    private func outcome(of picture: Picture) async -> CheckOutcome {
        do throws(PictureCheckError) { return .report(try await check.check(picture)) } catch {
            switch error {
            case .lens(let error) where error.isCallersFault: return .unreadable
            case .lens, .store: return .failed
            }
        }
    }

    private func answer(_ outcome: CheckOutcome, _ wantsJSON: Bool) -> Response {
        let status: HTTPResponse.Status =
            switch outcome {
            case .report: .ok
            case .noPicture, .unreadable: .badRequest
            case .notFetched(let error): error.isCallersFault ? .badRequest : .badGateway
            case .busy: .tooManyRequests
            case .failed: .serviceUnavailable
            }
        var response =
            wantsJSON
            ? Response.json(outcome.json, status: status)
            : CheckPage(outcome: outcome).page.response(status)
        response.headers[.cacheControl] = "no-store"
        if case .busy(let seconds) = outcome { response.headers[.retryAfter] = String(seconds) }
        return response
    }
}

/// What became of a check.
enum CheckOutcome: Sendable {
    case report(PictureCheck.Report)
    case noPicture, unreadable, failed
    /// There is no picture behind the link, or none that is fetched.
    case notFetched(FetchError)
    case busy(seconds: Int)
}
