import Casework
import Desk
import HTTPTypes
import Hummingbird
import SafetyModel
import WireJSON

/// `/flagger/v1/notices`: the door of trusted flaggers (Art. 22), each with a key of its own.
struct FlaggerRoutes: Sendable {
    let register: any StaffRegister
    let notices: NoticeRoutes
    let keys: AccessKeys

    /// The answer to a caller without a flagger's key; nil lets it pass.
    func check(_ request: Request, _ context: GatewayContext) async -> Response? {
        guard let key = AccessKeys.key(in: request.headers) else { return WireError.keyMissing.response(context) }
        guard keys.kind(of: key) == nil else { return WireError.keyOfOtherKind.response(context) }
        return await register.flagger(behind: key) == nil ? WireError.keyUnknown.response(context) : nil
    }

    /// `POST /flagger/v1/notices`: a notice in the flagger's own name.
    func submit(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        guard let key = AccessKeys.key(in: request.headers), let flagger = await register.flagger(behind: key) else {
            throw .keyUnknown
        }
        return try await notices.submit(request, context, by: flagger)
    }
}
