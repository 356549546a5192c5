import AuditTrail
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SafetyModel
import Screening
import Testing
import WireJSON

@testable import GatewayAPI

/// The routes with fakes behind them.
struct House {
    let gate = FakeGate()
    let store = FakeStore()
    var fetcher = FakeFetcher()
    let assets = FakeAssetDoor()
    let notices = FakeNoticeDoor()
    let register = FakeRegister()
    var settings = GatewaySettings(publicURL: "https://gate.example")
    var clock = Timepiece { Made.now }
    var readiness: [ReadinessCheck] = []

    static let platformKey = "platform-key-for-tests"
    static let adminKey = "admin-key-for-tests"

    var services: GatewayServices {
        GatewayServices(
            gate: gate, decider: gate,
            review: CaseReview(store: store, ledger: store, clock: clock, digester: KeyedDigest(key: [1])),
            controls: Controls(
                store: store, ledger: store, clock: clock,
                digester: KeyedDigest(key: [UInt8](repeating: 1, count: 32))),
            banks: BankKeeping(
                store: store, ledger: store, clock: clock,
                digester: KeyedDigest(key: [UInt8](repeating: 1, count: 32))),
            store: store, fetcher: fetcher, assets: assets, notices: notices, register: register,
            linkKey: [UInt8](repeating: 7, count: 32),
            clock: clock,
            readiness: readiness, versionText: "1.2.3")
    }

    var door: FrontDoor {
        FrontDoor(
            keys: AccessKeys(platform: [Self.platformKey], admin: [Self.adminKey]), settings: settings,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func routes(_ door: FrontDoor) -> DeclaredRoutes {
        var routes = DeclaredRoutes()
        gatewayRoutes(services, door: door, settings: settings, into: &routes)
        return routes
    }

    func application() throws -> some ApplicationProtocol {
        let door = door
        return Application(
            router: try routes(door).makeRouter(door),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Runs a test against the router, without a socket.
    func open<Value: Sendable>(_ work: @Sendable (Client) async throws -> Value) async throws -> Value {
        try await application().test(.router) { try await work(Client(client: $0)) }
    }

    /// A client that holds the platform's key unless told otherwise.
    struct Client: Sendable {
        let client: any TestClientProtocol

        func send(
            _ method: HTTPRequest.Method, _ path: String, json: String? = nil, key: String? = House.platformKey,
            headers: HTTPFields = [:], body: ByteBuffer? = nil
        ) async throws -> Answer {
            var headers = headers
            if let key { headers[.authorization] = "Bearer \(key)" }
            if json != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
            let response = try await client.executeRequest(
                uri: path, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) } ?? body)
            return Answer(status: response.status.code, headers: response.headers, body: response.body)
        }

        func generate(_ json: String, headers: HTTPFields = [:]) async throws -> Answer {
            try await send(.post, "/v1/images/generations", json: json, headers: headers)
        }

        func form(
            _ path: String, _ parts: [Part], headers: HTTPFields = [:], boundary: String = "XyZ"
        ) async throws -> Answer {
            var headers = headers
            headers[.contentType] = "multipart/form-data; boundary=\(boundary)"
            return try await send(
                .post, path, headers: headers, body: ByteBuffer(bytes: Part.body(parts, boundary: boundary)))
        }
    }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: ByteBuffer

        var text: String { String(buffer: body) }
        var bytes: [UInt8] { Array(body.readableBytesView) }
        var json: JSON { (try? JSONReader.read(Array(body.readableBytesView))) ?? .null }
        var error: JSON { json["error"] }
        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
    }
}

extension JSON {
    subscript(key: String) -> JSON {
        guard case .object(let object) = self else { return .null }
        return object[key] ?? .null
    }

    subscript(index: Int) -> JSON {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return .null }
        return elements[index]
    }

    var count: Int {
        switch self {
        case .array(let elements): elements.count
        case .object(let object): object.members.count
        default: 0
        }
    }
}

/// One part of a form that a test sends.
struct Part {
    var name: String
    var filename: String?
    var bytes: [UInt8]

    init(_ name: String, _ text: String) {
        self.name = name
        bytes = Array(text.utf8)
    }

    init(_ name: String, file: String, _ bytes: [UInt8] = Made.png) {
        self.name = name
        filename = file
        self.bytes = bytes
    }

    static func body(_ parts: [Part], boundary: String) -> [UInt8] {
        var body: [UInt8] = []
        for part in parts {
            let file = part.filename.map { "; filename=\"\($0)\"\r\nContent-Type: image/png" } ?? ""
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n".utf8)
            body += part.bytes + [0x0D, 0x0A]
        }
        return body + Array("--\(boundary)--\r\n".utf8)
    }
}
