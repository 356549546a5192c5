import Casework
import Desk
import Foundation
import GatewayAPI
import HTTPTypes
import HummingbirdTesting
import SafetyModel
import Synchronization
import Testing

@testable import DeskWeb

@Suite struct QueuePageTests {
    @Test func `the queue is in the order of work, and words say what colour says`() async throws {
        let desk = DeskHouse()
        let text = try await desk.desk(as: "Lee") { try await $0.get("/desk").text }
        let rows = text.components(separatedBy: "data-row=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        let expected = desk.staff.state.withLock { state in
            state.docket.queue(at: state.now).map(\.caseID.text)
        }
        #expect(Set(rows).isSubset(of: expected) && rows == expected.filter(rows.contains) && rows.count >= 7)
        #expect(rows.first == "case_danger")
        #expect(text.contains("▲") && text.contains(" over</span>") && text.contains("overdue</span>"))
        #expect(text.contains("Intimate <span>") && text.contains("Child safety <span>1</span>"))
    }

    @Test func `a desk, and everything that waits`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            let orders = try await staff.get("/desk?route=orders").text
            #expect(orders.contains("case_order") && !orders.contains("case_wide"))
            #expect(orders.contains("href=\"/desk?route=orders\" aria-current=\"page\""))
            #expect(try await staff.get("/desk?route=nonsense&page=-3").status == 200)
            let entry = try #require(desk.staff.file("case_wide").map { QueueEntry($0, desk.staff.settings) })
            #expect(entry.isOpen(to: StaffID(text: "rev"), .reviewer, at: entry.openedAt))
            let mine = try await staff.get("/desk").text
            let all = try await staff.get("/desk?all=1").text
            #expect(mine.contains("Show all") && all.contains("Only what I may take"))
        }
    }

    @Test func `the next case is claimed and opened, and never the one that is open`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            let first = try await staff.post("/desk/next")
            #expect(first.status == 303 && first.header("location") == "/desk/cases/case_danger")
            #expect(desk.staff.file("case_danger")?.claim?.by == StaffID(text: "rev"))
            // A case that one holds and has left waits until nothing else does.
            let second = try #require(try await staff.post("/desk/next").header("location"))
            #expect(second != first.header("location"))
            let third = try await staff.post("/desk/next", [("after", String(second.split(separator: "/")[2]))])
            #expect(third.header("location") != second && third.header("location") != first.header("location"))
            let page = try await staff.get("/desk/cases/case_danger").text
            #expect(page.contains("name=\"after\" value=\"case_danger\"") && page.contains("Yours until"))
        }
        try await desk.desk(as: "Rob") { staff async throws in
            #expect(try await staff.post("/desk/next").header("location") != "/desk/cases/case_danger")
            let list = try await staff.get("/desk?all=1").text
            #expect(list.contains("<td>rev</td>"))
        }
    }

    @Test func `when nothing waits the queue says so`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria", samples: false) { staff async throws in
            #expect(try await staff.get("/desk").text.contains("Nothing waits here."))
            let next = try await staff.post("/desk/next")
            #expect(next.status == 303 && next.header("location") == "/desk?said=empty")
            #expect(try await staff.get("/desk?said=empty").text.contains("Nothing waits that you may take."))
        }
    }

    @Test func `a long queue has pages`() async throws {
        let desk = DeskHouse()
        for number in 0..<120 { try desk.staff.open("many\(number)", ground: .terms) }
        try await desk.desk(as: "Ria", samples: false) { staff async throws in
            let first = try await staff.get("/desk").text
            #expect(first.contains("Page 1 of 3") && first.contains("href=\"/desk?page=2\""))
            let last = try await staff.get("/desk?page=3").text
            #expect(last.components(separatedBy: "data-row=").count - 1 == 20)
        }
    }

    @Test func `a search finds by number and by account, and only what one may read`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Ria") { staff async throws in
            #expect(try await staff.get("/desk/search?q=wide-a").text.contains("case_wide"))
            let account = try await staff.get("/desk/search?q=%20maker%20").text
            #expect(account.contains("case_wide") && !account.contains("case_young"))
            let none = try await staff.get("/desk/search?q=%3Cb%3E")
            #expect(none.status == 200 && none.text.contains("&lt;b&gt;") && !none.text.contains("<b>"))
            #expect(try await staff.get("/desk/search?q=\(String(repeating: "a", count: 201))").status == 400)
            #expect(try await staff.get("/desk/search").status == 200)
        }
    }

    @Test func `an account shows its strikes and cases`() async throws {
        let desk = DeskHouse()
        try await desk.desk(as: "Lee") { staff async throws in
            let page = try await staff.get("/desk/accounts/maker").text
            #expect(
                page.contains("Strike of weight 3") && page.contains("3 points") && page.contains("case_complained"))
        }
    }

    @Test func `the forecast is in numbers of hours and people`() async throws {
        let desk = DeskHouse()
        let text = try await desk.desk(as: "Lee") { try await $0.get("/desk/forecast").text }
        #expect(text.contains("<strong>7.0 h</strong>") && text.contains("<strong>2 people</strong>"))
        #expect(text.contains("<strong>41.3</strong>") && text.contains("<strong>17.5</strong>"))
    }

    @Test func `changes are told by number, to a bounded number of listeners`() async throws {
        let desk = DeskHouse()
        let events = DeskEvents(staff: desk.staff)
        for _ in 0..<512 { #expect(events.listeners.take()) }
        #expect(!events.listeners.take())
        try await desk.application().test(.live) { client async throws in
            let port = try #require(client.port)
            let session = try #require(desk.register.start("Ria"))
            try desk.staff.openSamples()
            let connection = try await RawClient.connect(port: port)
            let cookie = "__Host-vangrail-desk=\(session.secret)"
            let staff = desk.staff
            let heard = Task {
                try await connection.exchange(
                    "GET /desk/events HTTP/1.1\r\nHost: localhost\r\nCookie: \(cookie)\r\nConnection: close\r\n\r\n")
            }
            while staff.state.withLock({ $0.listeners.isEmpty }) { await Task.yield() }
            _ = try await staff.perform(
                .claim, on: CaseID(text: "case_wide"), by: Member(id: StaffID(text: "rob"), role: .reviewer))
            staff.state.withLock { for listener in $0.listeners { listener.finish() } }
            let answer = try await heard.value
            #expect(answer.contains("text/event-stream") && answer.contains("data: case_wide\n\n"))
            #expect(!answer.contains("Ria") && !answer.contains("rob"))
        }
    }
}
