import Casework
import Desk
import HTTPTypes
import SafetyModel
import Testing

@testable import DeskWeb

/// Somebody at the desk, as a browser sends their requests.
struct StaffClient: Sendable {
    let client: House.Client
    let session: StaffSession
    var role: Role?
    var secure = true

    var headers: HTTPFields {
        var headers = DeskHouse.ours
        let prefix = secure ? "__Host-" : ""
        var cookies = "\(prefix)vangrail-desk=\(session.secret)"
        if let role { cookies += "; \(prefix)vangrail-desk-role=\(role.rawValue)" }
        headers[.cookie] = cookies
        return headers
    }

    func get(_ path: String) async throws -> House.Answer {
        try await client.send(.get, path, key: nil, headers: headers)
    }

    func post(_ path: String, _ fields: [(String, String)] = [], token: String? = nil) async throws -> House.Answer {
        try await client.form(
            path, ([("token", token ?? session.formToken)] + fields).map { Part($0.0, $0.1) }, headers: headers)
    }
}

extension DeskHouse {
    /// Runs a test as that member, with prepared cases.
    func desk<Value: Sendable>(
        as name: String, role: Role? = nil, samples: Bool = true,
        _ work: @Sendable (StaffClient) async throws -> Value
    ) async throws -> Value {
        if samples, staff.file("case_old") == nil { try staff.openSamples() }
        let session = try #require(register.start(name))
        return try await open { try await work(StaffClient(client: $0, session: session, role: role)) }
    }
}

extension Role {
    /// The member who has this role only.
    var member: String {
        switch self {
        case .reviewer: "Ria"
        case .childSafety: "Kim"
        case .lead: "Lee"
        case .admin: "Ada"
        case .auditor: "Audrey"
        }
    }
}
