import Casework
import HTTPTypes
import SafetyModel
import Testing
import WireJSON

@testable import Desk
@testable import GatewayAPI

@Suite struct DeskDoorTests {
    private func send(_ client: House.Client, _ path: String, _ json: String) async throws -> House.Answer {
        try await client.send(.post, "/admin/v1/" + path, json: json, key: House.adminKey)
    }

    @Test func `the platform registers where a picture stands, and is told what is wrong`() async throws {
        let house = House()
        try await house.open { client in
            let added = try await send(
                client, "assets",
                #"{"id":"post-1","url":"https://p.test/1","decision":"dec_1","account":"ann","language":"nl"}"#)
            #expect(added.status == 200 && added.json["recognised"] == .bool(true))
            let shown = try await client.send(.get, "/admin/v1/assets/post-1", key: House.adminKey)
            #expect(shown.json["account"].text == "ann" && shown.json["minor"] == .bool(false))
            for wrong in [
                #"{"url":"https://p.test/1"}"#, #"{"id":"x","language":"dutch"}"#, #"{"id":"x","picture":"y"}"#,
                #"{"id":"x","fingerprint":"0f"}"#, #"{"id":"x","posted_at":"yesterday"}"#,
            ] {
                #expect(try await send(client, "assets", wrong).status == 400, "\(wrong)")
            }
            #expect(try await send(client, "assets", #"{"id":"x","decision":"missing"}"#).status == 404)
            #expect(try await client.send(.get, "/admin/v1/assets/none", key: House.adminKey).status == 404)
            #expect(try await client.send(.get, "/admin/v1/assets/post-1", key: House.platformKey).status == 403)
        }
    }

    @Test func `an import takes what it can and names the rest`() async throws {
        let house = House()
        try await house.open { client in
            let answer = try await send(
                client, "assets/import",
                #"{"assets":[{"id":"a"},{"url":"https://p.test/2"},{"id":"b","decision":"missing"},{"id":"c"}]}"#)
            #expect(answer.json["registered"].integer == 2)
            #expect(answer.json["failed"].count == 2 && answer.json["failed"][0]["place"].integer == 1)
            #expect(try await send(client, "assets/import", #"{"assets":"all"}"#).status == 400)
        }
    }

    @Test func `a notice comes in by machine, with its secrets once`() async throws {
        let house = House()
        try await house.open { client in
            let body = #"""
                {"items":[{"url":"https://p.test/1"},{"fingerprints":[{"pdq":"\#(String(repeating: "0f", count: 32))",
                "quality":90}]}],"ground":"intimate-image","sender":"representative","explanation":"it is my sister",
                "bona_fide":true,"regimes":["us-take-it-down"],"flagger":"org-1","language":"nl"}
                """#
            let answer = try await send(client, "notices", body)
            #expect(answer.status == 200 && answer.headers[.cacheControl] == "no-store")
            let draft = try #require(house.notices.last)
            #expect(draft.things.count == 2 && draft.sender == .representative && draft.isBonaFide)
            #expect(draft.regimes == [.takeItDown] && draft.flagger?.text == "org-1" && draft.language == "nl")

            let code = try #require(answer.json["code"].text)
            let status = try await send(client, "notices/status", #"{"code":"\#(code)"}"#)
            #expect(
                status.json["items"][0]["outcome"].text == "hidden" && status.json["items"][0]["copies"].integer == 2)
            #expect(try await send(client, "notices/status", #"{"code":"no"}"#).status == 400)
            let other = CaseCode.mint().text
            #expect(try await send(client, "notices/status", #"{"code":"\#(other)"}"#).status == 404)
        }
    }

    @Test func `a notice that cannot be right is refused with the field`() async throws {
        let house = House()
        try await house.open { client in
            for (wrong, field) in [
                (#"{"ground":"intimate-image"}"#, "items"), (#"{"items":[{"url":"x"}],"ground":"bad"}"#, "ground"),
                (#"{"items":[{}],"ground":"hate"}"#, "items[0]"),
                (#"{"items":[{"url":"x"}],"ground":"hate","sender":"me"}"#, "sender"),
                (#"{"items":[{"url":"x"}],"ground":"hate","regimes":["mars"]}"#, "regimes"),
                (#"{"items":[{"base64":"AAEC"}],"ground":"child-abuse"}"#, "file-forbidden"),
            ] {
                let answer = try await send(client, "notices", wrong)
                #expect(answer.status == 400 && answer.json["error"]["param"].text == field, "\(wrong)")
            }
            #expect(try await client.send(.post, "/admin/v1/notices", json: "{}", key: nil).status == 401)
        }
    }
}
