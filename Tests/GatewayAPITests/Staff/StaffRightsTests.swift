import Casework
import Desk
import HTTPTypes
import SafetyModel
import Synchronization
import Testing

@testable import DeskWeb
@testable import GatewayAPI

@Suite struct StaffRightsTests {
    /// Every route of the desk that needs a session, with an address that exists.
    static let pages: [(path: String, roles: Set<Role>)] = {
        let all = Set(Role.allCases)
        let keepers: Set<Role> = [.admin, .lead, .auditor]
        let trained: Set<Role> = [.childSafety, .lead, .auditor]
        return [
            ("/desk", all), ("/desk/keys", all), ("/desk/orders", [.reviewer, .childSafety, .lead, .admin]),
            ("/desk/passphrase", all), ("/desk/forecast", all),
            ("/desk/search?q=maker", all),
            ("/desk/accounts/maker", all), ("/desk/cases/case_wide", all), ("/desk/cases/case_young", trained),
            ("/desk/cases/case_wide/items/wide-a/picture?view=outline", [.reviewer, .childSafety, .lead]),
            ("/desk/cases/case_young/items/young-a/picture?view=full", [.childSafety, .lead]),
            ("/desk/admin", keepers), ("/desk/admin/staff", keepers), ("/desk/admin/flaggers", keepers),
            ("/desk/admin/authorities", keepers), ("/desk/admin/switches", keepers), ("/desk/admin/policy", keepers),
            ("/desk/admin/banks", keepers), ("/desk/admin/disputes", keepers),
        ]
    }()

    static let forms = [
        "/desk/sign-out", "/desk/role", "/desk/passphrase", "/desk/next", "/desk/orders", "/desk/cases/case_wide/claim",
        "/desk/cases/case_wide/items/wide-a/quarantine",
        "/desk/admin/staff",
        "/desk/admin/staff/rev", "/desk/admin/staff/rev/invitation", "/desk/admin/flaggers",
        "/desk/admin/flaggers/hotline/key", "/desk/admin/authorities", "/desk/admin/switches",
        "/desk/admin/banks", "/desk/admin/disputes",
    ]

    @Test func `the lists here cover every route that is declared`() throws {
        let desk = DeskHouse()
        var routes = DeclaredRoutes()
        let door = desk.house.door
        staffRoutes(try desk.services(), door: door, settings: desk.desk, into: &routes)
        let ours = routes.declarations.filter { $0.right == .desk }
        for route in ours where route.path != "/desk/events" {
            let addresses = route.method == .get ? Self.pages.map(\.path) : Self.forms
            let isThere = addresses.contains { address in
                route.matches(path: String(address.prefix { $0 != "?" }))
            }
            #expect(isThere, "\(route.name)")
        }
        #expect(ours.count == 34)
    }

    @Test(arguments: Role.allCases)
    func `a page is open to the roles that may see it, and to nobody else`(role: Role) async throws {
        let desk = DeskHouse()
        try await desk.desk(as: role.member) { staff async throws in
            for (path, roles) in Self.pages {
                let answer = try await staff.get(path)
                if roles.contains(role) {
                    #expect(answer.status == 200, "\(path) as \(role)")
                } else {
                    #expect([403, 404].contains(answer.status), "\(path) as \(role): \(answer.status)")
                }
                #expect(answer.header("cache-control") == "no-store", "\(path)")
            }
        }
    }

    @Test func `signed out, a page leads to the sign-in and a form does nothing`() async throws {
        let desk = DeskHouse()
        try desk.staff.openSamples()
        let before = desk.staff.state.withLock { $0.timeline }
        try await desk.open { client async throws in
            for cookie in [nil, "__Host-vangrail-desk=wrong", "vangrail-desk=secret-1"] {
                var headers = DeskHouse.ours
                if let cookie { headers[.cookie] = cookie }
                for path in Self.pages.map(\.path) + ["/desk/events"] {
                    let answer = try await client.send(.get, path, key: nil, headers: headers)
                    #expect(answer.status == 303 && answer.header("location") == "/desk/sign-in", "\(path)")
                    #expect(answer.bytes.isEmpty)
                }
                for path in Self.forms {
                    let answer = try await client.form(path, [Part("token", "x")], headers: headers)
                    #expect(answer.status == 403, "\(path)")
                }
            }
        }
        #expect(desk.staff.state.withLock { $0.timeline } == before)
    }

