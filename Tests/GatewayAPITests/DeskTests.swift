import AuditTrail
import Casework
import ContentCredentials
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import DeskWeb
@testable import GatewayAPI
@testable import Screening

/// The pages and the machine's doors together, as the program serves them.
struct DeskHouse {
    var house = House()
    let staff = FakeStaffDoor()
    let register = FakeRegister()
    let disputes = FakeDisputes()
    var desk = DeskSettings(publicURL: "https://gate.example", listensOnLoopback: true)
    var notices = FakeDesk()
    var terms = TermsValues(
        policyVersion: "default/1@0123456789ab", rules: [.init(category: .undress, outcomes: [.refuse, .ask])],
        casework: CaseworkSettings(), contact: "help@gate.example")
    static let password = "correct horse"

    func services() throws -> DeskServices {
        let settings = house.settings
        return DeskServices(
            gate: house.gate,
            protection: PictureProtection(
                store: house.store, ledger: house.store, clock: house.clock,
                digester: KeyedDigest(key: [UInt8](repeating: 1, count: 32))),
            disputes: disputes,
            check: PictureCheck(
                lens: FakeLens(), store: house.store, clock: house.clock,
                validator: ContentCredentialValidator(trust: try TrustList(anchorsPEM: "")), markKeys: []),
            fetcher: house.fetcher, notices: notices, statements: notices, terms: terms,
            isAdminPassword: { $0 == Self.password },
            complainAddress: { settings.complainAddress($0) }, staff: staff, register: register,
            controls: house.services.controls, banks: house.services.banks,
            policy: PolicyText(version: "default/1@abc", rules: "rules: [<none>]"), clock: staffClock)
    }

    func application() throws -> some ApplicationProtocol {
        let door = house.door
        var routes = DeclaredRoutes()
        deskRoutes(try services(), door: door, settings: desk, into: &routes)
        gatewayRoutes(house.services, door: door, settings: house.settings, into: &routes)
        return Application(
            router: try routes.makeRouter(door), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The desk's own time, which moves with the prepared cases.
    private var staffClock: Timepiece {
        let staff = staff
        return Timepiece { staff.state.withLock { $0.now } }
    }

    func open<Value: Sendable>(_ work: @Sendable (House.Client) async throws -> Value) async throws -> Value {
        try await application().test(.router) { try await work(House.Client(client: $0)) }
    }

    static let ours: HTTPFields = [.origin: "https://gate.example", .secFetchSite: "same-origin"]

    /// Signs in and gives the cookie.
    static func signIn(_ client: House.Client, _ secret: String = password) async throws -> String? {
        let answer = try await client.form("/sign-in", [Part("secret", secret)], headers: ours)
        return answer.header("set-cookie").map { String($0.prefix { $0 != ";" }) }
    }

    static func cookie(_ client: House.Client) async throws -> String {
        let cookie = try await signIn(client)
        return try #require(cookie)
    }
}

@Suite struct DeskTests {
    @Test func `without a session the page asks to sign in, and a form does nothing`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let page = try await client.send(.get, "/", key: nil)
            #expect(page.status == 303 && page.header("location") == "/sign-in")
            let form = try await client.form("/", [Part("prompt", "a lighthouse")], headers: DeskHouse.ours)
            #expect(form.status == 403)
        }
        #expect(desk.house.gate.requests.isEmpty)
    }

