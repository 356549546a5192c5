import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel
import Screening

/// The administration of the desk: people, registers, switches, the policy, the banks.
struct AdminRoutes: Sendable {
    let register: any StaffRegister
    let controls: Controls
    let banks: BankKeeping
    let disputes: any DisputeDoor
    let policy: PolicyText
    let handling: StaffHandling

    /// Entries of a bank on one page.
    static let entriesMax = 100

    func overview(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await see(request) { visit async throws(DeskError) in AdminPages.overview(visit).response() }
    }

    func people(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await see(request) { visit async throws(DeskError) in
            StaffListPage(rows: try await register.members(for: visit.member), visit: visit, said: said(request)).page
                .response()
        }
    }

    /// `POST /desk/admin/staff`: answers with the invitation, which is shown once.
    func invite(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await change(request, context) { visit, form async throws(DeskError) in
            let id: StaffID = try PathIdentifier.foreign(form.line("id"))
            guard AdminFields.isHandle(id.text) else { throw .invalid(.name) }
            let (name, roles): (String, Set<Role>) = (form.line("name"), form.choices("roles"))
            guard !name.isEmpty, name.unicodeScalars.count <= 100, !roles.isEmpty else { throw .invalid(.name) }
            let secret = try await register.invite(id, name: name, roles: roles, by: visit.member)
            return AdminPages.invitation(
                name, secret: secret, address: handling.access.settings.publicURL, visit
            ).response()
        }
    }

    /// `POST /desk/admin/staff/{id}/invitation`: answers with the invitation, which is shown once.
    func inviteAnew(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await change(request, context) { visit, _ async throws(DeskError) in
            let id: StaffID = try PathIdentifier.foreign(PathIdentifier.segment("id", context))
            let secret = try await register.inviteAnew(id, by: visit.member)
            return AdminPages.invitation(
                id.text, secret: secret, address: handling.access.settings.publicURL, visit
            ).response()
        }
    }

    func changeMember(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await change(request, context) { visit, form async throws(DeskError) in
            let id: StaffID = try PathIdentifier.foreign(PathIdentifier.segment("id", context))
            try await register.change(
                id, roles: form.choices("roles"), isActive: form.isOn("active"), by: visit.member)
            return StaffHandling.to("/desk/admin/staff?said=yes")
        }
    }

    func flaggers(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await see(request) { visit async throws(DeskError) in
            FlaggersPage(
                flaggers: try await register.flaggers(for: visit.member), visit: visit, now: handling.clock.now(),
                said: said(request)
            ).page.response()
        }
    }

    func putFlagger(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await change(request, context) { visit, form async throws(DeskError) in
            try await register.put(AdminFields.flagger(form, now: handling.clock.now()), by: visit.member)
            return StaffHandling.to("/desk/admin/flaggers?said=yes")
        }
    }

    /// `POST /desk/admin/flaggers/{id}/key`: answers with the key, which is shown once.
    func makeKey(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await change(request, context) { visit, _ async throws(DeskError) in
            let id: FlaggerID = try PathIdentifier.foreign(PathIdentifier.segment("id", context))
            let key = try await register.makeKey(for: id, by: visit.member)
            return AdminPages.flaggerKey(id.text, key: key, visit).response()
        }
    }

    func authorities(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await see(request) { visit async throws(DeskError) in
            AuthoritiesPage(
                authorities: try await register.authorities(for: visit.member), visit: visit, said: said(request)
            ).page.response()
        }
    }

    func putAuthority(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await change(request, context) { visit, form async throws(DeskError) in
            try await register.put(AdminFields.authority(form), by: visit.member)
            return StaffHandling.to("/desk/admin/authorities?said=yes")
        }
    }

    func switches(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await see(request) { visit async throws(DeskError) in
            do throws(StoreError) {
                let all = try await controls.switches()
                return SwitchesPage(switches: all, visit: visit, said: said(request)).page.response()
            } catch { throw .unavailable }
        }
    }

    func setSwitch(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await change(request, context) { visit, form async throws(DeskError) in
            let (scope, turnsOff) = (try AdminFields.scope(form), form.line("state") == "off")
            let (person, note) = (visit.session.id.text, form.words("note"))
            guard note.unicodeScalars.count <= 2_000 else { throw .invalid(.words) }
            do throws(StoreError) {
                if turnsOff {
                    try await controls.switchOff(scope, by: person, note: note)
                } else {
                    try await controls.switchOn(scope, by: person)
                }
            } catch { throw .unavailable }
            return StaffHandling.to("/desk/admin/switches?said=yes")
        }
    }

    func showPolicy(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await see(request) { visit async throws(DeskError) in AdminPages.policy(policy, visit).response() }
    }

    func showBanks(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await see(request) { visit async throws(DeskError) in
            let query = request.uri.queryParameters
            let bank = query["bank"].flatMap { Bank(rawValue: String($0)) }
            let after: BankEntryID? =
                if let text = query["after"] { try PathIdentifier.minted(String(text)) } else { nil }
            do throws(StoreError) {
                let entries = try await banks.entries(of: bank, after: after, limit: Self.entriesMax)
                return BanksPage(
                    bank: bank, entries: entries, visit: visit, now: handling.clock.now(), said: said(request)
                ).page.response()
            } catch { throw .unavailable }
        }
    }

    /// Switches one entry off or on.
    func enableEntry(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await change(request, context) { visit, form async throws(DeskError) in
            let id: BankEntryID = try PathIdentifier.minted(form.line("entry"))
            do throws(BankKeeping.Refusal) {
                let entry = try await banks.enable(id, form.line("state") == "on", by: visit.session.id.text)
                return StaffHandling.to("/desk/admin/banks?bank=\(entry.bank.rawValue)&said=yes")
            } catch {
                if case .unknown = error { throw .unknown }
                throw .unavailable
            }
        }
    }

    func showDisputes(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await see(request) { visit async throws(DeskError) in
            DisputesPage(disputes: try await disputes.waiting(), visit: visit, said: said(request)).page.response()
        }
    }

    /// Ends a registration that somebody else made, or lets it stand.
    func decideDispute(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await change(request, context) { visit, form async throws(DeskError) in
            let id: BankEntryID = try PathIdentifier.minted(form.line("entry"))
            try await disputes.decide(id, ends: form.line("decision") == "end", by: visit.member)
            return StaffHandling.to("/desk/admin/disputes?said=yes")
        }
    }

    private func said(_ request: Request) -> Bool { request.uri.queryParameters["said"] == "yes" }

    private func see(_ request: Request, _ work: StaffHandling.Page) async -> Response {
        await handling.page(request) { visit async throws(DeskError) in
            guard AdminRights.maySee(visit.role) else { return StaffMessage.notAllowed(visit).response(.forbidden) }
            return try await work(visit)
        }
    }

    private func change(
        _ request: Request, _ context: GatewayContext, _ work: StaffHandling.Action
    ) async throws(WireError) -> Response {
        try await handling.action(request, context) { visit, form async throws(DeskError) in
            guard AdminRights.mayChange(visit.role) else { return StaffMessage.notAllowed(visit).response(.forbidden) }
            return try await work(visit, form)
        }
    }
}

/// The policy as the program runs it.
public struct PolicyText: Sendable {
    /// Name, version and digest.
    public var version: String
    /// The rules as they are written.
    public var rules: String
    public init(version: String, rules: String) {
        self.version = version
        self.rules = rules
    }
}
