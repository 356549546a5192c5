import Casework
import Desk
import Foundation
import HTTPTypes
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import DeskWeb
@testable import GatewayAPI

/// The doors behind a code and behind a statement's secret.
@Suite struct StatusTests {
    private static let code = ["code": FakeDesk.code.text]

    private static func post(
        _ client: House.Client, _ path: String, _ fields: [String: String], language: String = "en",
        headers: HTTPFields = NoticeTests.ours
    ) async throws -> House.Answer {
        try await NoticeTests.post(client, fields, path: "\(path)?lang=\(language)", headers: headers)
    }

    @Test func `a code shows deadlines and what was done, and never stands in an address`() async throws {
        try await DeskHouse().open { client in
            let page = try await client.send(.get, "/notice/status?lang=en", key: nil)
            #expect(page.status == 200 && page.text.contains("method=\"post\" action=\"/notice/status?lang=en\""))
            // As somebody may type it.
            let typed = FakeDesk.code.text.uppercased().replacing("-", with: " ").replacing("0", with: "O")
            let found = try await Self.post(client, "/notice/status", ["code": typed])
            #expect(found.status == 200 && found.text.contains(FakeDesk.notice.text))
            #expect(found.text.contains("https://pictures.example/1?a=&lt;b&gt;") && !found.text.contains("<b>"))
            #expect(found.text.contains("24 h 0 min left") && found.text.contains("hidden until a person has decided"))
            #expect(found.text.contains("Copies: 2, removed") && found.text.contains("Picture 2"))
            #expect(!found.text.contains("<img") && !found.text.contains("href=\"https://pictures"))
            for piece in found.text.components(separatedBy: "action=\"").dropFirst() {
                #expect(!piece.prefix { $0 != "\"" }.contains(FakeDesk.code.text))
            }
            #expect(found.header("referrer-policy") == "no-referrer" && found.header("cache-control") == "no-store")
        }
    }

    @Test func `a code that is none, unknown, or tried too often opens nothing`() async throws {
        try await DeskHouse().open { client in
            let none = try await Self.post(client, "/notice/status", ["code": "0123"])
            #expect(none.status == 400 && none.text.contains("href=\"#code\""))
            let unknown = try await Self.post(client, "/notice/status", ["code": FakeDesk.recovery.text])
            #expect(unknown.status == 404 && !unknown.text.contains(FakeDesk.notice.text))
            #expect(try await Self.post(client, "/notice/status", [:]).status == 400)
            for _ in 3..<60 { _ = try await Self.post(client, "/notice/status", ["code": "1"]) }
            let late = try await Self.post(client, "/notice/status", Self.code)
            #expect(late.status == 429 && late.header("retry-after") == "900")
            let deed = try await Self.post(client, "/notice/status/withdraw", Self.code)
            #expect(deed.status == 429)
        }
    }

