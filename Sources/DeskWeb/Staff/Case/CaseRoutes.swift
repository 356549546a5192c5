import Casework
import Desk
import GatewayAPI
import HTTPTypes
import Hummingbird
import SafetyModel

/// One case, its pictures, and everything that is done with it.
struct CaseRoutes: Sendable {
    let staff: any StaffDoor
    let handling: StaffHandling

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await handling.page(request) { visit async throws(DeskError) in
            let id = try PathIdentifier.caseID(context)
            let said = request.uri.queryParameters["said"].flatMap { CommandKind(rawValue: String($0)) }
            let part = request.uri.queryParameters["items"].flatMap { Int($0) } ?? 1
            return try await page(id, visit, said: said?.doneWords, part: part).response()
        }
    }

    /// `POST /desk/cases/{id}/{command}`: a command by its name, with the fields that it needs.
    func perform(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await handling.action(request, context) { visit, form async throws(DeskError) in
            let id = try PathIdentifier.caseID(context)
            guard let kind = CommandKind(rawValue: try PathIdentifier.segment("command", context)) else {
                throw .unknown
            }
            do throws(DeskError) {
                guard kind != .rule || form.isOn("reason") else {
                    return try await page(id, visit, failed: "Choose a reason.", given: form).response(.badRequest)
                }
                if kind == .acknowledge {
                    try await staff.handedOver(try Self.effect(form.line("effect")), in: id, by: visit.member)
                    return StaffHandling.to("/desk/cases/\(id.text)?said=\(kind.rawValue)")
                }
                let reader = CommandReader(form: form, staff: staff, caseID: id, member: visit.member)
                let command = try await reader.command(kind)
                try await staff.perform(command, on: id, by: visit.member)
                return StaffHandling.to("/desk/cases/\(id.text)?said=\(kind.rawValue)")
            } catch {
                // A page of its own for what hides whether there is such a case; else the case, with what was typed.
                switch error {
                case .unknown, .refused(.notOpen), .lastAdministrator, .unavailable: throw error
                case .refused(let reason) where reason.isAboutRights: throw error
                case .refused(let reason):
                    return try await page(id, visit, failed: reason.words, given: form).response(error.status)
                case .invalid(let field):
                    return try await page(id, visit, failed: field.words, given: form).response(error.status)
                }
            }
        }
    }

    /// A picture in quarantine is shown to whoever brings the keys of both groups.
    func openQuarantine(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await handling.action(request, context) { visit, form async throws(DeskError) in
            let id = try PathIdentifier.caseID(context)
            let item: ItemID = try PathIdentifier.foreign(PathIdentifier.segment("item", context))
            let isOpen = try await staff.openQuarantine(
                item, in: id, reviewers: form.line("reviewers"), leads: form.line("leads"), for: visit.member)
            guard isOpen else {
                let words = "These two keys do not open it. The keys of the day on which it was removed are asked for."
                return try await page(id, visit, failed: words).response(.forbidden)
            }
            return StaffHandling.to("/desk/cases/\(id.text)")
        }
    }

    /// `sequence-index`.
    private static func effect(_ text: String) throws(DeskError) -> EffectID {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let sequence = Int(parts[0]), let index = Int(parts[1]) else { throw .unknown }
        return EffectID(sequence: sequence, index: index)
    }

    private func page(
        _ id: CaseID, _ visit: StaffVisit, said: String? = nil, failed: String? = nil, given: StaffForm? = nil,
        part: Int = 1
    ) async throws(DeskError) -> StaffPage {
        let view = try await staff.caseView(id, for: visit.member)
        let exposure = try await staff.exposure(of: visit.member)
        return CasePage(
            view: view, visit: visit, settings: staff.settings, exposure: exposure, now: handling.clock.now(),
            said: said, failed: failed, given: given, part: part
        ).page
    }
}
