import DeskWeb
import HTTPTypes
import Hummingbird
import SafetyModel
import Testing
import WireJSON

@testable import GatewayAPI

@Suite struct RightsTests {
    @Test func `every route answers only to the right that it declares`() async throws {
        let house = House()
        let declarations = house.routes(house.door).declarations
        try await house.open { client in
            for route in declarations {
                let path = route.path.replacing("{scope}", with: "generation").replacing("{", with: "").replacing(
                    "}", with: "")
                let none = try await client.send(route.method, path, key: nil)
                let wrong = try await client.send(route.method, path, key: "wrong")
                let platform = try await client.send(route.method, path, key: House.platformKey)
                let admin = try await client.send(route.method, path, key: House.adminKey)
                switch route.right {
                case .open:
                    for answer in [none, wrong, platform, admin] {
                        #expect(answer.status != 401 && answer.status != 403)
                    }
                case .platform:
                    #expect([none.status, wrong.status, admin.status] == [401, 401, 403], "\(route.name)")
                    #expect(platform.status != 401 && platform.status != 403, "\(route.name)")
                case .staff:
                    #expect([none.status, wrong.status, platform.status] == [401, 401, 403], "\(route.name)")
                    #expect(admin.status != 401 && admin.status != 403, "\(route.name)")
                case .flagger:
                    let own = try await client.send(route.method, path, key: FakeRegister.flaggerKey)
                    #expect([none.status, wrong.status, platform.status] == [401, 401, 403], "\(route.name)")
                    #expect(admin.status == 403 && own.status != 401 && own.status != 403, "\(route.name)")
                case .tryPage, .desk: Issue.record("the machine's doors have no pages")
                }
            }
        }
        #expect(declarations.count == 38)
        #expect(house.gate.requests.isEmpty)
    }

    @Test func `a key is also read where Azure's clients put it`() async throws {
        let house = House()
        let statuses = try await house.open { client in
            [
                try await client.send(.get, "/v1/models", key: nil, headers: [.apiKey: House.platformKey]).status,
                try await client.send(.get, "/v1/models", key: nil, headers: [.apiKey: "no"]).status,
                try await client.send(
                    .get, "/v1/models", key: nil,
                    headers: [.authorization: "Basic \(House.platformKey)", .apiKey: House.platformKey]
                ).status,
                try await client.send(
                    .get, "/v1/models", key: nil, headers: [.authorization: "bearer \(House.platformKey)"]
                )
                .status,
            ]
        }
        #expect(statuses == [200, 401, 401, 200])
    }

    @Test func `an error has all four keys and a number`() async throws {
        let house = House()
        let answer = try await house.open { try await $0.send(.get, "/v1/models", key: nil) }
        #expect(answer.error.count == 4)
        #expect(answer.error["code"].text == "invalid_api_key")
        #expect(answer.header("x-request-id")?.count == 30)
        #expect(answer.header("www-authenticate") == "Bearer")
    }

    @Test(arguments: [
        "/v1/chat/completions", "/v1/images", "/v1/images/generations/", "/v1/videos", "/nowhere", "/v1/files",
    ])
    func `an address that is not served is a 404 in the dialect's shape`(_ path: String) async throws {
        let house = House()
        let answer = try await house.open { try await $0.send(.post, path, json: "{}") }
        // A slash at the end changes nothing for the router; the right still holds.
        if path.hasSuffix("/") {
            #expect(answer.status == 400)
        } else {
            #expect(answer.status == 404)
            #expect(answer.error["code"].text == "not_found")
        }
    }

    @Test func `another method is a 405 that names those there are`() async throws {
        let house = House()
        let answer = try await house.open { try await $0.send(.delete, "/v1/images/edits") }
        #expect(answer.status == 405)
        #expect(answer.header("allow") == "POST")
        #expect(answer.error["code"].text == "method_not_allowed")
    }

    static let handler: DeclaredRoutes.Handler = { _, _ throws(WireError) in Response(status: .ok) }

