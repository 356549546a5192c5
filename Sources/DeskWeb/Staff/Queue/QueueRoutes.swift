import Casework
import Desk
import GatewayAPI
import Hummingbird
import SafetyModel

/// The queue, and the next case of it.
struct QueueRoutes: Sendable {
    let staff: any StaffDoor
    let handling: StaffHandling

    /// Cases that are looked through, and tried when others were faster.
    private static let triesMax = 100

    func show(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await handling.page(request) { visit async throws(DeskError) in
            let query = QueueQuery(request, role: visit.role)
            let page = try await staff.queue(
                query.wish, for: visit.member, limit: QueueQuery.pageSize, offset: query.offset)
            return QueueView(list: page, query: query, visit: visit, now: handling.clock.now()).page.response()
        }
    }

    /// `POST /desk/next`: claims the first case that nobody holds and opens it; where there is none, goes back to another
    /// that the member holds already.
    func next(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        try await handling.action(request, context) { visit, form async throws(DeskError) in
            let after = form.line("after")
            let now = handling.clock.now()
            let page = try await staff.queue(QueueWish(), for: visit.member, limit: Self.triesMax, offset: 0)
            let open = page.entries.filter { entry in
                entry.caseID.text != after && entry.isOpen(to: visit.member.id, visit.role, at: now)
            }
            let isHeld = { (entry: QueueEntry) in entry.claim?.holds(at: now) ?? false }
            for entry in open.filter({ !isHeld($0) }) + open.filter(isHeld) {
                do throws(DeskError) {
                    try await staff.perform(.claim, on: entry.caseID, by: visit.member)
                    return StaffHandling.to("/desk/cases/\(entry.caseID.text)")
                } catch {
                    // WHY: somebody else was faster; the next case will do.
                    guard case .refused = error else { throw error }
                }
            }
            return StaffHandling.to("/desk?said=empty")
        }
    }
}
