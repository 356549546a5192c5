import Casework
import Desk
import GatewayAPI
import Hummingbird

/// Which part of the queue an address asks for.
struct QueueQuery: Sendable {
    static let pageSize = 50
    private static let pagesMax = 10_000

    var route: QueueEntry.Route?
    /// Everything that waits, not only what the member may take.
    var showsAll: Bool
    /// Counts from 1.
    var page: Int
    /// What was just done, as a word for the message at the top.
    var said: String?

    init(_ request: Request, role: Role) {
        let query = request.uri.queryParameters
        route = query["route"].flatMap { QueueEntry.Route(rawValue: String($0)) }
        // Who takes no cases would see an empty list.
        showsAll = query["all"] != nil || !role.takesCases
        page = min(max(query["page"].flatMap { Int($0) } ?? 1, 1), Self.pagesMax)
        said = query["said"].map(String.init)
    }

    var wish: QueueWish { QueueWish(route: route, isMineToTake: !showsAll) }
    var offset: Int { (page - 1) * Self.pageSize }

    /// The address of the same list with another route, width or page.
    func address(route: QueueEntry.Route?, showsAll: Bool, page: Int = 1) -> String {
        var parts: [String] = []
        if let route { parts.append("route=\(route.rawValue)") }
        if showsAll { parts.append("all=1") }
        if page > 1 { parts.append("page=\(page)") }
        return parts.isEmpty ? "/desk" : "/desk?" + parts.joined(separator: "&")
    }
}
