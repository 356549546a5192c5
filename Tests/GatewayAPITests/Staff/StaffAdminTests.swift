import Casework
import Desk
import GatewayAPI
import SafetyModel
import Screening
import Synchronization
import Testing

@testable import DeskWeb

@Suite struct StaffAdminTests {
    @Test func `an invitation is shown once, with its secret behind the number sign`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ada") { staff async throws in
            let answer = try await staff.post(
                "/desk/admin/staff", [("id", "nia"), ("name", "Nia & Co"), ("roles", "reviewer"), ("roles", "lead")])
            #expect(answer.status == 200)
            #expect(answer.text.contains("https://gate.example/desk/invitation#new-secret"))
            #expect(answer.text.contains("Nia &amp; Co"))
            let list = try await staff.get("/desk/admin/staff").text
            #expect(list.contains("Nia &amp; Co") && !list.contains("new-secret"))
            for fields in [
                [("id", "Not Good"), ("name", "x"), ("roles", "lead")],
                [("id", "nob"), ("name", ""), ("roles", "lead")],
                [("id", "nob"), ("name", "Nob")], [("id", "nob"), ("name", "Nob"), ("roles", "emperor")],
            ] {
                #expect(try await staff.post("/desk/admin/staff", fields).status == 400, "\(fields)")
            }
        }
        let nia = desk.register.state.withLock { $0.members.last }
        #expect(nia?.roles == [.reviewer, .lead])
    }

    @Test func `a member is switched off, and an unknown one is not found`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ada") { staff async throws in
            #expect(try await staff.post("/desk/admin/staff/rob", [("roles", "reviewer")]).status == 303)
            #expect(try await staff.post("/desk/admin/staff/nobody", [("roles", "reviewer")]).status == 404)
            #expect(try await staff.get("/desk/admin/staff").text.contains("switched off"))
        }
        #expect(desk.register.start("Rob") == nil)
    }

    @Test func `flaggers and authorities are kept with what the law asks for`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ada") { staff async throws in
            let flagger = [
                ("id", "offlimits"), ("coordinator", "NL"), ("area", "undress"), ("area", "minor-sexual"),
                ("from", "2026-01-15"), ("until", "2028-01-15"), ("suspended", "yes"),
            ]
            #expect(try await staff.post("/desk/admin/flaggers", flagger).status == 303)
            let page = try await staff.get("/desk/admin/flaggers").text
            #expect(page.contains("from 2026-01-15 to 2028-01-15") && page.contains("suspended"))
            for (name, value) in [("id", "A B"), ("coordinator", "Holland"), ("from", "2026-02-30"), ("area", "x")] {
                let wrong = flagger.filter { $0.0 != name } + [(name, value)]
                #expect([400, 409].contains(try await staff.post("/desk/admin/flaggers", wrong).status), "\(name)")
            }
            let authority = [("id", "police-nl"), ("country", "nl"), ("orders", "act"), ("reports", "yes")]
            #expect(try await staff.post("/desk/admin/authorities", authority).status == 303)
            #expect(try await staff.get("/desk/admin/authorities").text.contains("police-nl"))
        }
        let kept = desk.register.state.withLock { ($0.flaggers, $0.authorities) }
        #expect(kept.0.map(\.area) == [[.undress, .minorSexual]] && kept.0.first?.coordinator == "nl")
        #expect(
            kept.1 == [
                Authority(id: AuthorityID(text: "police-nl"), country: "nl", mayOrder: [.act], takesReports: true)
            ])
    }

    @Test func `a registration is ended or upheld by an administrator, and what was said is only text`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ada") { staff async throws in
            let page = try await staff.get("/desk/admin/disputes")
            #expect(page.text.contains("that is &lt;me&gt;") && page.text.contains(FakeDisputes.entry.text))
            for decision in ["keep", "end"] {
                let answer = try await staff.post(
                    "/desk/admin/disputes", [("entry", FakeDisputes.entry.text), ("decision", decision)])
                #expect(answer.status == 303)
            }
        }
        let decided = desk.disputes.state.withLock { $0.decided }
        #expect(decided.map(\.ends) == [false, true] && decided.allSatisfy { $0.entry == FakeDisputes.entry })
    }

    @Test func `a switch is turned off with a reason, and on again`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ada") { staff async throws in
            let off = [("scope", "category:hate"), ("state", "off"), ("note", "a <wave> of it")]
            #expect(try await staff.post("/desk/admin/switches", off).status == 303)
            let page = try await staff.get("/desk/admin/switches").text
            #expect(page.contains("category:hate") && page.contains("a &lt;wave&gt; of it") && page.contains("adm"))
            let on = [("scope", "category:hate"), ("state", "on")]
            #expect(try await staff.post("/desk/admin/switches", on).status == 303)
            #expect(try await staff.get("/desk/admin/switches").text.contains("Nothing is switched off."))
            for scope in ["", "everything", "category:x", "tier:", "account:"] {
                #expect(
                    try await staff.post("/desk/admin/switches", [("scope", scope), ("state", "off")]).status == 404)
            }
        }
    }

    @Test func `the policy and the banks are shown, and an entry is switched off`() async throws {
        let desk = DeskHouse()
        let entry = BankEntry(
            id: BankEntryID(text: "bnk_1"), bank: .intimate, sha256: String(repeating: "a", count: 64),
            source: "ruling <x>", note: "", addedBy: "ann", addedAt: Made.now)
        desk.house.store.state.withLock { $0.banked = [entry] }
        try await desk.desk(as: "Ada") { staff async throws in
            let policy = try await staff.get("/desk/admin/policy").text
            #expect(policy.contains("default/1@abc") && policy.contains("rules: [&lt;none&gt;]"))
            let banks = try await staff.get("/desk/admin/banks?bank=intimate").text
            #expect(banks.contains("bnk_1") && banks.contains("ruling &lt;x&gt;") && !banks.contains("aaaa"))
            #expect(try await staff.get("/desk/admin/banks?after=nonsense").status == 404)
            #expect(try await staff.post("/desk/admin/banks", [("entry", "bnk_1"), ("state", "off")]).status == 303)
            #expect(try await staff.post("/desk/admin/banks", [("entry", "bnk_2"), ("state", "off")]).status == 404)
        }
        try await desk.desk(as: "Lee") { staff async throws in
            #expect(try await !staff.get("/desk/admin/banks").text.contains("Switch o"))
            #expect(try await staff.post("/desk/admin/banks", [("entry", "bnk_1"), ("state", "on")]).status == 403)
        }
    }
}

