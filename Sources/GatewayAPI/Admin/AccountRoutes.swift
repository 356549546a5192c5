import Hummingbird
import SafetyModel
import Screening
import WireJSON

/// `/admin/v1/accounts/{id}`: standing and rights of an account.
struct AccountRoutes: Sendable {
    let controls: Controls
    let door: FrontDoor

    func get(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        .json(Self.json(try await account(context)))
    }

    /// Changes the members that the body names and leaves the others as they are.
    func put(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        let person = try StaffName.read(request.headers)
        let json = try await door.bodies.json(request, context, limit: 64 << 10)
        var account = try await account(context)
        let clearsTier: Bool
        if case .object(let object) = json { clearsTier = object["tier"] == .null } else { clearsTier = false }
        var fields = try ImageFields(json)
        if let standing = try fields.choice("standing", Account.Standing.allCases.map(\.rawValue)) {
            account.standing = Account.Standing(rawValue: standing) ?? account.standing
        }
        account.tier = clearsTier ? nil : try fields.string("tier", max: 64) ?? account.tier
        account.adultMode = try fields.boolean("adult_mode") ?? account.adultMode
        account.mayGenerate = try fields.boolean("may_generate") ?? account.mayGenerate
        account.mayEditPeople = try fields.boolean("may_edit_people") ?? account.mayEditPeople
        account.strangersMayEdit = try fields.boolean("strangers_may_edit") ?? account.strangersMayEdit
        if let id = try fields.string("id", max: 512), id != account.id.text {
            throw .invalid("id", "`id` is not the account in the address")
        }
        try StaffName.nothingElse(fields)
        do throws(StoreError) { try await controls.put(account, by: person) } catch { throw .storeUnavailable }
        return .json(Self.json(account))
    }

    private func account(_ context: GatewayContext) async throws(WireError) -> Account {
        let id = try PathWord.read("id", context)
        guard RequesterHeaders.isName(id) else { throw .invalid("id", "this is not an account's name") }
        do throws(StoreError) { return try await controls.account(AccountID(text: id)) } catch {
            throw .storeUnavailable
        }
    }

    private static func json(_ account: Account) -> JSON {
        [
            "id": JSON(account.id.text), "standing": JSON(account.standing.rawValue), "tier": JSON(account.tier),
            "adult_mode": .bool(account.adultMode), "may_generate": .bool(account.mayGenerate),
            "may_edit_people": .bool(account.mayEditPeople), "strangers_may_edit": .bool(account.strangersMayEdit),
        ]
    }
}
