import Casework
import Desk
import GatewayAPI
import Hummingbird
import SafetyModel

/// Finding cases, looking at an account over all of them, and what work is to be expected.
struct SearchRoutes: Sendable {
    let staff: any StaffDoor
    let handling: StaffHandling

    /// Unicode scalars of a search.
    private static let wordsMax = 200

    func search(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await handling.page(request) { visit async throws(DeskError) in
            let raw = request.uri.queryParameters["q"].map(String.init) ?? ""
            let words = raw.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard words.unicodeScalars.count <= Self.wordsMax else { throw .invalid(.words) }
            let found = words.isEmpty ? [] : try await staff.search(words, for: visit.member)
            return SearchView(words: words, found: found, visit: visit, now: handling.clock.now()).page.response()
        }
    }

    func account(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await handling.page(request) { visit async throws(DeskError) in
            let id: AccountID = try PathIdentifier.foreign(PathIdentifier.segment("id", context))
            let account = try await staff.account(id, for: visit.member)
            return AccountPage(account: account, visit: visit, now: handling.clock.now()).page.response()
        }
    }

    func forecast(_ request: Request, _ context: GatewayContext) async throws(WireError) -> Response {
        await handling.page(request) { visit async throws(DeskError) in
            let exposure = try await staff.exposure(of: visit.member)
            return ForecastPage(
                forecast: try await staff.forecast(for: visit.member), exposure: exposure, visit: visit
            ).page.response()
        }
    }
}