    @Test func `a platform's key and a session of the page at the start open nothing here`() async throws {
        let desk = DeskHouse()
        try await desk.open { client async throws in
            var headers = DeskHouse.ours
            headers[.cookie] = try await DeskHouse.cookie(client)
            for key in [House.platformKey, House.adminKey] {
                #expect(try await client.send(.get, "/desk", key: key, headers: headers).status == 303)
            }
        }
    }

    @Test(arguments: Role.allCases)
    func `a command is given only by a role that the table of rights allows`(role: Role) async throws {
        let desk = DeskHouse()
        try await desk.desk(as: role.member) { staff async throws in
            for kind in CommandKind.allCases where Self.isOffered(kind) {
                let answer = try await staff.post("/desk/cases/case_wide/\(kind.rawValue)", Self.fields(kind))
                let isAllowed = Rights.roles(kind, .grave).contains(role)
                #expect((answer.status == 403) == !isAllowed, "\(kind) as \(role): \(answer.status)")
            }
        }
        if [.admin, .auditor].contains(role) {
            // An administrator vouches for the sender of an order, and here is none: nothing was changed.
            #expect(desk.staff.state.withLock { $0.given }.isEmpty)
        }
    }

    /// What comes by other doors cannot be given at the desk by anybody.
    @Test func `commands of machines and outsiders are unknown here`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Lee") { staff async throws in
            for kind in CommandKind.allCases where !Self.isOffered(kind) {
                #expect(try await staff.post("/desk/cases/case_wide/\(kind.rawValue)").status == 404, "\(kind)")
            }
            #expect(try await staff.post("/desk/cases/case_wide/explode").status == 404)
        }
    }

    @Test(arguments: Role.allCases)
    func `only an administrator changes registers and switches`(role: Role) async throws {
        let desk = DeskHouse()
        try await desk.desk(as: role.member) { staff async throws in
            let forms: [(String, [(String, String)])] = [
                ("/desk/admin/staff", [("id", "nia"), ("name", "Nia"), ("roles", "reviewer")]),
                ("/desk/admin/staff/rev", [("roles", "reviewer"), ("active", "yes")]),
                ("/desk/admin/flaggers", [("id", "hotline"), ("coordinator", "NL"), ("area", "undress")]),
                ("/desk/admin/authorities", [("id", "police"), ("country", "nl"), ("orders", "act")]),
                ("/desk/admin/switches", [("scope", "people-edits"), ("state", "off"), ("note", "attack")]),
            ]
            for (path, fields) in forms {
                let status = try await staff.post(path, fields).status
                #expect(role == .admin ? [200, 303].contains(status) : status == 403, "\(path) as \(role): \(status)")
            }
        }
        #expect(desk.register.state.withLock { $0.changes } == (role == .admin ? 4 : 0))
        #expect(desk.house.store.state.withLock { $0.switches.count } == (role == .admin ? 1 : 0))
    }

    @Test func `what is unknown and what is hidden look alike`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            let hidden = try await staff.get("/desk/cases/case_young")
            let unknown = try await staff.get("/desk/cases/case_nowhere")
            #expect(hidden.status == 404 && hidden.text == unknown.text)
            for path in [
                "/desk/cases/nonsense", "/desk/cases/case_%3Cscript%3E", "/desk/cases/CASE_wide",
                "/desk/cases/case_young/items/young-a/picture?view=outline",
                "/desk/cases/case_wide/items/nothing/picture?view=outline",
                "/desk/cases/case_wide/items/wide-a/picture?view=huge",
                "/desk/cases/case_wide/items/wide-a/picture", "/desk/accounts/nobody",
            ] {
                #expect(try await staff.get(path).status == 404, "\(path)")
            }
            #expect(try await staff.post("/desk/cases/case_young/claim").status == 404)
            #expect(try await staff.post("/desk/cases/case_nowhere/claim").status == 404)
        }
        #expect(desk.staff.state.withLock { $0.looks.isEmpty })
    }

    @Test func `a form from elsewhere, without a token or with another's does nothing`() async throws {
        let desk = DeskHouse()
        let other = try #require(desk.register.start("Rob"))
        try await desk.desk(as: "Ada") { staff async throws in
            for path in Self.forms {
                for token in ["", "wrong", other.formToken] {
                    #expect(try await staff.post(path, token: token).status == 403, "\(path)")
                }
                var headers = staff.headers
                headers[.origin] = "https://evil.example"
                let token = Part("token", staff.session.formToken)
                #expect(try await staff.client.form(path, [token], headers: headers).status == 403, "\(path)")
                headers[.origin] = nil
                headers[.secFetchSite] = "cross-site"
                #expect(try await staff.client.form(path, [token], headers: headers).status == 403, "\(path)")
                headers[.secFetchSite] = nil
                #expect(try await staff.client.form(path, [token], headers: headers).status == 403, "\(path)")
                let twice = [token, token]
                #expect(try await staff.client.form(path, twice, headers: staff.headers).status == 403, "\(path)")
            }
        }
        #expect(desk.staff.state.withLock { $0.given.isEmpty })
        #expect(desk.register.state.withLock { $0.changes } == 0)
    }

    @Test func `looking at pages changes nothing`() async throws {
        let desk = DeskHouse()
        try desk.staff.openSamples()
        let before = desk.staff.state.withLock { $0.timeline }
        for role in Role.allCases {
            try await desk.desk(as: role.member) { staff async throws in
                for (path, _) in Self.pages {
                    _ = try await staff.get(path)
                    _ = try await staff.client.send(.head, path, key: nil, headers: staff.headers)
                }
                for path in Self.forms { _ = try await staff.get(path) }
            }
        }
        #expect(desk.staff.state.withLock { $0.timeline } == before)
        #expect(desk.staff.state.withLock { $0.given.isEmpty })
        #expect(desk.register.state.withLock { $0.changes } == 0)
        #expect(desk.house.store.state.withLock { $0.entries.isEmpty })
        // A look is counted, a question about a picture without fetching it is not.
        #expect(desk.staff.state.withLock { $0.looks.count } == 5)
    }

    /// Commands that have a form at the desk.
    static func isOffered(_ kind: CommandKind) -> Bool {
        switch kind {
        case .receiveNotice, .receiveOrder, .openHeld, .flagReturn, .addItems, .pauseGeneration, .recount, .complain,
            .contestRefusal, .eraseTexts, .tick, .acknowledge, .giveUp, .amendNotice, .withdrawNotice:
            false
        default: true
        }
    }

    /// Fields with which each command can be read; whether it can be carried out is another matter.
    static func fields(_ kind: CommandKind) -> [(String, String)] {
        switch kind {
        case .note: [("words", "seen before")]
        case .escalate: [("severity", "grave")]
        case .hide, .show: [("items", "wide-a")]
        case .rule: [("items", "wide-a"), ("reason", "undressed")]
        case .undo: [("ruling", "rul_wide-1")]
        case .confirm, .reject: [("proposal", "prp_wide-1")]
        case .reviewReport: [("report", "rep_wide-1")]
        case .reviewPause: [("measure", "mea_wide-1"), ("ends", "yes")]
        case .decideComplaint:
            [("complaint", "cpl_wide-1"), ("result", "upheld"), ("complaint-reason", "first-ruling-right")]
        case .recordDispute: [("complaint", "cpl_wide-1"), ("body", "appeals-eu")]
        case .completeOrder: [("elements", "redress")]
        case .giveEffect: [("given", "full")]
        case .warnMisuse: [("notifier", "ntf_wide")]
        case .suspendMisuse:
            [("notifier", "ntf_wide"), ("gravity", "low"), ("intention", "careless"), ("seconds", "1209600")]
        case .informCoordinator: [("flagger", "hotline")]
        case .liftHold: [("hold", "hld_wide-1")]
        case .liftMatch: [("entry", "bnk_1"), ("item", "wide-a")]
        case .erase: [("items", "wide-a"), ("cause", "victim-request")]
        default: []
        }
    }
}
