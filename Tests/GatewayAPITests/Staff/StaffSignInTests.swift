import Casework
import HTTPTypes
import SafetyModel
import Synchronization
import Testing

@testable import DeskWeb

@Suite struct StaffSignInTests {
    private static func parts(_ name: String, _ passphrase: String, _ code: String) -> [Part] {
        [Part("name", name), Part("passphrase", passphrase), Part("code", code)]
    }

    @Test func `name, passphrase and code open the desk, with a cookie bound to this host`() async throws {
        let desk = DeskHouse()
        try await desk.open { client async throws in
            let page = try await client.send(.get, "/desk/sign-in", key: nil)
            #expect(page.status == 200 && page.header("content-security-policy") == StaffPage.contentPolicy)
            #expect(page.header("cache-control") == "no-store" && page.header("x-frame-options") == "DENY")
            let answer = try await client.form(
                "/desk/sign-in", Self.parts("Ria", FakeRegister.passphrase, "123 456"), headers: DeskHouse.ours)
            #expect(answer.status == 303 && answer.header("location") == "/desk")
            #expect(
                answer.header("set-cookie")
                    == "__Host-vangrail-desk=secret-1; Path=/; HttpOnly; SameSite=Strict; Secure")
        }
    }

    @Test func `without https the cookie has no prefix, as browsers would refuse it`() async throws {
        var desk = DeskHouse()
        desk.desk = DeskSettings(publicURL: "http://10.0.0.5:8080", listensOnLoopback: false)
        try await desk.open { client async throws in
            let answer = try await client.form(
                "/desk/sign-in", Self.parts("Ria", FakeRegister.passphrase, FakeRegister.code),
                headers: [.origin: "http://10.0.0.5:8080"])
            #expect(
                answer.header("set-cookie") == "vangrail-desk=secret-1; Path=/; HttpOnly; SameSite=Strict")
        }
    }

    @Test(arguments: [
        ("Ria", "wrong", FakeRegister.code), ("Ria", FakeRegister.passphrase, "000000"),
        ("Nobody", FakeRegister.passphrase, FakeRegister.code), ("", "", ""),
    ])
    func `what is wrong is never told`(name: String, passphrase: String, code: String) async throws {
        let desk = DeskHouse()
        try await desk.open { client async throws in
            let answer = try await client.form(
                "/desk/sign-in", Self.parts(name, passphrase, code), headers: DeskHouse.ours)
            #expect(answer.status == 403 && answer.header("set-cookie") == nil)
            #expect(answer.text.contains("Name, passphrase or code is wrong."))
            #expect(!answer.text.contains(FakeRegister.passphrase))
        }
    }

    @Test func `the organisation's own sign-in leads there and back, once and for one browser`() async throws {
        let desk = DeskHouse()
        try await desk.open { client async throws in
            let page = try await client.send(.get, "/desk/sign-in", key: nil)
            #expect(page.text.contains("Sign in with Acme"))
            let there = try await client.send(.get, "/desk/provider", key: nil)
            #expect(there.status == 303 && there.header("location") == "https://id.example/authorize?state=1")
            #expect(
                there.header("set-cookie")
                    == "__Host-vangrail-provider=visit-1; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600")

            let cookie: HTTPFields = [.cookie: "__Host-vangrail-provider=visit-1"]
            let back = try await client.send(
                .get, "/desk/provider/back?code=good&state=1", key: nil, headers: cookie)
            #expect(back.status == 200 && back.text.contains("content=\"0;url=/desk\""))
            #expect(back.header("set-cookie")?.contains("__Host-vangrail-desk=secret-") == true)
            for (path, headers) in [
                ("/desk/provider/back?code=good", HTTPFields()), ("/desk/provider/back?code=bad", cookie),
                ("/desk/provider/back?code=good&code=good", cookie), ("/desk/provider/back?error=denied", cookie),
            ] {
                let answer = try await client.send(.get, path, key: nil, headers: headers)
                #expect(answer.status == 403 && !answer.text.contains("denied"), "\(path)")
                #expect(answer.header("set-cookie")?.contains("vangrail-desk=") != true)
            }
        }
    }

    @Test func `an address tries ten times, then waits, and the register is not asked any more`() async throws {
        let desk = DeskHouse()
        try await desk.open { client async throws in
            for _ in 0..<10 {
                let wrong = Self.parts("Ria", "no", "1")
                #expect(try await client.form("/desk/sign-in", wrong, headers: DeskHouse.ours).status == 403)
            }
            let right = Self.parts("Ria", FakeRegister.passphrase, FakeRegister.code)
            let late = try await client.form("/desk/sign-in", right, headers: DeskHouse.ours)
            #expect(late.status == 429 && late.header("retry-after") == "900")
        }
        #expect(desk.register.state.withLock { $0.attempts } == 10)
    }

    @Test func `the register's own waiting time is told`() async throws {
        let desk = DeskHouse()
        try await desk.open { client async throws in
            let answer = try await client.form(
                "/desk/sign-in", Self.parts("slow", "x", "1"), headers: DeskHouse.ours)
            #expect(answer.status == 429 && answer.header("retry-after") == "120")
            #expect(answer.text.contains("wait 2 minutes"))
        }
    }

    @Test func `a form of another site does not sign in`() async throws {
        let desk = DeskHouse()
        try await desk.open { client async throws in
            let right = Self.parts("Ria", FakeRegister.passphrase, FakeRegister.code)
            for headers: HTTPFields in [[:], [.origin: "https://evil.example"]] {
                #expect(try await client.form("/desk/sign-in", right, headers: headers).status == 403)
            }
        }
        #expect(desk.register.state.withLock { $0.attempts } == 0)
    }

    @Test func `signing out ends the session`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            #expect(try await staff.get("/desk").status == 200)
            let answer = try await staff.post("/desk/sign-out")
            #expect(answer.status == 303 && answer.header("set-cookie")?.contains("Max-Age=0") == true)
            #expect(try await staff.get("/desk").status == 303)
        }
    }

    @Test func `a member with two roles works in one at a time, and never in one that is not theirs`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Tom") { staff async throws in
            #expect(try await staff.get("/desk/admin").status == 403)
            let answer = try await staff.post("/desk/role", [("role", "lead")])
            #expect(answer.status == 303)
            #expect(answer.header("set-cookie")?.hasPrefix("__Host-vangrail-desk-role=lead; ") == true)
            #expect(try await staff.post("/desk/role", [("role", "admin")]).status == 403)
            #expect(try await staff.post("/desk/role", [("role", "nonsense")]).status == 403)
            var lead = staff
            lead.role = .lead
            #expect(try await lead.get("/desk/admin").status == 200)
            // A cookie that somebody wrote by hand counts for nothing.
            lead.role = .admin
            #expect(try await lead.get("/desk/admin").status == 403)
            #expect(try await lead.post("/desk/admin/staff", [("id", "x")]).status == 403)
        }
    }

    @Test func `an invitation is used once, and shows the recovery codes once`() async throws {
        let desk = DeskHouse()
        try await desk.open { client async throws in
            func send(_ path: String, _ fields: [(String, String)]) async throws -> House.Answer {
                try await client.form(path, fields.map { Part($0.0, $0.1) }, headers: DeskHouse.ours)
            }
            let opened = try await send("/desk/invitation", [("secret", "inv-secret")])
            #expect(opened.status == 200 && opened.text.contains("Welcome, Nora"))
            #expect(opened.text.contains("<svg xmlns=") && opened.text.contains("JBSW Y3DP EHPK 3PXP"))
            let words = "seven little words of mine"
            var fields = [("secret", "inv-secret"), ("passphrase", words), ("again", words), ("code", "999999")]
            let wrong = try await send("/desk/invitation/enrol", fields)
            #expect(wrong.status == 400 && wrong.text.contains("That code is not right") && !wrong.text.contains(words))
            fields[3].1 = FakeRegister.code
            fields[2].1 = "other words of mine"
            #expect(try await send("/desk/invitation/enrol", fields).text.contains("differ"))
            #expect(
                try await send(
                    "/desk/invitation/enrol",
                    [("secret", "inv-secret"), ("passphrase", "short"), ("again", "short"), ("code", "1")]
                ).text.contains("at least 12"))
            fields[2].1 = words
            let done = try await send("/desk/invitation/enrol", fields)
            #expect(done.status == 200 && done.text.contains("cccc-dddd"))
            #expect(done.header("cache-control") == "no-store")
            #expect(try await send("/desk/invitation/enrol", fields).status == 404)
            #expect(try await send("/desk/invitation", [("secret", "inv-secret")]).status == 404)
            #expect(try await send("/desk/invitation", [("secret", "")]).status == 404)
            let foreign = try await client.form("/desk/invitation", [Part("secret", "inv-secret")])
            #expect(foreign.status == 403)
        }
    }

    @Test(arguments: [
        "<svg><script>alert(1)</script></svg>", "<svg onload=\"x\"></svg>", "<svg><a href=\"x\"></a></svg>",
        "<svg><path d=\"M0 0\" style=\"fill:red\"/></svg>", "<svg><image href=\"x\"/></svg>", "<div></div>",
        "<svg><!--x--></svg>", "<svg", "<svg><path d=\"a></svg>", "<svg><path/onload=\"x\"/></svg>",
    ])
    func `a picture of a code that is more than squares is left out`(svg: String) {
        #expect(!QRPicture.isDrawing(svg))
        #expect(!QRPicture.html(svg).text.contains("<svg"))
    }

    @Test func `a drawing of squares is let in`() {
        #expect(
            QRPicture.isDrawing(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" shape-rendering=\"crispEdges\"><rect width=\"9\" height=\"9\" fill=\"#fff\"/><path d=\"M1 1h3v3h-3z\"/></svg>"
            ))
    }
}