@Suite struct TimesTests {
    @Test(arguments: [
        (Int64(0), "1 Jan 1970, 00:00"), (951_782_400_000, "29 Feb 2000, 00:00"),
        (1_780_000_000_000, "28 May 2026, 20:26"),
        (-1, "31 Dec 1969, 23:59"), (4_102_444_799_999, "31 Dec 2099, 23:59"),
    ])
    func `a moment reads as a date`(milliseconds: Int64, text: String) {
        #expect(Times.text(Moment(milliseconds: milliseconds)) == text)
    }

    @Test func `a day and its field are the same both ways`() {
        for days in stride(from: Int64(0), to: 60_000, by: 17) {
            let moment = Moment(milliseconds: days * 86_400_000)
            #expect(Times.moment(day: Times.day(moment)) == moment)
        }
        for text in ["2026-02-29", "2026-13-01", "26-1-1", "x", "", "2026-00-10", "2026-04-31", "+026-01-01"] {
            #expect(Times.moment(day: text) == nil, "\(text)")
        }
    }

    @Test(arguments: [
        (Int64(0), "0 s"), (59, "59 s"), (60, "1 min"), (3_660, "1 h 1 min"), (3_600, "1 h"), (90_000, "1 d 1 h"),
        (86_460, "1 d"), (-5, "0 s"),
    ])
    func `a duration is told in its two largest units`(seconds: Int64, text: String) {
        #expect(Times.duration(seconds: seconds) == text)
    }

    @Test func `a segment of an address comes back as it was`() {
        for text in ["a", "a/b c", "ü%2F", "..", "a?b#c&d"] {
            let encoded = PathIdentifier.encoded(text)
            #expect(!encoded.contains("/") && !encoded.contains("?") && !encoded.contains("."))
            #expect(PercentText.decode(encoded) == text)
        }
    }
}
