import Foundation
import HTTPTypes
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import DeskWeb
@testable import GatewayAPI
@testable import Screening

/// The door for own photos, as a browser uses it.
@Suite struct ProtectTests {
    private static let hex = String(repeating: "0123456789abcdef", count: 4)

    private static func body(quality: Int = 90, owner: String = "null", pictures: Int = 1) -> String {
        let crop = #"{"part":"leftCut","pdq":"\#(String(hex.reversed()))","quality":60}"#
        let one = #"{"fingerprints":[{"part":"whole","pdq":"\#(hex)","quality":\#(quality)},\#(crop)]}"#
        let list = Array(repeating: one, count: pictures).joined(separator: ",")
        return #"{"pictures":[\#(list)],"owner":\#(owner)}"#
    }

    private static func dispute(_ quality: Int, _ words: String) -> String {
        let whole = #"{"part":"whole","pdq":"\#(hex)","quality":\#(quality)}"#
        return #"{"picture":{"fingerprints":[\#(whole)]},"words":\#(words)}"#
    }

    private func post(
        _ client: House.Client, _ path: String, _ body: String, headers: HTTPFields = DeskHouse.ours
    ) async throws -> House.Answer {
        try await client.send(.post, path, json: body, key: nil, headers: headers)
    }

    @Test func `photos are registered, looked up, renewed and withdrawn by their code`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let made = try await post(client, "/protect/entries", Self.body(owner: #""ada""#))
            let code = try #require(made.json["code"].text)
            #expect(made.status == 200 && made.json["pictures"].integer == 1)
            let entry = try #require(desk.house.store.state.withLock { $0.banked.first })
            #expect(entry.bank == .protected && entry.owner?.text == "ada" && entry.crops.count == 1)
            #expect(entry.signature == nil && entry.codeDigest != code && entry.expiresAt != nil)

            let typed = #"{"code":"\#(code.lowercased().replacing("-", with: " "))"}"#
            for path in ["status", "renew"] {
                let found = try await post(client, "/protect/\(path)", typed)
                #expect(found.status == 200 && found.json["pictures"].integer == 1 && found.json["code"].text == nil)
            }
            #expect(try await post(client, "/protect/withdraw", typed).json["withdrawn"].integer == 1)
            #expect(try await post(client, "/protect/status", typed).status == 404)
            #expect(desk.house.store.state.withLock { $0.banked.isEmpty })
        }
    }

    @Test func `what is flat, malformed or from another page is refused and nothing is kept`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let flat = try await post(client, "/protect/entries", Self.body(quality: 49))
            #expect(flat.status == 400 && flat.json["error"]["code"].text == "quality_too_low")
            let wrong = [
                "{}", #"{"pictures":[]}"#, #"{"pictures":[{"fingerprints":[]}]}"#, Self.body(owner: #""""#),
                Self.body(pictures: 21), Self.body().replacing("whole", with: "leftCut"),
                Self.body().replacing("abcdef", with: "ABCDEF"),
            ]
            for body in wrong {
                #expect(try await post(client, "/protect/entries", body).status == 400, "\(body.prefix(90))")
            }
            let foreign: HTTPFields = [.origin: "https://elsewhere.example", .secFetchSite: "cross-site"]
            #expect(try await post(client, "/protect/entries", Self.body(), headers: foreign).status == 403)
            #expect(try await post(client, "/protect/status", #"{"code":"AAAA"}"#).status == 400)
            #expect(desk.house.store.state.withLock { $0.banked.isEmpty })
        }
    }

    @Test func `a dispute is taken in with the same answer always, within bounds`() async throws {
        let desk = DeskHouse()
        try await desk.open { client in
            let answer = try await post(client, "/protect/dispute", Self.dispute(90, #""it is mine""#))
            #expect(answer.status == 200 && answer.text == #"{"received":true}"#)
            #expect(try await post(client, "/protect/dispute", Self.dispute(49, #""mine""#)).status == 400)
            for words in [#"" ""#, "null", "7"] {
                #expect(try await post(client, "/protect/dispute", Self.dispute(90, words)).status == 400)
            }
            let foreign: HTTPFields = [.origin: "https://elsewhere.example", .secFetchSite: "cross-site"]
            #expect(
                try await post(client, "/protect/dispute", Self.dispute(90, #""x""#), headers: foreign).status == 403)
            for _ in 0..<5 { _ = try await post(client, "/protect/dispute", "{}") }
            #expect(try await post(client, "/protect/dispute", Self.dispute(90, #""x""#)).status == 429)
        }
        let raised = desk.disputes.state.withLock { $0.raised }
        #expect(raised.map(\.words) == ["it is mine"] && raised.first?.hex == Self.hex)
    }

    @Test func `codes cannot be guessed at will`() async throws {
        try await DeskHouse().open { client in
            var statuses: [Int] = []
            for _ in 0..<31 {
                statuses.append(
                    try await post(client, "/protect/status", #"{"code":"AAAA-AAAA-AAAA-AAAA-AAAA"}"#).status)
            }
            #expect(statuses.dropLast().allSatisfy { $0 == 404 } && statuses.last == 429)
        }
    }

    @Test func `the page comes in the visitor's language, complete, with its files and a policy that lets them run`()
        async throws
    {
        try await DeskHouse().open { client in
            for (wanted, title) in [("nl-NL,en;q=0.5", "lang=\"nl\""), ("de", "lang=\"en\""), ("", "lang=\"en\"")] {
                let page = try await client.send(.get, "/protect", key: nil, headers: [.acceptLanguage: wanted])
                #expect(page.status == 200 && page.text.contains(title))
                #expect(!page.text.contains("{{"), "a word is missing in \(wanted)")
                #expect(page.header("content-security-policy")?.contains("worker-src 'self'") == true)
            }
            for name in ProtectPage.files.keys {
                #expect(try await client.send(.get, "/assets/protect/\(name)", key: nil).status == 200, "\(name)")
            }
            #expect(try await client.send(.get, "/assets/protect/none.js", key: nil).status == 404)
        }
    }
}
