import Hummingbird
import Screening
import WireJSON

/// `/healthz` says that the process lives, `/readyz` whether it can do its work.
struct HealthRoutes: Sendable {
    let services: GatewayServices

    func alive(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        .json(["status": "alive", "version": JSON(services.versionText)])
    }

    func ready(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        var parts: [(String, JSON?)] = []
        var allReady = true
        let store = services.store
        for check in [ReadinessCheck(name: "store") { await store.isReady() }] + services.readiness {
            let ready = await check.isReady()
            allReady = allReady && ready
            parts.append((check.name, ready ? "ready" : "not-ready"))
        }
        return .json(
            ["ready": .bool(allReady), "parts": JSON(parts)], status: allReady ? .ok : .serviceUnavailable)
    }
}
