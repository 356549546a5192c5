import Casework
import Desk
import Hummingbird
import SafetyModel
import WireJSON

/// `/admin/v1/assets`: where the platform's pictures stand, so that a notice finds them and their makers.
struct AssetRoutes: Sendable {
    let assets: any AssetDoor
    let door: FrontDoor
    let clock: Timepiece

    private static let importMax = 1_000
    private static let importBytesMax = 8 << 20

    /// `POST /admin/v1/assets`: registers one.
    func register(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        var fields = try ImageFields(try await door.bodies.json(request, context, limit: 64 << 10))
        let asset = try asset(&fields)
        do throws(DeskError) { try await assets.register(asset) } catch { throw .desk(error) }
        return try await answer(asset.id)
    }

    /// `POST /admin/v1/assets/import`: registers many, older than Vangrail or not; those that cannot be registered are
    /// named with the reason, and the rest counts.
    func importList(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let json = try await door.json(request, context, limit: Self.importBytesMax)
        guard let list = json.member("assets")?.elements, list.count <= Self.importMax else {
            throw .invalid("assets", "`assets` must be a list of at most \(Self.importMax)")
        }
        var registered = 0
        var failed: [JSON] = []
        for (place, member) in list.enumerated() {
            do throws(WireError) {
                var fields = try ImageFields(member)
                let asset = try asset(&fields)
                do throws(DeskError) { try await assets.register(asset) } catch { throw .desk(error) }
                registered += 1
            } catch { failed.append(["place": JSON(place), "message": JSON(error.message)]) }
        }
        return .json(["registered": JSON(registered), "failed": .array(failed)])
    }

    /// `GET /admin/v1/assets/{id}`.
    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        guard let id = context.parameters.get("id") else { throw .notFound }
        return try await answer(ItemID(text: id))
    }

    private func answer(_ id: ItemID) async throws(WireError) -> Response {
        let found: Asset?
        do throws(DeskError) { found = try await assets.asset(id) } catch { throw .desk(error) }
        guard let asset = found else { throw .notFound }
        return .json(
            JSON([
                ("id", JSON(asset.id.text)), ("url", asset.url.map { JSON($0) }),
                ("decision", asset.decision.map { JSON($0.text) }), ("output", asset.output.map { JSON($0.text) }),
                ("account", asset.account.map { JSON($0.text) }), ("language", JSON(asset.language.text)),
                ("minor", .bool(asset.isMinor)), ("synthetic", .bool(asset.isSynthetic)),
                ("posted_at", JSON(Int(asset.postedAt.milliseconds / 1000))),
                // Without either, only its address finds it.
                ("recognised", .bool(asset.look != nil || asset.decision != nil)),
            ]))
    }

    private func asset(_ fields: inout ImageFields) throws(WireError) -> Asset {
        guard let id = try fields.string("id", max: 800), !id.isEmpty else {
            throw .invalid("id", "`id` is missing", code: "missing_required_parameter")
        }
        let posted = try fields.integer("posted_at", 0...4_102_444_800)
        var asset = Asset(
            id: ItemID(text: id),
            postedAt: posted.map { Moment(milliseconds: Int64($0) * 1000) } ?? clock.now(), isHosted: true)
        asset.url = try fields.string("url", max: 8_000)
        asset.decision = try fields.string("decision", max: 64).map(DecisionID.init(text:))
        asset.output = try fields.string("output", max: 64).map(OutputID.init(text:))
        asset.account = try fields.string("account", max: 256).map(AccountID.init(text:))
        if let language = try fields.string("language", max: 8) {
            asset.language = LanguageCode(language)
            guard asset.language.isValid else { throw .invalid("language", "`language` must be two letters") }
        }
        asset.isMinor = try fields.boolean("minor") ?? false
        asset.isSynthetic = try fields.boolean("synthetic") ?? true
        if let fingerprint = try PictureKeyFields.fingerprint(&fields) {
            asset.look = Asset.Look(
                fingerprint: fingerprint, signature: try PictureKeyFields.signature(&fields),
                sha256: try PictureKeyFields.digest(&fields, "sha256", 64))
        }
        try StaffName.nothingElse(fields)
        return asset
    }
}

extension WireError {
    /// What the desk did not do, in words for a program.
    static func desk(_ error: DeskError) -> WireError {
        switch error {
        case .invalid(let field): .invalid(field.rawValue, "`\(field.rawValue)` cannot be right")
        case .unknown: .notFound
        case .refused(let why):
            WireError(409, code: why.code.replacing("-", with: "_"), "the case says no: \(why.code)")
        case .lastAdministrator:
            WireError(409, code: "last_administrator", "invite another administrator first, and let them sign in")
        case .unavailable: .storeUnavailable
        }
    }
}
