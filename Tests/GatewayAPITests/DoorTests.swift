import Foundation
import HTTPTypes
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import GatewayAPI
@testable import Screening

@Suite struct DoorTests {
    static let decision = "dec_01abcdefghjkmnpqrstvwxyz12"

    static func held(_ state: HeldCase.State, stage: Facts.Stage = .output, account: String? = "ann") -> HeldCase {
        HeldCase(
            id: CaseID(text: "case_1"), decision: Made.decision(.hold, [.unread], stage: stage, id: decision).decision,
            account: account.map { AccountID(text: $0) }, operation: .edit, requestDigest: "d", state: state,
            openedAt: Made.now)
    }

    static func house(_ state: HeldCase.State, stage: Facts.Stage = .output) -> House {
        let house = House()
        house.store.state.withLock { store in
            store.cases = [held(state, stage: stage)]
            store.pictures = [
                HeldPicture(
                    id: OutputID(text: "out_h"), caseID: CaseID(text: "case_1"), picture: Picture(bytes: [5, 6]),
                    format: .webp)
            ]
        }
        return house
    }

    @Test func `the decision door judges and never runs the gate`() async throws {
        let house = House()
        house.gate.state.withLock { $0.judgement = Made.decision(.refuse, [.undress]) }

        let answer = try await house.open {
            try await $0.send(
                .post, "/v1/vangrail/decisions",
                json: """
                    {"operation":"edit","turns":["make it brighter","now darker"],
                    "images":["data:image/png;base64,AQI="],"mask":"data:image/png;base64,AQI=",
                    "account":{"id":"ann","tier":"gold","adult_verified":true,"audience":"private","country":"NL",
                    "picture_owner":"bob"}}
                    """)
        }

        #expect(answer.status == 200)
        #expect(answer.json["decision"].text == "refuse")
        #expect(answer.json["reasons"] == [["category": "undress", "rule": "some-rule"]])
        #expect(answer.json["coverage"] == ["prompt": ["prompt": "read"]])
        #expect(answer.json["message"].text?.isEmpty == false)
        #expect(answer.header("x-vangrail-decision") == "dec_test")
        let judged = try #require(house.gate.state.withLock { $0.judged.first })
        #expect(judged.prompt.turns == ["make it brighter", "now darker"])
        #expect(judged.pictures == [Picture(bytes: [1, 2])] && judged.mask == Picture(bytes: [1, 2]))
        let expected = Requester(
            account: AccountID(text: "ann"), tier: "gold", adultVerified: true, audience: .private, country: "nl",
            pictureOwner: AccountID(text: "bob"))
        #expect(judged.requester == expected)
        #expect(house.gate.requests.isEmpty)
    }