    @Test func `every page keeps to its own files`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            for path in ["/sign-in", "/check"] {
                let page = try await client.send(.get, path, key: nil)
                #expect(page.status == 200)
                #expect(page.header("content-security-policy") == Page.contentPolicy)
                #expect(page.header("x-frame-options") == "DENY")
                #expect(page.text.contains("<html lang=\"en\">"))
                #expect(
                    !page.text.contains("<script>") && !page.text.contains("style=") && !page.text.contains("onclick"))
                #expect(!page.text.contains("//cdn"))
            }
            #expect(
                try await client.send(.get, "/assets/desk.css", key: nil).header("content-type")
                    == "text/css; charset=utf-8")
            #expect(try await client.send(.get, "/assets/desk.js", key: nil).status == 200)
        }
    }

    @Test func `a session shows the page, and a form with its token makes a picture`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let cookie = try await DeskHouse.cookie(client)
            #expect(cookie.hasPrefix("__Host-vangrail-session="))
            var headers = DeskHouse.ours
            headers[.cookie] = cookie
            let page = try await client.send(.get, "/", key: nil, headers: headers)
            #expect(page.status == 200)
            let token = try #require(Self.token(page.text))

            let made = try await client.form(
                "/", [Part("prompt", "a <b>lighthouse</b>"), Part("photo", file: "", []), Part("token", token)],
                headers: headers)

            #expect(made.status == 200)
            #expect(made.text.contains("src=\"data:image/png;base64,\(Data(Made.png).base64EncodedString())\""))
            #expect(made.text.contains("dec_test"))
            #expect(made.text.contains("a &lt;b&gt;lighthouse&lt;/b&gt;") && !made.text.contains("<b>"))
            #expect(made.header("x-vangrail-decision") == "dec_test")
            #expect(desk.house.gate.requests.first?.operation == .generate)
            #expect(desk.house.gate.requests.first?.requester == Requester())
        }
    }

    static func token(_ page: String) -> String? {
        page.components(separatedBy: "name=\"token\" value=\"").dropFirst().first.map { String($0.prefix(64)) }
    }

    @Test func `a form without the token, with another's, or from elsewhere does nothing`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let cookie = try await DeskHouse.cookie(client)
            let other = try await DeskHouse.cookie(client)
            var headers = DeskHouse.ours
            headers[.cookie] = other
            let foreign = try #require(Self.token(try await client.send(.get, "/", key: nil, headers: headers).text))
            headers[.cookie] = cookie
            let own = try #require(Self.token(try await client.send(.get, "/", key: nil, headers: headers).text))
            for token in [nil, "", foreign] {
                let parts = [Part("prompt", "x")] + (token.map { [Part("token", $0)] } ?? [])
                #expect(try await client.form("/", parts, headers: headers).status == 403)
            }
            headers[.origin] = "https://evil.example"
            #expect(
                try await client.form("/", [Part("prompt", "x"), Part("token", own)], headers: headers).status == 403)
            headers[.origin] = nil
            headers[.secFetchSite] = "cross-site"
            #expect(
                try await client.form("/", [Part("prompt", "x"), Part("token", own)], headers: headers).status == 403)
        }
        #expect(desk.house.gate.requests.isEmpty)
    }

    @Test func `a photo makes it an edit, and a decision is told in plain words`() async throws {
        let desk = DeskHouse()
        desk.house.gate.state.withLock { $0.answer = { _ in .stopped(Made.decision(.refuse, [.undress])) } }
        try await desk.open { client in
            var headers = DeskHouse.ours
            headers[.cookie] = try await DeskHouse.cookie(client)
            let token = try #require(Self.token(try await client.send(.get, "/", key: nil, headers: headers).text))
            let answer = try await client.form(
                "/", [Part("prompt", "x"), Part("photo", file: "me.jpg", [1]), Part("token", token)], headers: headers)
            #expect(answer.status == 400)
            #expect(answer.text.contains("This picture is not made here"))
            #expect(answer.text.contains("href=\"https://gate.example/complaint/dec_test\""))
            #expect(!answer.text.contains("<img"))
            #expect(!answer.text.contains("some-rule"))
        }
        #expect(desk.house.gate.requests.first?.operation == .edit)
    }

    @Test func `a wrong password is refused, and the sixth attempt waits`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            for _ in 0..<5 {
                let answer = try await client.form("/sign-in", [Part("secret", "wrong")], headers: DeskHouse.ours)
                #expect(answer.status == 403 && answer.header("set-cookie") == nil)
            }
            let late = try await client.form("/sign-in", [Part("secret", DeskHouse.password)], headers: DeskHouse.ours)
            #expect(late.status == 429 && late.header("retry-after") == "900")
        }
    }

    @Test func `a platform key signs in, an admin key and a form from elsewhere do not`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            #expect(try await DeskHouse.signIn(client, House.platformKey) != nil)
            #expect(try await DeskHouse.signIn(client, House.adminKey) == nil)
            let foreign = try await client.form(
                "/sign-in", [Part("secret", DeskHouse.password)], headers: [.origin: "https://evil.example"])
            #expect(foreign.status == 403 && foreign.header("set-cookie") == nil)
            let silent = try await client.form("/sign-in", [Part("secret", DeskHouse.password)])
            #expect(silent.status == 403)
        }
    }

    @Test func `signing out ends the session`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            var headers = DeskHouse.ours
            headers[.cookie] = try await DeskHouse.cookie(client)
            let token = try #require(Self.token(try await client.send(.get, "/", key: nil, headers: headers).text))
            #expect(try await client.form("/sign-out", [Part("token", "no")], headers: headers).status == 403)
            #expect(try await client.form("/sign-out", [Part("token", token)], headers: headers).status == 303)
            #expect(try await client.send(.get, "/", key: nil, headers: headers).status == 303)
        }
    }

    @Test func `a number that is none has no page`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            for number in ["dec_1", "x", "dec_01ABCDEFGHJKMNPQRSTVWXYZ12", "%3Cscript%3E"] {
                let answer = try await client.send(.get, "/complaint/\(number)", key: nil)
                #expect(answer.status == 404)
            }
        }
    }

    @Test func `on this machine the page needs no session, unless anything looks forwarded`() async throws {
        var desk = DeskHouse()
        desk.desk = DeskSettings(publicURL: "http://127.0.0.1:8080", listensOnLoopback: true)
        let statuses = try await desk.application().test(.live) { client in
            let port = try #require(client.port)
            func get(_ host: String, _ more: String = "") async throws -> String {
                let answer = try await RawClient.connect(port: port).exchange(
                    "GET / HTTP/1.1\r\nHost: \(host)\r\n\(more)Connection: close\r\n\r\n")
                return String(answer.dropFirst(9).prefix(3))
            }
            return [
                try await get("127.0.0.1:\(port)"), try await get("localhost:\(port)"), try await get("evil.example"),
                try await get("localhost", "X-Forwarded-For: 10.0.0.1\r\n"),
                try await get("localhost", "Forwarded: for=10.0.0.1\r\n"),
            ]
        }
        #expect(statuses == ["200", "200", "303", "303", "303"])
    }

    @Test func `every page route is described too`() async throws {
        let desk = DeskHouse()
        let answer = try await desk.open { try await $0.send(.get, "/openapi.json", key: nil) }
        for path in ["/", "/sign-in", "/sign-out", "/complaint/{decision}", "/assets/desk.css", "/openapi.json"] {
            #expect(answer.json["paths"][path] != .null, "\(path)")
        }
    }
}
