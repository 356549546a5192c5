import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import WireJSON

@testable import GatewayAPI

@Suite struct BodyTests {
    static func head(_ path: String, _ headers: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(House.platformKey)\r\n\(headers)\r\n\r\n"
    }

    static let generations = "/v1/images/generations"

    @Test func `a body of 100 MB that announces itself is refused before a byte of it`() async throws {
        let house = House()
        let answer = try await house.application().test(.live) { client in
            try await RawClient.connect(port: #require(client.port)).exchange(
                Self.head(Self.generations, "Content-Type: application/json\r\nContent-Length: 104857600"))
        }
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.contains("request_too_large"))
        #expect(house.gate.requests.isEmpty)
    }

    @Test func `a body that grows past its limit is refused while it still arrives`() async throws {
        let house = House()
        let answer = try await house.application().test(.live) { client in
            // The body never ends: only a server that refuses while it reads can answer.
            try await RawClient.connect(port: #require(client.port)).exchange(
                Self.head(Self.generations, "Content-Type: application/json\r\nTransfer-Encoding: chunked"),
                more: 2 << 20)
        }
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.lowercased().contains("connection: close"))
    }

    @Test func `a form that grows past its limit is refused while it still arrives`() async throws {
        var house = House()
        house.settings.pictureBodyBytesMax = 1 << 20
        let start = "--XyZ\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n"
        let chunk = "\(String(start.utf8.count, radix: 16))\r\n\(start)\r\n"
        let type = "Content-Type: multipart/form-data; boundary=XyZ\r\nTransfer-Encoding: chunked"
        let answer = try await house.application().test(.live) { client in
            try await RawClient.connect(port: #require(client.port)).exchange(
                Self.head("/v1/images/edits", type) + chunk, more: 2 << 20)
        }
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
    }

    @Test func `a caller without a key is cut although the body goes on`() async throws {
        let house = House()
        let answer = try await house.application().test(.live) { client in
            try await RawClient.connect(port: #require(client.port)).exchange(
                "POST \(Self.generations) HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
                more: 256 << 10)
        }
        #expect(answer.hasPrefix("HTTP/1.1 401 "))
        #expect(answer.lowercased().contains("connection: close"))
    }

    @Test func `a body that does not arrive in time is cut, and the connection with it`() async throws {
        var house = House()
        house.settings.bodyDeadlineMilliseconds = 100
        let answer = try await house.application().test(.live) { client in
            try await RawClient.connect(port: #require(client.port)).exchange(
                Self.head(Self.generations, "Content-Type: application/json\r\nContent-Length: 100") + "{")
        }
        #expect(answer.hasPrefix("HTTP/1.1 408 "))
        #expect(answer.contains("request_timeout"))
        #expect(answer.contains("x-should-retry: false"))
    }

    @Test func `slow clients do not keep others waiting`() async throws {
        var house = House()
        house.settings.concurrentRequestsMax = 2
        let answers = try await house.application().test(.live) { client in
            let port = try #require(client.port)
            return try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        _ = try? await RawClient.connect(port: port).exchange(
                            Self.head(Self.generations, "Content-Type: application/json\r\nContent-Length: 100") + "{")
                        return nil
                    }
                }
                let body = #"{"prompt":"a"}"#
                group.addTask {
                    try await RawClient.connect(port: port).exchange(
                        Self.head(
                            Self.generations,
                            "Content-Type: application/json\r\nConnection: close\r\nContent-Length: \(body.utf8.count)")
                            + body)
                }
                var answer: String?
                while answer == nil, let next = try await group.next() { answer = next }
                group.cancelAll()
                return answer
            }
        }
        #expect(answers?.hasPrefix("HTTP/1.1 200 ") == true)
    }

    @Test func `bodies in memory are bounded over all connections, and given back`() async throws {
        var house = House()
        house.settings.bodyMemoryBytesMax = 100
        let small = #"{"prompt":"a"}"#
        let large = #"{"prompt":"\#(String(repeating: "a", count: 200))"}"#
        let statuses = try await house.open { client in
            var statuses: [Int] = []
            for body in [small, small, small, small, small, small, small, small, large, small] {
                statuses.append(try await client.generate(body).status)
            }
            return statuses
        }
        #expect(statuses == [200, 200, 200, 200, 200, 200, 200, 200, 503, 200])
    }

    @Test func `when every place is taken the answer is 503 and when to come back`() async throws {
        var house = House()
        house.settings.concurrentRequestsMax = 0
        let answers = try await house.open { client in
            [
                try await client.generate(#"{"prompt":"a"}"#),
                try await client.generate(#"{"prompt":"a","stream":true}"#),
                try await client.send(.post, "/v1/moderations", json: #"{"input":"a"}"#),
                try await client.send(
                    .post, "/v1/vangrail/decisions", json: #"{"operation":"generate","prompt":"a"}"#),
            ]
        }
        for answer in answers {
            #expect(answer.status == 503)
            #expect(answer.header("retry-after") == "1")
            #expect(answer.header("x-should-retry") == "true")
            #expect(answer.error["code"].text == "overloaded")
        }
    }

    @Test func `a picture larger than allowed is refused although the body is not`() async throws {
        var house = House()
        house.settings.pictureBytesMax = 10
        let answer = try await house.open {
            try await $0.form("/v1/images/edits", [Part("image", file: "a", Made.png), Part("prompt", "x")])
        }
        #expect(answer.status == 400)
        #expect(answer.error["code"].text == "invalid_image")
    }

    @Test func `places are counted exactly`() {
        let slots = Slots(max: 2)
        #expect(slots.take() && slots.take() && !slots.take())
        slots.giveBack()
        #expect(slots.take() && !slots.take())
    }
}