    @Test func `a route that nobody declared stops the program`() throws {
        let house = House()
        let door = house.door
        var routes = DeclaredRoutes()
        routes.add(
            RouteDeclaration(.get, "/a/{id}", right: .open, summary: "A", answers: [.init(200, "fine")]),
            handler: Self.handler)
        let router = try routes.makeRouter(door)
        router.get("/stray") { _, _ in "x" }
        #expect(throws: RouteError.undeclared("GET /stray")) { try routes.verify(router) }
        #expect(throws: RouteError.notServed("GET /a/{id}")) { try routes.verify(Router(context: GatewayContext.self)) }
    }

    @Test func `a declaration that leaves something out stops the program`() throws {
        let cases: [(RouteDeclaration, RouteError)] = [
            (
                RouteDeclaration(.get, "/a", right: .open, summary: "", answers: [.init(200, "fine")]),
                .incomplete("GET /a", missing: "summary")
            ),
            (
                RouteDeclaration(.get, "/a", right: .open, summary: "A", answers: []),
                .incomplete("GET /a", missing: "answers")
            ),
            (
                RouteDeclaration(.get, "a", right: .open, summary: "A", answers: [.init(200, "fine")]),
                .incomplete("GET a", missing: "path")
            ),
            (
                RouteDeclaration(.get, "/a", right: .platform, summary: "A", answers: [.init(200, "fine")]),
                .incomplete("GET /a", missing: "answers to callers without the right")
            ),
            (
                RouteDeclaration(.get, "/a", right: .tryPage, summary: "A", answers: [.init(200, "fine")]),
                .rightUnchecked("GET /a")
            ),
            (
                RouteDeclaration(.get, "/a", right: .desk, summary: "A", answers: [.init(200, "fine")]),
                .rightUnchecked("GET /a")
            ),
        ]
        let door = House().door
        for (declaration, error) in cases {
            var routes = DeclaredRoutes()
            routes.add(declaration, handler: Self.handler)
            #expect(throws: error) { try routes.makeRouter(door) }
            #expect(!error.message.isEmpty)
        }
        var twice = DeclaredRoutes()
        let one = RouteDeclaration(.get, "/a", right: .open, summary: "A", answers: [.init(200, "fine")])
        twice.add(one, handler: Self.handler)
        twice.add(one, handler: Self.handler)
        #expect(throws: RouteError.declaredTwice("GET /a")) { try twice.makeRouter(door) }
    }

    @Test func `keys are compared whole`() {
        let keys = AccessKeys(platform: ["abc"], admin: ["def"])
        #expect(keys.kind(of: "abc") == .platform)
        #expect(keys.kind(of: "def") == .admin)
        for wrong in ["", "ab", "abcd", "ABC", "abc "] { #expect(keys.kind(of: wrong) == nil) }
        #expect(AccessKeys(platform: [], admin: []).kind(of: "abc") == nil)
        #expect(
            AccessKeys(platformDigests: [AccessKeys.digest("abc")], adminDigests: []).kind(of: "abc") == .platform)
    }

    @Test func `the description covers every route that is served, and nothing else`() async throws {
        let house = House()
        let routes = house.routes(house.door).declarations
        let answer = try await house.open { try await $0.send(.get, "/openapi.json", key: nil) }
        #expect(answer.json["openapi"].text == "3.1.0")
        var found: Set<String> = []
        guard case .object(let paths) = answer.json["paths"] else {
            Issue.record("no paths")
            return
        }
        for (path, operations) in paths.members {
            guard case .object(let operations) = operations else { continue }
            for (method, operation) in operations.members {
                found.insert("\(method.uppercased()) \(path)")
                #expect(operation["responses"].count > 0)
            }
        }
        #expect(found == Set(routes.map(\.name)))
        let text = answer.text
        for reference in text.split(separator: "#/components/schemas/").dropFirst() {
            let name = String(reference.prefix { $0 != "\"" })
            #expect(answer.json["components"]["schemas"][name] != .null, "\(name)")
        }
    }
}
