import Hummingbird
import SafetyModel
import Screening
import WireJSON

/// `/admin/v1/switches`: what is switched off, for everybody, a tier, an account or a category.
struct SwitchRoutes: Sendable {
    let controls: Controls
    let door: FrontDoor

    func list(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let switches = try await all()
        return .json(["switches": .array(switches.map(Self.json))])
    }

    func one(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let scope = try Self.scope(context)
        guard let found = try await all().first(where: { $0.scope == scope }) else {
            return .json(["scope": JSON(scope.name), "state": "on"])
        }
        return .json(Self.json(found))
    }

    /// Switches off. The body may hold `{"note": …}`.
    func off(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let scope = try Self.scope(context)
        let person = try StaffName.read(request.headers)
        var note = ""
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        if length > 0 || request.headers[.transferEncoding] != nil {
            var fields = try ImageFields(try await door.bodies.json(request, context, limit: 64 << 10))
            note = try fields.string("note", max: 2_000) ?? ""
            try StaffName.nothingElse(fields)
        }
        do throws(StoreError) { try await controls.switchOff(scope, by: person, note: note) } catch {
            throw .storeUnavailable
        }
        return try await one(request, context)
    }

    func on(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let scope = try Self.scope(context)
        let person = try StaffName.read(request.headers)
        do throws(StoreError) { try await controls.switchOn(scope, by: person) } catch { throw .storeUnavailable }
        return .json(["scope": JSON(scope.name), "state": "on"])
    }

    private func all() async throws(WireError) -> [SwitchSetting] {
        do throws(StoreError) { return try await controls.switches() } catch { throw .storeUnavailable }
    }

    private static func scope(_ context: GatewayContext) throws(WireError) -> SwitchScope {
        let name = try PathWord.read("scope", context)
        guard let scope = SwitchScope(name: name) else {
            throw .invalid(
                "scope",
                "a switch is `generation`, `people-edits`, `tier:NAME`, `account:NAME` or `category:NAME`")
        }
        return scope
    }

    private static func json(_ setting: SwitchSetting) -> JSON {
        [
            "scope": JSON(setting.scope.name), "state": "off", "since": JSON(Int(setting.since.milliseconds)),
            "by": JSON(setting.by), "note": JSON(setting.note),
        ]
    }
}
