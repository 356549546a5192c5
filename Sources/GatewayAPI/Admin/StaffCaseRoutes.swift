import Hummingbird
import SafetyModel
import Screening
import WireJSON

/// `/admin/v1/cases`: held decisions, for the person who releases or refuses them.
struct StaffCaseRoutes: Sendable {
    let review: CaseReview
    let door: FrontDoor

    private static let listMax = 100

    func list(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        var state: HeldCase.State?
        if let word = request.uri.queryParameters["state"] {
            guard let found = HeldCase.State(rawValue: String(word)) else {
                throw .invalid("state", "`state` must be `waiting`, `released` or `refused`")
            }
            state = found
        }
        do throws(StoreError) {
            let cases = try await review.list(state, limit: Self.listMax)
            return .json(["cases": .array(cases.map { Self.json($0) })])
        } catch { throw .storeUnavailable }
    }

    /// One case. Pictures come along only when `?pictures=include` asks for them: nobody is shown more than needed.
    func one(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let id = CaseID(text: try PathWord.read("id", context))
        let withPictures = request.uri.queryParameters["pictures"] == "include"
        do throws(CaseReviewError) {
            let file = try await review.file(id)
            let pictures = file.pictures.map { held in
                JSON([
                    ("id", JSON(held.id.text)), ("media_type", JSON(held.format.mediaType)),
                    ("bytes", JSON(held.picture.bytes.count)),
                    ("base64", withPictures ? .base64(held.picture.bytes) : nil),
                ])
            }
            return .json(
                Self.json(file.heldCase, more: [("prompt", JSON(file.prompt)), ("pictures", .array(pictures))]))
        } catch { throw CaseRoutes.wireError(error) }
    }

    /// `POST /admin/v1/cases/{id}/close` with `{"state": "released" | "refused", "note": …}`.
    func close(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let id = CaseID(text: try PathWord.read("id", context))
        let person = try StaffName.read(request.headers)
        var fields = try ImageFields(try await door.bodies.json(request, context, limit: 64 << 10))
        let word = try fields.choice("state", ["released", "refused"])
        guard let state = word.flatMap({ HeldCase.State(rawValue: $0) }) else {
            throw .invalid("state", "`state` is missing", code: "missing_required_parameter")
        }
        let note = try fields.string("note", max: 2_000) ?? ""
        try StaffName.nothingElse(fields)
        do throws(CaseReviewError) {
            return .json(Self.json(try await review.close(id, as: state, by: person, note: note)))
        } catch { throw CaseRoutes.wireError(error) }
    }

    private static func json(_ held: HeldCase, more: [(String, JSON?)] = []) -> JSON {
        let reasons = held.decision.reasons.map { reason in
            JSON([
                ("category", JSON(reason.category?.rawValue)), ("level", JSON(reason.level.name)),
                ("rule", JSON(reason.rule.text)), ("ground", JSON(reason.ground.rawValue)),
            ])
        }
        return JSON(
            [
                ("id", JSON(held.id.text)), ("state", JSON(held.state.rawValue)),
                ("decision", JSON(held.decision.id.text)), ("stage", JSON(held.decision.stage.rawValue)),
                ("operation", JSON(held.operation.rawValue)), ("account", JSON(held.account?.text)),
                ("reasons", .array(reasons)), ("opened_at", JSON(Int(held.openedAt.milliseconds))),
                ("closed_at", held.closedAt.map { JSON(Int($0.milliseconds)) } ?? .null),
                ("closed_by", JSON(held.closedBy)), ("note", JSON(held.note)),
            ] + more)
    }
}
