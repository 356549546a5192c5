import Casework
import Desk
import HTTPTypes
import SafetyModel
import Synchronization
import Testing

@testable import DeskWeb

@Suite struct CasePageTests {
    @Test func `an order is entered with its elements, and what is wrong comes back with what was typed`() async throws
    {
        let desk = DeskHouse()
        try await desk.desk(as: "Lee") { staff async throws in
            let page = try await staff.get("/desk/orders")
            #expect(page.status == 200 && page.text.contains("name=\"preserve-until\""))
            let fields = [
                ("kind", "preserve"), ("authority", "police"), ("elements", "reasons"), ("elements", "authority"),
                ("accounts", "maker\r\nother"), ("territory", "nl"), ("words", "Keep it."),
            ]
            let wrong = try await staff.post("/desk/orders", fields + [("preserve-until", "2027-02-30")])
            #expect(wrong.status == 400 && wrong.text.contains("Keep it."))
            let entered = try await staff.post("/desk/orders", fields + [("preserve-until", "2027-02-28")])
            #expect(entered.status == 303 && entered.header("location") == "/desk/cases/case_entered")
            let order = try #require(desk.staff.file("case_entered")?.order?.order)
            #expect(order.kind == .preserve && order.elements == [.reasons, .authority])
            #expect(order.accounts.map(\.text).sorted() == ["maker", "other"] && order.territory == .countries(["nl"]))
        }
    }

