import Hummingbird
import Screening
import WireJSON

/// `GET /v1/models` and `GET /v1/models/{id}`.
struct ModelRoutes: Sendable {
    let gate: any Gating

    func list(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        .json(["object": "list", "data": .array(try await names().map(Self.json))])
    }

    func one(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let id = try PathWord.read("id", context)
        guard try await names().contains(id) else {
            throw WireError(404, code: "model_not_found", "there is no model with this name", param: "model")
        }
        return .json(Self.json(id))
    }

    private func names() async throws(WireError) -> [String] {
        do throws(GeneratorError) { return try await gate.models() } catch {
            throw WireError(
                502, type: "server_error", code: "generator_failed", "the generator does not name its models",
                shouldRetry: false)
        }
    }

    private static func json(_ name: String) -> JSON {
        ["id": JSON(name), "object": "model", "created": 0, "owned_by": "vangrail"]
    }
}
