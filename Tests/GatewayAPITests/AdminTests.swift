import HTTPTypes
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import GatewayAPI
@testable import Screening

@Suite struct AdminTests {
    func send(
        _ client: House.Client, _ method: HTTPRequest.Method, _ path: String, _ json: String? = nil,
        headers: HTTPFields = [.staff: "kim"]
    ) async throws -> House.Answer {
        try await client.send(method, "/admin/v1/" + path, json: json, key: House.adminKey, headers: headers)
    }

    @Test func `switches go off and on, by name, with who and why`() async throws {
        let house = House()
        try await house.open { client in
            #expect(try await send(client, .get, "switches").json == ["switches": []])
            #expect(try await send(client, .get, "switches/generation").json["state"].text == "on")
            let off = try await send(client, .put, "switches/category:hate", #"{"note":"too many"}"#)
            #expect(off.json["state"].text == "off" && off.json["by"].text == "kim")
            #expect(off.json["note"].text == "too many")
            #expect(try await send(client, .put, "switches/tier%3Afree", headers: [:]).json["by"].text == "admin")
            #expect(try await send(client, .get, "switches").json["switches"].count == 2)
            #expect(try await send(client, .delete, "switches/category:hate").json["state"].text == "on")
            #expect(try await send(client, .get, "switches").json["switches"].count == 1)
            for wrong in ["everything", "tier:", "category:nothing"] {
                #expect(try await send(client, .put, "switches/\(wrong)").status == 400)
            }
            #expect(try await send(client, .put, "switches/generation", #"{"reason":"x"}"#).status == 400)
        }
    }

    @Test func `a bank takes an entry, finds it again, and says what is wrong with another`() async throws {
        let house = House()
        let hex = String(repeating: "0f", count: 32)
        try await house.open { client in
            let added = try await send(
                client, .post, "banks/intimate/entries", #"{"fingerprint":"\#(hex)","source":"ruling 7"}"#)
            #expect(added.json["bank"].text == "intimate" && added.json["added_by"].text == "kim")
            for wrong in [
                #"{"fingerprint":"0f","source":"x"}"#, #"{"source":"x"}"#,
                #"{"fingerprint":"\#(hex)","quality":49}"#, #"{"sha256":"abc"}"#, #"{"picture":"x"}"#,
            ] {
                #expect(try await send(client, .post, "banks/intimate/entries", wrong).status == 400, "\(wrong)")
            }
            #expect(try await send(client, .post, "banks/none/entries", "{}").status == 400)
            #expect(try await client.send(.get, "/admin/v1/banks/intimate/entries", key: nil).status == 401)
        }
    }

    @Test func `an account changes in what is named and in nothing else`() async throws {
        let house = House()
        try await house.open { client in
            let fresh = try await send(client, .get, "accounts/ann%20b")
            #expect(fresh.json["id"].text == "ann b" && fresh.json["standing"].text == "good")
            let first = try await send(
                client, .put, "accounts/ann", #"{"standing":"paused","tier":"gold","strangers_may_edit":true}"#)
            #expect(first.json["tier"].text == "gold" && first.json["may_generate"] == true)
            let second = try await send(client, .put, "accounts/ann", #"{"tier":null,"may_edit_people":false}"#)
            #expect(second.json["tier"] == .null && second.json["standing"].text == "paused")
            #expect(second.json["strangers_may_edit"] == true && second.json["may_edit_people"] == false)
            #expect(try await send(client, .get, "accounts/ann").json == second.json)
            for wrong in [#"{"standing":"evil"}"#, #"{"rank":1}"#, #"{"adult_mode":"yes"}"#, #"{"id":"bob"}"#, "[]"] {
                #expect(try await send(client, .put, "accounts/ann", wrong).status == 400, "\(wrong)")
            }
        }
    }

    @Test func `a person sees cases, their pictures only when asked for, and closes them once`() async throws {
        let house = DoorTests.house(.waiting)
        try await house.open { client in
            #expect(try await send(client, .get, "cases?state=waiting").json["cases"].count == 1)
            #expect(try await send(client, .get, "cases?state=refused").json["cases"].count == 0)
            #expect(try await send(client, .get, "cases?state=lost").status == 400)
            let plain = try await send(client, .get, "cases/case_1")
            #expect(plain.json["prompt"].text == "a lighthouse")
            #expect(plain.json["pictures"][0]["base64"] == .null && plain.json["pictures"][0]["bytes"].integer == 2)
            let full = try await send(client, .get, "cases/case_1?pictures=include")
            #expect(full.json["pictures"][0]["base64"].text == "BQY=")
            #expect(try await send(client, .get, "cases/case_2").status == 404)
            #expect(try await send(client, .post, "cases/case_1/close", #"{"state":"waiting"}"#).status == 400)
            let closed = try await send(client, .post, "cases/case_1/close", #"{"state":"refused","note":"no"}"#)
            #expect(closed.json["state"].text == "refused" && closed.json["closed_by"].text == "kim")
            #expect(try await send(client, .post, "cases/case_1/close", #"{"state":"released"}"#).status == 409)
        }
    }

    @Test func `a store that is down is a 503, not an empty list`() async throws {
        let house = House()
        house.store.state.withLock { $0.isDown = true }
        try await house.open { client in
            for path in ["switches", "accounts/ann", "cases"] {
                let answer = try await send(client, .get, path)
                #expect(answer.status == 503)
                #expect(answer.error["code"].text == "store_unavailable")
            }
            #expect(try await send(client, .put, "switches/generation").status == 503)
        }
    }

    @Test func `a staff name that cannot be right is refused`() async throws {
        let house = House()
        try await house.open { client in
            let name = String(repeating: "x", count: 129)
            let answer = try await send(client, .put, "switches/generation", headers: [.staff: name])
            #expect(answer.status == 400)
        }
    }
}
