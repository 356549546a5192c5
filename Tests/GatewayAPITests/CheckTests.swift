import HTTPTypes
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import DeskWeb
@testable import GatewayAPI
@testable import Screening

/// The public detector, as a browser and a program use it.
@Suite struct CheckTests {
    private func ask(
        _ client: House.Client, _ byte: UInt8, headers: HTTPFields = DeskHouse.ours
    ) async throws -> House.Answer {
        try await client.form("/check", [Part("photo", file: "x.png", [byte])], headers: headers)
    }

    @Test func `a page and JSON say the same, and nothing is kept`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            #expect(try await client.send(.get, "/check", key: nil).text.contains("action=\"/check\""))
            let page = try await ask(client, 3)
            #expect(page.status == 200 && page.text.contains("Not known here"))
            let json = try await ask(client, 3, headers: [.accept: "application/json"]).json
            #expect(json["origin"].text == "unknown" && json["mark"]["found"] == .bool(false))
            #expect(json["credentials"]["state"].text == "invalid")
            #expect(desk.house.store.state.withLock { $0.entries.isEmpty && $0.pictures.isEmpty })
        }
    }

    @Test func `a file that cannot be read, no file and a foreign page are answered plainly`() async throws {
        try await DeskHouse().open { client in
            let unreadable = try await ask(client, 2)
            #expect(unreadable.status == 400 && unreadable.text.contains("cannot be read"))
            let empty = try await client.form("/check", [Part("other", "x")], headers: DeskHouse.ours)
            #expect(empty.status == 400)
            let foreign: HTTPFields = [.origin: "https://elsewhere.example", .secFetchSite: "cross-site"]
            let elsewhere = try await ask(client, 3, headers: foreign)
            #expect(elsewhere.status == 403)
        }
    }

    @Test func `the picture behind a link is checked, and a link without one is told plainly`() async throws {
        var desk = DeskHouse()
        desk.house.fetcher.pictures = [
            "https://pictures.example/a.png": .success(Picture(bytes: [3])),
            "https://pictures.example/slow.png": .failure(.timedOut),
            "https://10.0.0.1/a.png": .failure(.addressNotPublic),
        ]
        try await desk.open { client in
            func ask(_ link: String, headers: HTTPFields = DeskHouse.ours) async throws -> House.Answer {
                try await client.form("/check", [Part("link", link)], headers: headers)
            }
            let found = try await ask("https://pictures.example/a.png")
            #expect(found.status == 200 && found.text.contains("Not known here"))
            let inside = try await ask("https://10.0.0.1/a.png", headers: [.accept: "application/json"])
            #expect(inside.status == 400 && inside.json["error"]["code"].text == "picture-address-not-public")
            let missing = try await ask("https://pictures.example/none.png")
            #expect(missing.status == 400 && missing.text.contains("No picture behind this link"))
            let slow = try await ask("https://pictures.example/slow.png")
            #expect(slow.status == 502)
            let both = try await client.form(
                "/check", [Part("photo", file: "x.png", [2]), Part("link", "https://pictures.example/a.png")],
                headers: DeskHouse.ours)
            #expect(both.status == 400 && both.text.contains("cannot be read"))
        }
    }

    @Test func `an address asks thirty times in ten minutes`() async throws {
        try await DeskHouse().open { client in
            var last = 0
            for _ in 0..<31 { last = try await ask(client, 3, headers: [.accept: "application/json"]).status }
            #expect(last == 429)
        }
    }
}
