import HTTPTypes
import Hummingbird
import NIOCore
import SafetyModel
import Screening
import WireJSON

/// What an account may see of its held decisions, and the signed addresses of pictures.
struct CaseRoutes: Sendable {
    let services: GatewayServices
    let links: SignedLinks

    /// `GET /v1/vangrail/cases/{decision}`: the state, and where released pictures can be fetched once.
    func status(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let decision = DecisionID(text: try PathWord.read("decision", context))
        let requester = try RequesterHeaders.read(request.headers, user: nil)
        guard let account = requester.account else {
            throw .invalid("x-vangrail-user", "the header is missing", code: "missing_required_parameter")
        }
        let status: CaseStatus
        do throws(CaseReviewError) {
            status = try await services.review.status(of: decision, for: account)
        } catch { throw Self.wireError(error) }
        let now = services.clock.now()
        let pictures = status.pictures.map { output -> JSON in
            ["id": JSON(output.text), "url": JSON(links.held(output, of: decision, at: now))]
        }
        return .json(
            [
                "decision": JSON(decision.text), "state": JSON(status.state.rawValue),
                "stage": JSON(status.stage.rawValue), "pictures": .array(pictures),
            ], headers: [.decision: decision.text])
    }

    /// `GET /v1/vangrail/held/{output}`: a released picture, once.
    func held(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let query = request.uri.queryParameters
        let output = OutputID(text: try PathWord.read("output", context))
        let decision = DecisionID(text: query["decision"].map(String.init) ?? "")
        guard
            links.allowsHeld(
                output, of: decision, until: query["until"].map(String.init),
                signature: query["signature"].map(String.init), at: services.clock.now())
        else { throw .notFound }
        let account: AccountID?
        do throws(StoreError) { account = try await services.store.heldCase(of: decision)?.account } catch {
            throw .storeUnavailable
        }
        do throws(CaseReviewError) {
            if request.method == .head {
                // WHY: the picture leaves once, and only a GET takes it.
                let status = try await services.review.status(of: decision, for: account)
                guard status.pictures.contains(output) else { throw .unknown }
                return Response(status: .ok, headers: [.decision: decision.text])
            }
            let held = try await services.review.fetch(output, of: decision, for: account)
            return Self.picture(held.picture, held.format, headers: [.decision: decision.text])
        } catch { throw Self.wireError(error) }
    }

    /// `GET /v1/vangrail/pictures/{output}`: a released picture while its address lasts.
    func released(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let query = request.uri.queryParameters
        let output = OutputID(text: try PathWord.read("output", context))
        let now = services.clock.now()
        guard
            links.allowsPicture(
                output, until: query["until"].map(String.init), signature: query["signature"].map(String.init), at: now)
        else { throw .notFound }
        let delivery: (picture: Picture, format: Picture.Format)?
        do throws(StoreError) { delivery = try await services.store.delivery(output, at: now) } catch {
            throw .storeUnavailable
        }
        guard let delivery else { throw .notFound }
        return Self.picture(delivery.picture, delivery.format, headers: [:])
    }

    private static func picture(_ picture: Picture, _ format: Picture.Format, headers: HTTPFields) -> Response {
        var headers = headers
        headers[.contentType] = format.mediaType
        headers[.contentDisposition] = "inline; filename=\"picture.\(format.rawValue)\""
        headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        return Response(status: .ok, headers: headers, body: .pieces([.text(picture.bytes)]))
    }

    static func wireError(_ error: CaseReviewError) -> WireError {
        switch error {
        case .unknown: .notFound
        case .notWaiting: WireError(409, code: "case_closed", "the case was closed the other way before")
        case .unavailable: .storeUnavailable
        }
    }
}
