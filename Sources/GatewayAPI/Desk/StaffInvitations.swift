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

    /// `POST /admin/v1/staff`: answers with an invitation, which is shown once. For somebody who is there
    /// already name and roles may be left out, and what let them in before counts no more.
    func invite(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let json = try await door.json(request, context, limit: 16 << 10)
        guard let id = json.member("id")?.text(bytesMax: 64) else {
            throw .invalid("id", "`id` must be a short name in small letters, such as `a.vries`")
        }
        var roles: Set<Role>?
        if let given = json.member("roles") {
            let words = given.elements?.prefix(16).compactMap { $0.text } ?? []
            let known = words.compactMap(Role.init(rawValue:))
            guard !known.isEmpty, known.count == words.count else {
                throw .invalid("roles", "`roles` must be a list of \(Role.allCases.map(\.rawValue))")
            }
            roles = Set(known)
        }
        let name = json.member("name")?.text(bytesMax: 400)
        do throws(DeskError) {
            let secret = try await register.invite(StaffID(text: id), name: name, roles: roles)
            return .json(
                ["id": JSON(id), "invitation": JSON(secret), "page": JSON(publicURL + "/desk/invitation")],
                headers: [.cacheControl: "no-store"])
        } catch { throw .desk(error) }
    }
}
