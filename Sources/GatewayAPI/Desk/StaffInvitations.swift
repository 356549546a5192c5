import Casework
import Desk
import Hummingbird
import SafetyModel
import WireJSON

/// `/admin/v1/staff`: the way in for the first administrator of the desk, and for one who lost everything.
struct StaffInvitations: Sendable {
    let register: any StaffRegister
    let door: FrontDoor
    let publicURL: String

    /// `POST /admin/v1/staff`: answers with an invitation, which is shown once. Somebody who is there already is invited
    /// anew, and what let them in before counts no more.
    func invite(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let json = try await door.json(request, context, limit: 16 << 10)
        guard let id = json.member("id")?.text(bytesMax: 64) else {
            throw .invalid("id", "`id` must be a short name in small letters, such as `a.vries`")
        }
        let words = json.member("roles")?.elements?.prefix(16).compactMap { $0.text } ?? []
        let roles = words.compactMap(Role.init(rawValue:))
        guard !roles.isEmpty, roles.count == words.count else {
            throw .invalid("roles", "`roles` must be a list of \(Role.allCases.map(\.rawValue))")
        }
        let name = json.member("name")?.text(bytesMax: 400) ?? id
        do throws(DeskError) {
            let secret = try await register.invite(StaffID(text: id), name: name, roles: Set(roles))
            return .json(
                ["id": JSON(id), "invitation": JSON(secret), "page": JSON(publicURL + "/desk/invitation")],
                headers: [.cacheControl: "no-store"])
        } catch { throw .desk(error) }
    }
}
