import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel
import Screening
import WireJSON

/// The door at which a person registers own photos that strangers' AI may not edit. Only fingerprints made on the
/// person's device arrive.
struct ProtectRoutes: Sendable {
    let protection: PictureProtection
    let disputes: any DisputeDoor
    let door: FrontDoor
    let settings: DeskSettings
    let clock: Timepiece
    /// Registrations of one address.
    let registrations = AddressThrottle(attemptsMax: 20, windowSeconds: 3_600)
    /// Disputes of one address.
    let objections = AddressThrottle(attemptsMax: 10, windowSeconds: 3_600)
    /// Codes that one address tries.
    let codes = AddressThrottle(attemptsMax: 30, windowSeconds: 900)

    private static let bodyBytesMax = 256 << 10

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        ProtectPage.page(for: request.headers).response()
    }

    /// `POST /protect/entries`: registers photos and answers with the code, which is shown once.
    func register(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let json = try await body(request, context, registrations)
        let (photos, owner) = try ProtectBody.registration(json)
        do throws(PictureProtection.Refusal) {
            return Self.answer(try await protection.register(photos, owner: owner), withCode: true)
        } catch { throw Self.wireError(error) }
    }

    /// `POST /protect/status` with `{"code": …}`.
    func status(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let code = try ProtectBody.code(try await body(request, context, codes))
        do throws(PictureProtection.Refusal) {
            return Self.answer(try await protection.registration(code), withCode: false)
        } catch { throw Self.wireError(error) }
    }

    /// `POST /protect/renew` with `{"code": …}`.
    func renew(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let code = try ProtectBody.code(try await body(request, context, codes))
        do throws(PictureProtection.Refusal) {
            return Self.answer(try await protection.renew(code), withCode: false)
        } catch { throw Self.wireError(error) }
    }

    /// `POST /protect/withdraw` with `{"code": …}`: erases the fingerprints.
    func withdraw(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let code = try ProtectBody.code(try await body(request, context, codes))
        do throws(PictureProtection.Refusal) {
            return .json(["withdrawn": JSON(try await protection.withdraw(code))], headers: [.cacheControl: "no-store"])
        } catch { throw Self.wireError(error) }
    }

    /// `POST /protect/dispute` with a fingerprint and words: the answer is the same whether or not it is registered.
    func dispute(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let (fingerprint, words) = try ProtectBody.dispute(try await body(request, context, objections))
        do throws(DeskError) { try await disputes.raise(fingerprint, words: words) } catch {
            switch error {
            case .invalid(.fingerprints): throw Self.wireError(.tooFlat(0))
            case .invalid: throw .invalid("words", "`words` must say what is wrong, in at most 20,000 characters")
            default: throw WireError(503, code: "service_unavailable", "too many wait; try again later")
            }
        }
        return .json(["received": true], headers: [.cacheControl: "no-store"])
    }

    /// The body of our own page, from an address that has not asked too often.
    private func body(
        _ request: Request, _ context: GatewayContext, _ throttle: AddressThrottle
    ) async throws(WireError) -> JSON {
        let visit = Visit(request, context)
        guard visit.isSameOrigin(publicOrigin: settings.publicOrigin) else {
            throw WireError(403, code: "foreign_form", "this door answers its own page only")
        }
        let address = settings.clientAddress(of: visit)
        if let seconds = throttle.enter(address, at: clock.now()) {
            var error = WireError(429, code: "rate_limit_exceeded", "too many attempts; try again later")
            error.retryAfterSeconds = Int(seconds)
            throw error
        }
        return try await door.json(request, context, limit: Self.bodyBytesMax)
    }

    private static func answer(_ registration: PictureProtection.Registration, withCode: Bool) -> Response {
        .json(
            JSON([
                ("code", withCode ? JSON(registration.code.text) : nil), ("pictures", JSON(registration.photos)),
                ("expires_at", JSON(Int(registration.until.milliseconds / 1000))),
                ("disputed", .bool(registration.isDisputed)),
            ]), headers: [.cacheControl: "no-store"])
    }

    private static func wireError(_ refusal: PictureProtection.Refusal) -> WireError {
        switch refusal {
        case .store: WireError(503, code: "service_unavailable", "the store is not available; try again shortly")
        case .count: .invalid("pictures", "`pictures` must be a list of 1 to \(PictureProtection.photosMax)")
        case .tooFlat(let place):
            .invalid("pictures[\(place)]", "this picture shows too little to be recognised", code: "quality_too_low")
        case .unknownCode: WireError(404, code: "not_found", "nothing is registered under this code")
        }
    }
}