    @Test func `a case stands on one screen, and what others wrote is only text`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            let page = try await staff.get("/desk/cases/case_wide")
            let text = page.text
            #expect(page.header("content-security-policy") == StaffPage.contentPolicy)
            for words in [
                "Intimate image without consent", "&lt;b&gt;I never agreed.&lt;/b&gt;", "TAKE IT DOWN Act (US)",
                "48 hours", "Copy of <code>wide-a</code>: same picture by its local signature",
                "Made from <code>wide-a</code>", "put &lt;script&gt;alert(1)&lt;/script&gt; the woman on a beach",
                "exposure: not read", "7 bits apart", "href=\"/desk/accounts/a%2Fb%20%22c%22\"", "Hidden",
                "data-copy=\"https://platform.example/p/wide-a?a=1&amp;b=&lt;2&gt;\"",
                "/items/wide%2Fd%20%3Ce%3E/picture", "The platform has not confirmed 1 change.",
            ] {
                #expect(text.contains(words), "\(words)")
            }
            for words in ["<script>", "<b>I", "style=", " onclick", "href=\"https://platform", "<img", "wide/d <e>"] {
                #expect(!text.contains(words), "\(words)")
            }
        }
    }

    @Test func `no picture is fetched before somebody asks, and each look is counted`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            _ = try await staff.get("/desk/cases/case_wide")
            #expect(desk.staff.state.withLock { $0.looks.isEmpty })
            for view in PictureView.allCases {
                let address = "/desk/cases/case_wide/items/wide%2Fd%20%3Ce%3E/picture?view=\(view.rawValue)"
                let answer = try await staff.get(address)
                #expect(answer.status == 200 && answer.header("content-type") == "image/png")
                #expect(
                    answer.header("cache-control") == "no-store" && answer.header("referrer-policy") == "no-referrer")
                #expect(answer.header("content-security-policy") == "default-src 'none'; sandbox")
                #expect(answer.header("x-content-type-options") == "nosniff")
            }
        }
        let looks = desk.staff.state.withLock { $0.looks }
        #expect(looks.map(\.view) == PictureView.allCases)
        #expect(Set(looks.map(\.item.text)) == ["wide/d <e>"])
    }

    @Test func `two keys open a picture in quarantine, and others are told that they do not`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            let address = "/desk/cases/case_wide/items/wide-a/quarantine"
            let keys = [("reviewers", "key-of-reviewers"), ("leads", " key-of-leads ")]
            let opened = try await staff.post(address, keys)
            #expect(opened.status == 303 && opened.header("location") == "/desk/cases/case_wide")
            let refused = try await staff.post(address, [("reviewers", "key-of-reviewers"), ("leads", "x")])
            #expect(refused.status == 403 && refused.text.contains("do not open it"))
            #expect(try await staff.post("/desk/cases/case_wide/items/none/quarantine", keys).status == 404)
        }
    }

    @Test func `many looks in an hour advise a break`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            #expect(try await !staff.get("/desk/cases/case_wide").text.contains("Take a break"))
            for _ in 0..<40 {
                _ = try await staff.get("/desk/cases/case_wide/items/wide-a/picture?view=grey")
            }
            #expect(try await staff.get("/desk/cases/case_wide").text.contains("Take a break"))
        }
    }

    @Test func `an auditor reads everything and is offered nothing`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Audrey") { staff async throws in
            for name in ["wide", "young", "danger", "order", "complained", "proposed"] {
                let text = try await staff.get("/desk/cases/case_\(name)").text
                #expect(!text.contains("action=\"/desk/cases/"), "\(name)")
                #expect(!text.contains("data-picture"), "\(name)")
                #expect(!text.contains("action=\"/desk/next\""))
            }
        }
    }

    @Test func `only who may see a picture is offered one`() async throws {
        let desk = DeskHouse()
        let shown = try await desk.desk(as: "Kim") { try await $0.get("/desk/cases/case_young").text }
        #expect(shown.contains("data-picture=\"/desk/cases/case_young/items/young-a/picture\""))
        let hidden = try await desk.desk(as: "Audrey") { try await $0.get("/desk/cases/case_young").text }
        #expect(!hidden.contains("data-picture") && hidden.contains("This picture is not shown to you."))
    }

    @Test func `a ruling takes the usual ground of its reason unless told otherwise`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            let path = "/desk/cases/case_wide"
            #expect(try await staff.post("\(path)/claim").status == 303)
            let answer = try await staff.post(
                "\(path)/rule",
                [
                    ("items", "wide-a"), ("items", "wide-c"), ("reason", "undressed"), ("woman", "yes"),
                    ("strikes", "maker"), ("bank", "yes"), ("territory", "NL, de"), ("note", "plain\r\nto see"),
                ])
            #expect(answer.status == 303 && answer.header("location") == "\(path)?said=rule")
            #expect(try await staff.get("\(path)?said=rule").text.contains("Ruled."))
            #expect(try await !staff.get("\(path)?said=%3Cscript%3E").text.contains("<script>"))
        }
        let form = try #require(desk.staff.file("case_wide")?.rulings.values.first?.ruling.form)
        #expect(form.reason == .undressed && form.clause == "undress" && form.citing == nil)
        #expect(form.category == .undress && form.subjectIsWoman == true && form.bank)
        #expect(form.territory == .countries(["nl", "de"]) && form.strikes == [AccountID(text: "maker")])
        #expect(form.items == Set(["wide-a", "wide-b", "wide-c"].map { ItemID(text: $0) }))
        let note = try #require(form.note)
        #expect(desk.staff.state.withLock { $0.words[note] } == "plain\nto see")
    }

    @Test func `a cited law, another clause and another category are taken as they are typed`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            for name in ["wide", "terms"] {
                #expect(try await staff.post("/desk/cases/case_\(name)/claim").status == 303)
            }
            let law = [
                ("items", "wide-a"), ("reason", "revealing-edit"), ("ground", "law"), ("jurisdiction", "NL"),
                ("citation", "Wetboek van Strafrecht, art. 254ba"), ("category", "undress"), ("measure", "label"),
            ]
            #expect(try await staff.post("/desk/cases/case_wide/rule", law).status == 303)
            let clause = [("items", "terms-a"), ("reason", "other-breach"), ("ground", "clause"), ("clause", "7b")]
            #expect(try await staff.post("/desk/cases/case_terms/rule", clause).status == 303)
        }
        let first = try #require(desk.staff.file("case_wide")?.rulings.values.first?.ruling.form)
        #expect(first.citing == LegalGround(jurisdiction: "nl", citation: "Wetboek van Strafrecht, art. 254ba"))
        #expect(first.clause == nil && first.category == .undress && first.measure == .label)
        let second = try #require(desk.staff.file("case_terms")?.rulings.values.first?.ruling.form)
        #expect(second.clause == "7b" && second.category == .illegal)
    }

    @Test func `a reason without breach needs no ground and gives the picture back`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            _ = try await staff.post("/desk/cases/case_wide/claim")
            let fields = [("items", "wide-a"), ("reason", "consent-shown"), ("ground", "usual")]
            #expect(try await staff.post("/desk/cases/case_wide/rule", fields).status == 303)
        }
        #expect(desk.staff.file("case_wide")?.items[ItemID(text: "wide-a")]?.visibility == .visible)
    }

    @Test func `what is not carried out says why, and keeps what was typed`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            let path = "/desk/cases/case_wide/rule"
            let fields = [("items", "wide-c"), ("reason", "hate"), ("note", "my <words>"), ("territory", "nl")]
            let unclaimed = try await staff.post(path, fields)
            #expect(unclaimed.status == 409 && unclaimed.text.contains("Claim the case first"))
            #expect(unclaimed.text.contains("my &lt;words&gt;") && unclaimed.text.contains("value=\"nl\""))
            #expect(unclaimed.text.contains("value=\"hate\" required checked>"))
            #expect(unclaimed.text.contains("value=\"wide-c\" form=\"rule\" checked"))
            #expect(unclaimed.text.contains("value=\"wide-a\" form=\"rule\" aria-label"))
            _ = try await staff.post("/desk/cases/case_wide/claim")
            for (fields, status, words) in [
                ([("items", "wide-a")], 400, "Choose a reason."),
                ([("reason", "hate")], 409, "Choose at least one item."),
                (
                    [("items", "wide-a"), ("reason", "no-breach"), ("bank", "yes")], 409,
                    "need a reason that is a breach"
                ),
                ([("items", "wide-a"), ("reason", "hate"), ("ground", "law"), ("citation", "x")], 409, "the law"),
                ([("items", "wide-a"), ("reason", "hate"), ("ground", "clause")], 409, "Say on which law"),
                ([("items", "wide-a"), ("reason", "hate"), ("territory", "Holland")], 409, "the territory"),
                ([("items", "wide-a"), ("reason", "hate"), ("category", "minor-sexual")], 409, "its own category"),
                ([("items", "wide-a"), ("reason", "hate"), ("strikes", "nobody")], 409, "must own one"),
                ([("items", "nothing"), ("reason", "hate")], 409, "Item nothing is not in this case."),
            ] {
                let answer = try await staff.post(path, fields)
                #expect(answer.status == status && answer.text.contains(words), "\(fields)")
                #expect(answer.text.contains("role=\"alert\""))
            }
        }
        #expect(desk.staff.file("case_wide")?.rulings.isEmpty == true)
    }

    @Test func `a second person confirms what the first has proposed, and the first cannot`() async throws {
        let desk = DeskHouse()
        try desk.staff.openSamples()
        let proposal = try #require(desk.staff.file("case_proposed")?.proposals.values.first?.proposal)
        try await desk.desk(as: "Ria") { staff async throws in
            let page = try await staff.get("/desk/cases/case_proposed").text
            #expect(page.contains("Waits for a second person: a ruling") && page.contains("it is about a child"))
            #expect(page.contains("data-key=\"confirm\"") && page.contains("data-key=\"reject\""))
            let answer = try await staff.post(
                "/desk/cases/case_proposed/confirm", [("proposal", proposal.id.text)])
            #expect(answer.status == 303)
            #expect(
                try await staff.post("/desk/cases/case_proposed/confirm", [("proposal", proposal.id.text)]).status
                    == 409)
        }
        let ruling = try #require(desk.staff.file("case_proposed")?.rulings.values.first)
        #expect(ruling.status == .effective && ruling.second == StaffID(text: "rev"))
    }

    @Test func `a complaint is decided by another person, with a ruling in place of the first`() async throws {
        let desk = DeskHouse()
        try desk.staff.openSamples()
        let complaint = try #require(desk.staff.file("case_complained")?.complaints.values.first?.complaint)
        try await desk.desk(as: "Rob") { staff async throws in
            let path = "/desk/cases/case_complained"
            _ = try await staff.post("\(path)/claim")
            #expect(try await staff.get(path).text.contains("Put this ruling in its place"))
            let wrong = try await staff.post(
                "\(path)/decide-complaint",
                [("complaint", complaint.id.text), ("result", "partly-reversed"), ("complaint-reason", "wrong-ground")])
            #expect(wrong.status == 409 && wrong.text.contains("a reversal in part needs a ruling in its place"))
            let answer = try await staff.post(
                "\(path)/decide-complaint",
                [
                    ("complaint", complaint.id.text), ("result", "partly-reversed"),
                    ("complaint-reason", "wrong-ground"), ("replace", "yes"), ("items", "complained-a"),
                    ("reason", "revealing-edit"), ("note", "a bikini, no more"),
                ])
            #expect(answer.status == 303)
            #expect(try await staff.get(path).text.contains("Reversed in part"))
        }
        let file = try #require(desk.staff.file("case_complained"))
        #expect(file.rulings.values.contains { $0.ruling.form.reason == .revealingEdit && $0.status == .effective })
        #expect(file.complaints[complaint.id]?.outcome?.by == StaffID(text: "rob"))
    }

    @Test func `an order is completed, its sender vouched for, and effect given`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Lee") { staff async throws in
            let path = "/desk/cases/case_order"
            #expect(try await staff.get(path).text.contains("whom to report to"))
            _ = try await staff.post("\(path)/claim")
            for (command, fields) in [
                ("complete-order", [("elements", "report-to")]), ("confirm-sender", []),
                ("give-effect", [("given", "full"), ("items", "order-a")]),
            ] {
                let answer = try await staff.post("\(path)/\(command)", fields)
                #expect(answer.status == 303, "\(command): \(answer.text.prefix(0))")
            }
            #expect(try await staff.get(path).text.contains("Removed"))
        }
        #expect(desk.staff.file("case_order")?.order?.effect?.given == .full)
    }

    @Test func `danger is reported by one person and reviewed by another`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            let path = "/desk/cases/case_danger"
            #expect(try await staff.get("/desk").text.contains("Danger to life"))
            _ = try await staff.post("\(path)/report-danger", [("words", "He named a time and a place.")])
            let page = try await staff.get(path).text
            #expect(page.contains("Reports to authorities") && page.contains("He named a time and a place."))
            #expect(!page.contains("I have reviewed it"))
        }
        let report = try #require(desk.staff.file("case_danger")?.reports.values.first?.report)
        try await desk.desk(as: "Rob") { staff async throws in
            #expect(try await staff.get("/desk/cases/case_danger").text.contains("I have reviewed it"))
            let answer = try await staff.post("/desk/cases/case_danger/review-report", [("report", report.id.text)])
            #expect(answer.status == 303)
        }
        #expect(desk.staff.file("case_danger")?.reports[report.id]?.reviewedBy == StaffID(text: "rob"))
    }

    @Test func `undo, notes, hiding and showing work from the page`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            let path = "/desk/cases/case_terms"
            _ = try await staff.post("\(path)/claim")
            #expect(try await staff.post("\(path)/hide", [("items", "terms-a")]).status == 303)
            #expect(desk.staff.file("case_terms")?.items[ItemID(text: "terms-a")]?.visibility == .hidden)
            #expect(try await staff.post("\(path)/show", [("items", "terms-a")]).status == 303)
            #expect(try await staff.post("\(path)/note", [("words", "Seen twice <before>")]).status == 303)
            #expect(try await staff.get(path).text.contains("Seen twice &lt;before&gt;"))
            #expect(try await staff.post("\(path)/note", [("words", "  ")]).status == 400)
            _ = try await staff.post("\(path)/rule", [("items", "terms-a"), ("reason", "adult-content")])
            let ruling = try #require(desk.staff.file("case_terms")?.rulings.keys.first)
            #expect(try await staff.get(path).text.contains("data-key=\"undo\""))
            #expect(try await staff.post("\(path)/undo", [("ruling", ruling.text)]).status == 303)
            #expect(desk.staff.file("case_terms")?.rulings[ruling]?.status == .reversed)
            #expect(try await staff.post("\(path)/undo", [("ruling", ruling.text)]).status == 409)
        }
    }

    @Test func `a store that is down is told, and nothing is lost`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            desk.staff.state.withLock { $0.isDown = true }
            for path in ["/desk", "/desk/cases/case_wide", "/desk/forecast", "/desk/search?q=x"] {
                #expect(try await staff.get(path).status == 503, "\(path)")
            }
            #expect(try await staff.post("/desk/cases/case_wide/claim").status == 503)
        }
    }
}
