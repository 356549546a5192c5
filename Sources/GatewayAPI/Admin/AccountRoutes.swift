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
        let id = try Self.id(context)
        let clearsTier: Bool
        if case .object(let object) = json { clearsTier = object["tier"] == .null } else { clearsTier = false }
        var fields = try ImageFields(json)
        let standing = try fields.choice("standing", Account.Standing.allCases.map(\.rawValue))
        let tier = clearsTier ? nil : try fields.string("tier", max: 64)
        let adultMode = try fields.boolean("adult_mode")
        let mayGenerate = try fields.boolean("may_generate")
        let mayEditPeople = try fields.boolean("may_edit_people")
        let strangersMayEdit = try fields.boolean("strangers_may_edit")
        if let named = try fields.string("id", max: 512), named != id.text {
            throw .invalid("id", "`id` is not the account in the address")
        }
        try StaffName.nothingElse(fields)
        do throws(StoreError) {
            let account = try await controls.change(id, by: person) { account in
                account.standing = standing.flatMap { Account.Standing(rawValue: $0) } ?? account.standing
                account.tier = clearsTier ? nil : tier ?? account.tier
                account.adultMode = adultMode ?? account.adultMode
                account.mayGenerate = mayGenerate ?? account.mayGenerate
                account.mayEditPeople = mayEditPeople ?? account.mayEditPeople
                account.strangersMayEdit = strangersMayEdit ?? account.strangersMayEdit
            }
            return .json(Self.json(account))
        } catch { throw .storeUnavailable }
    }

    private func account(_ context: GatewayContext) async throws(WireError) -> Account {
        let id = try Self.id(context)
        do throws(StoreError) { return try await controls.account(id) } catch {
            throw .storeUnavailable
        }
    }

    private static func id(_ context: GatewayContext) throws(WireError) -> AccountID {
        let id = try PathWord.read("id", context)
        guard RequesterHeaders.isName(id) else { throw .invalid("id", "this is not an account's name") }
        return AccountID(text: id)
    }

    private static func json(_ account: Account) -> JSON {
        [
            "id": JSON(account.id.text), "standing": JSON(account.standing.rawValue), "tier": JSON(account.tier),
            "adult_mode": .bool(account.adultMode), "may_generate": .bool(account.mayGenerate),
            "may_edit_people": .bool(account.mayEditPeople), "strangers_may_edit": .bool(account.strangersMayEdit),
        ]
    }
}
