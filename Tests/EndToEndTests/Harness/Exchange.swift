import Foundation
import FoundationNetworking

/// What a server answered.
struct Answer: Sendable {
    var status: Int
    /// By lower-case name.
    var headers: [String: String]
    var body: Data

    func json() throws -> [String: Any] { try JSON.object(body) }

    var decision: String? { headers["x-vangrail-decision"] }
}

/// One HTTP request.
enum Exchange {
    private static let session = URLSession(configuration: .ephemeral)

    static func send(
        _ method: String, _ url: String, json: [String: Any]? = nil, headers: [String: String] = [:]
    ) async throws -> Answer {
        guard let address = URL(string: url) else { throw Missing("not an address: \(url)") }
        var request = URLRequest(url: address, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: 60)
        request.httpMethod = method
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if let json {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = try JSON.data(json)
        }
        let (body, response) = try await session.data(for: request)
        guard let answer = response as? HTTPURLResponse else { throw Missing("no HTTP answer from \(url)") }
        let pairs = answer.allHeaderFields.compactMap { name, value in
            (name as? String).map { ($0.lowercased(), "\(value)") }
        }
        return Answer(status: answer.statusCode, headers: Dictionary(pairs) { $1 }, body: body)
    }
}
