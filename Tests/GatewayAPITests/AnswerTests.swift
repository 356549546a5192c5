import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SafetyModel
import Screening
import Synchronization
import Testing
import WireJSON

@testable import GatewayAPI

/// What leaves: whole, in pieces, within bounds.
struct AnswerTests {
    private static func large(_ bytes: Int) -> House {
        let house = House()
        let picture = (0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        house.gate.state.withLock { state in
            state.answer = { _ in
                var released = Made.released()
                released.pictures = [Made.picture(bytes: picture)]
                return .released(released)
            }
        }
        return house
    }

    @Test(arguments: [1, 48 << 10, (48 << 10) + 1, 300_001])
    func `a picture that leaves in pieces arrives whole`(bytes: Int) async throws {
        let answer = try await Self.large(bytes).open { try await $0.generate(#"{"prompt":"a"}"#) }
        guard case .string(let text) = answer.json["data"][0]["b64_json"] else {
            Issue.record("no picture")
            return
        }
        #expect(text.base64(bytesMax: bytes) == (0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    }

    @Test func `a reader that takes too long is cut`() async throws {
        var house = Self.large(24 << 20)
        house.settings.answerDeadlineMilliseconds = 300
        let answer = try await house.application().test(.live) { client in
            let body = #"{"prompt":"a"}"#
            return try await RawClient.connect(port: #require(client.port)).readLate(
                BodyTests.head(
                    BodyTests.generations, "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)")
                    + body,
                after: .seconds(2))
        }
        #expect(answer < 24 << 20)
    }

    @Test func `answers that wait for their readers are bounded, and their room is given back`() async throws {
        var house = Self.large(1 << 20)
        house.settings.answerMemoryBytesMax = 1 << 20
        #expect(try await house.open { try await $0.generate(#"{"prompt":"a"}"#) }.status == 503)
        house.settings.answerMemoryBytesMax = 2 << 20
        let statuses = try await house.open { client in
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await client.generate(#"{"prompt":"a"}"#).status) }
            return statuses
        }
        #expect(statuses == [200, 200, 200, 200])
    }

    @Test func `what answers GET answers HEAD, without a body and with the same right`() async throws {
        try await House().open { client in
            let health = try await client.send(.head, "/healthz", key: nil)
            let whole = try await client.send(.get, "/healthz", key: nil)
            #expect(health.status == 200 && health.bytes.isEmpty)
            #expect(health.header("content-length") == String(whole.bytes.count))
            #expect(try await client.send(.head, "/openapi.json", key: nil).status == 200)
            #expect(try await client.send(.head, "/v1/models").status == 200)
            #expect(try await client.send(.head, "/v1/models", key: nil).status == 401)
            #expect(try await client.send(.head, "/admin/v1/cases").status == 403)
            #expect(try await client.send(.head, "/admin/v1/cases/nothing", key: House.adminKey).status == 404)
            #expect(try await client.send(.head, "/v1/images/generations").status == 405)
        }
    }

    @Test func `pictures by address take a place and room before they are fetched`() async throws {
        var house = House()
        house.fetcher.pictures["https://example.org/a.png"] = .success(Picture(bytes: Made.png))
        let edit = #"{"prompt":"x","images":[{"image_url":"https://example.org/a.png"}]}"#
        #expect(try await house.open { try await $0.send(.post, "/v1/images/edits", json: edit) }.status == 200)
        house.settings.concurrentRequestsMax = 0
        let busy = try await house.open { try await $0.send(.post, "/v1/images/edits", json: edit) }
        #expect(busy.status == 503)
        house.settings.concurrentRequestsMax = 2
        house.settings.bodyMemoryBytesMax = house.settings.pictureBytesMax
        let full = try await house.open { try await $0.send(.post, "/v1/images/edits", json: edit) }
        #expect(full.status == 503)
        #expect(full.error["code"].text == "overloaded")
    }

    @Test func `two people who change one account at once both get their change`() async throws {
        let house = House()
        try await house.open { client in
            for round in 0..<20 {
                let path = "/admin/v1/accounts/ann-\(round)"
                async let one = client.send(.put, path, json: #"{"adult_mode":true}"#, key: House.adminKey)
                async let other = client.send(.put, path, json: #"{"may_edit_people":false}"#, key: House.adminKey)
                #expect(try await [one.status, other.status] == [200, 200])
                let account = try await client.send(.get, path, key: House.adminKey)
                #expect(account.json["adult_mode"].boolean == true)
                #expect(account.json["may_edit_people"].boolean == false)
            }
        }
    }
}