    @Test func `words and what the laws ask for are added`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let page = try await Self.post(client, "/notice/status", Self.code)
            #expect(
                page.text.contains("name=\"element-identity\"") && !page.text.contains("name=\"element-signature\""))
            let fields = Self.code.merging(["words": "My name is Ada.", "element-identity": "on"]) { $1 }
            let added = try await Self.post(client, "/notice/status/add", fields)
            #expect(added.status == 200 && added.text.contains("Your words were added."))
            #expect(try await Self.post(client, "/notice/status/add", Self.code).status == 400)
            let long = Self.code.merging(["words": String(repeating: "a", count: 10_001)]) { $1 }
            #expect(try await Self.post(client, "/notice/status/add", long).status == 400)
        }
        let added = desk.notices.memory.state.withLock { $0.added }
        #expect(added.count == 1 && added[0].words == "My name is Ada." && added[0].elements == [.identity])
    }

    @Test func `a notice is taken back, its file erased, and its page says so`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let erased = try await Self.post(client, "/notice/status/erase", Self.code)
            #expect(erased.status == 200 && erased.text.contains("Your file was erased."))
            #expect(!erased.text.contains("/notice/status/erase"))
            let withdrawn = try await Self.post(client, "/notice/status/withdraw", Self.code)
            #expect(withdrawn.status == 200 && withdrawn.text.contains("You have taken this report back"))
            #expect(
                !withdrawn.text.contains("/notice/status/withdraw") && !withdrawn.text.contains("/notice/status/add"))
            #expect(try await Self.post(client, "/notice/status/burn", Self.code).status == 404)
            #expect(
                try await Self.post(client, "/notice/status/withdraw", Self.code, headers: [.origin: "null"]).status
                    == 403)
        }
        #expect(desk.notices.memory.state.withLock { $0.deeds } == ["erase", "withdraw"])
    }

    @Test func `a complaint can be made while its window is open`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let early = try await Self.post(client, "/notice/status", Self.code)
            #expect(!early.text.contains("/notice/status/complain"))
            desk.notices.memory.state.withLock {
                $0.status.complaintsUntil = Made.now.adding(seconds: 184 * 86_400)
                $0.status.answer = ["A person looked at what you reported.", "It <i>stays</i>."]
                $0.status.language = "ar"
            }
            let page = try await Self.post(client, "/notice/status", Self.code)
            #expect(page.text.contains("/notice/status/complain") && page.text.contains("It &lt;i&gt;stays"))
            #expect(page.text.contains("<div class=\"said\" lang=\"ar\" dir=\"rtl\">"))
            let fields = Self.code.merging(["words": "You are wrong."]) { $1 }
            #expect(try await Self.post(client, "/notice/status/complain", fields).status == 200)
            for (error, told) in [
                (CaseworkError.alreadyComplained, "You have complained about this already."),
                (.complaintWindowOver, "The time to complain is over."), (.tooEarly, "It is too early for that"),
                (.notOpen, "That is not possible as things stand now."),
            ] {
                desk.notices.memory.state.withLock { $0.deedError = .refused(error) }
                let answer = try await Self.post(client, "/notice/status/complain", fields)
                #expect(answer.status == 409 && answer.text.contains(told))
                #expect(answer.text.contains(FakeDesk.notice.text), "the page is still there")
            }
        }
        #expect(desk.notices.memory.state.withLock { $0.complaints } == ["You are wrong."])
    }

    @Test func `the second secret makes a new code`() async throws {
        try await DeskHouse().open { client in
            let made = try await Self.post(client, "/notice/recover", ["recovery": FakeDesk.recovery.text])
            #expect(made.status == 200 && made.text.contains(FakeDesk.newCode.text))
            let wrong = try await Self.post(client, "/notice/recover", ["recovery": FakeDesk.code.text])
            #expect(wrong.status == 404 && wrong.text.contains("<details class=\"boxed\" open>"))
            for _ in 2..<10 { _ = try await Self.post(client, "/notice/recover", ["recovery": "1"]) }
            #expect(try await Self.post(client, "/notice/recover", ["recovery": FakeDesk.recovery.text]).status == 429)
        }
    }

    @Test func `the record for the police holds no secret and no picture`() async throws {
        try await DeskHouse().open { client in
            let page = try await Self.post(client, "/notice/record", Self.code.merging(["as": "page"]) { $1 })
            #expect(page.status == 200 && page.text.contains("Record of report \(FakeDesk.notice.text)"))
            #expect(!page.text.contains(FakeDesk.code.text))
            let file = try await Self.post(client, "/notice/record", Self.code.merging(["as": "json"]) { $1 })
            #expect(file.status == 200 && file.header("content-type") == "application/json")
            #expect(file.header("content-disposition") == "attachment; filename=\"\(FakeDesk.notice.text).json\"")
            #expect(file.json["notice"].text == FakeDesk.notice.text && file.json["pictures"].count == 2)
            #expect(file.json["pictures"][0]["copies"]["removed"].integer == 2)
            #expect(file.json["pictures"][0]["link"].text == "https://pictures.example/1?a=<b>")
            #expect(file.json["steps"][1]["kind"].text == "hidden")
            #expect(file.json["deadlines"][0]["name"].text == "decision")
            #expect(!file.text.contains(FakeDesk.code.text))
            #expect(try await Self.post(client, "/notice/record", ["code": FakeDesk.recovery.text]).status == 404)
        }
    }

    @Test func `a statement opens by its secret alone, and can be complained about`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let entry = try await client.send(.get, "/statement?lang=en", key: nil)
            #expect(entry.status == 200 && entry.text.contains("/assets/notice/notice-secret.js"))
            let secret = ["secret": FakeDesk.secret]
            let found = try await Self.post(client, "/statement", secret)
            #expect(found.status == 200 && found.text.contains("<div class=\"said\" lang=\"nl\" dir=\"ltr\">"))
            #expect(found.text.contains("&lt;b&gt;") && !found.text.contains("?secret"))
            #expect(!found.text.contains("notice-secret.js"), "a reload must not post again")
            for wrong in ["", "x", String(repeating: "a", count: 201)] {
                let answer = try await Self.post(client, "/statement", ["secret": wrong])
                #expect(answer.status == (wrong == "x" ? 404 : 400) && answer.text.contains("href=\"#secret\""))
            }
            let words = secret.merging(["words": "It was art."]) { $1 }
            let told = try await Self.post(client, "/statement/complain", words)
            #expect(told.status == 200 && told.text.contains("Your complaint has arrived."))
            #expect(try await Self.post(client, "/statement/complain", secret).status == 400)
            desk.notices.memory.state.withLock { $0.view.complaintsUntil = nil }
            let late = try await Self.post(client, "/statement", secret)
            #expect(!late.text.contains("/statement/complain"))
        }
        #expect(desk.notices.memory.state.withLock { $0.complaints } == ["It was art."])
    }

    @Test func `a decision is questioned by its number, and the old address leads there`() async throws {
        let number = "dec_01abcdefghjkmnpqrstvwxyz12"
        let desk = DeskHouse()
        try await desk.open { client in
            let old = try await client.send(.get, "/complain/\(number)", key: nil)
            #expect(old.status == 308 && old.header("location") == "/complaint/\(number)")
            #expect(try await client.send(.get, "/complain/x", key: nil).status == 404)
            #expect(desk.house.settings.complainAddress(number) == "https://gate.example/complaint/\(number)")
            let page = try await client.send(.get, "/complaint/\(number)?lang=en", key: nil)
            #expect(page.status == 200 && page.text.contains(number))
            let done = try await Self.post(client, "/complaint/\(number)", ["words": "A lighthouse & nothing else."])
            #expect(
                done.status == 200 && done.text.contains("A person will look at it") && done.text.contains("14 days"))
            #expect(try await Self.post(client, "/complaint/\(number)", ["words": " "]).status == 400)
            #expect(try await Self.post(client, "/complaint/dec_1", ["words": "x"]).status == 404)
            desk.notices.memory.state.withLock { $0.error = .unknown }
            let unknown = try await Self.post(client, "/complaint/\(number)", ["words": "x"])
            #expect(unknown.status == 404 && unknown.text.contains("We do not know a decision with this number"))
        }
        let contested = desk.notices.memory.state.withLock { $0.contested }
        #expect(contested.count == 1 && contested[0].decision.text == number)
        #expect(contested[0].words == "A lighthouse & nothing else.")
    }
}