    @Test(arguments: [
        (#"{"prompt":"x"}"#, "operation"), (#"{"operation":"paint","prompt":"x"}"#, "operation"),
        (#"{"operation":"generate"}"#, "prompt"), (#"{"operation":"edit","prompt":"x"}"#, "images"),
        (#"{"operation":"generate","prompt":"x","turns":["y"]}"#, "turns"),
        (#"{"operation":"generate","turns":[]}"#, "turns"), (#"{"operation":"generate","turns":[1]}"#, "turns"),
        (#"{"operation":"edit","prompt":"x","images":["https://example.org/a.png"]}"#, "images[0]"),
        (#"{"operation":"generate","prompt":"x","seed":1}"#, "seed"),
        (#"{"operation":"generate","prompt":"x","account":{"name":"a"}}"#, "account.name"),
        (#"{"operation":"generate","prompt":"x","account":{"country":"NLD"}}"#, "country"),
    ])
    func `a wrong question to the decision door is a 400`(_ body: String, _ param: String) async throws {
        let house = House()
        let answer = try await house.open { try await $0.send(.post, "/v1/vangrail/decisions", json: body) }
        #expect(answer.status == 400)
        #expect(answer.error["param"].text == param)
    }

    @Test func `an account sees its held decision and fetches what was released once`() async throws {
        let house = Self.house(.released)
        try await house.open { client in
            let status = try await client.send(
                .get, "/v1/vangrail/cases/\(Self.decision)", headers: [.user: "ann"])
            #expect(status.status == 200)
            #expect(status.json["state"].text == "released")
            let url = try #require(status.json["pictures"][0]["url"].text)
            #expect(url.hasPrefix("https://gate.example/v1/vangrail/held/out_h?decision=\(Self.decision)&until="))
            let path = String(url.dropFirst("https://gate.example".count))

            #expect(try await client.send(.head, path, key: nil).status == 200)
            let first = try await client.send(.get, path, key: nil)
            #expect(try await client.send(.head, path, key: nil).status == 404)
            let second = try await client.send(.get, path, key: nil)

            #expect(first.status == 200)
            #expect(first.bytes == [5, 6])
            #expect(first.header("content-type") == "image/webp")
            #expect(first.header("cache-control") == "no-store")
            #expect(first.header("x-content-type-options") == "nosniff")
            #expect(second.status == 404)
        }
    }

    @Test func `nobody else sees a held decision, and nothing leaves while it waits`() async throws {
        let house = Self.house(.waiting)
        try await house.open { client in
            let path = "/v1/vangrail/cases/\(Self.decision)"
            #expect(try await client.send(.get, path, headers: [.user: "eve"]).status == 404)
            #expect(try await client.send(.get, path).status == 400)
            #expect(try await client.send(.get, "/v1/vangrail/cases/dec_no", headers: [.user: "ann"]).status == 404)
            let own = try await client.send(.get, path, headers: [.user: "ann"])
            #expect(own.json["state"].text == "waiting")
            #expect(own.json["pictures"].count == 0)
            let links = SignedLinks(key: [UInt8](repeating: 7, count: 32), settings: house.settings)
            let url = links.held(OutputID(text: "out_h"), of: DecisionID(text: Self.decision), at: Made.now)
            let early = try await client.send(.get, String(url.dropFirst("https://gate.example".count)), key: nil)
            #expect(early.status == 404)
        }
    }

    @Test func `the address of a picture works as it was signed and in no other way`() async throws {
        let house = House()
        house.store.state.withLock { $0.deliveries[OutputID(text: "out_0")] = Picture(bytes: [7, 8]) }
        try await house.open { client in
            let made = try await client.generate(#"{"prompt":"a","response_format":"url"}"#)
            let url = try #require(made.json["data"][0]["url"].text)
            let path = String(url.dropFirst("https://gate.example".count))
            let good = try await client.send(.get, path, key: nil)
            #expect(good.status == 200)
            #expect(good.bytes == [7, 8])
            #expect(good.header("content-type") == "image/png")
            #expect(good.header("cache-control") == "no-store")

            let until = try #require(path.split(separator: "until=").last?.prefix { $0.isNumber })
            let later = String((Int(until) ?? 0) + 1)
            for wrong in [
                path.replacing("out_0", with: "out_1"), path.replacing("until=\(until)", with: "until=\(later)"),
                path.replacing("until=\(until)", with: "until=0\(until)"), String(path.dropLast()), path + "0",
                String(path.prefix { $0 != "?" }), path.replacing("signature=", with: "sig="),
                path.replacing("/pictures/", with: "/held/"),
            ] {
                let answer = try await client.send(.get, wrong, key: nil)
                #expect(answer.status == 404, "\(wrong)")
                #expect(answer.error["code"].text == "not_found")
            }
        }
    }

    @Test func `the address of a picture ends`() {
        let house = House()
        let links = SignedLinks(key: [1], settings: house.settings)
        let output = OutputID(text: "out_0")
        let url = links.picture(output, at: Made.now)
        let query = url.split(separator: "?")[1].split(separator: "&").map { $0.split(separator: "=")[1] }
        let (until, signature) = (String(query[0]), String(query[1]))
        func allows(_ seconds: Int64, key: UInt8 = 1) -> Bool {
            SignedLinks(key: [key], settings: house.settings).allowsPicture(
                output, until: until, signature: signature, at: Made.now.adding(seconds: seconds))
        }
        #expect(allows(0) && allows(3599) && !allows(3600) && !allows(0, key: 2))
    }

    @Test func `models come from the generator`() async throws {
        let house = House()
        house.gate.state.withLock { $0.models = .success(["studio", "a/b"]) }
        try await house.open { client in
            let list = try await client.send(.get, "/v1/models")
            #expect(list.json["object"].text == "list")
            #expect(list.json["data"][1]["id"].text == "a/b")
            #expect(try await client.send(.get, "/v1/models/studio").json["object"].text == "model")
            #expect(try await client.send(.get, "/v1/models/a%2Fb").json["id"].text == "a/b")
            #expect(try await client.send(.get, "/v1/models/no").error["code"].text == "model_not_found")
            house.gate.state.withLock { $0.models = .failure(.failed) }
            #expect(try await client.send(.get, "/v1/models").status == 502)
        }
    }

    @Test func `health and readiness tell the truth`() async throws {
        var house = House()
        let lens = Mutex(true)
        house.readiness = [ReadinessCheck(name: "lens", isReady: { lens.withLock { $0 } })]
        let store = house.store
        try await house.open { client in
            #expect(try await client.send(.get, "/healthz", key: nil).status == 200)
            #expect(try await client.send(.get, "/readyz", key: nil).status == 200)
            lens.withLock { $0 = false }
            let answer = try await client.send(.get, "/readyz", key: nil)
            #expect(answer.status == 503)
            #expect(answer.json == ["ready": false, "parts": ["store": "ready", "lens": "not-ready"]])
            store.state.withLock { $0.isDown = true }
            #expect(try await client.send(.get, "/readyz", key: nil).json["parts"]["store"].text == "not-ready")
            #expect(try await client.send(.get, "/healthz", key: nil).status == 200)
        }
    }
}
