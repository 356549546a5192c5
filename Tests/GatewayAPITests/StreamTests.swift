import Foundation
import HTTPTypes
import NIOCore
import SafetyModel
import Synchronization
import Testing
import WireJSON

@testable import GatewayAPI
@testable import Screening

@Suite struct StreamTests {
    static let body = #"{"prompt":"x","stream":true,"partial_images":2}"#

    /// The events of a stream, by name and data; comments have no name.
    static func events(_ answer: House.Answer) -> [(name: String, data: JSON)] {
        answer.text.components(separatedBy: "\n\n").filter { !$0.isEmpty }.map { block in
            let lines = block.components(separatedBy: "\n")
            let name = lines.first { $0.hasPrefix("event: ") }?.dropFirst(7) ?? ""
            let data = lines.first { $0.hasPrefix("data: ") }?.dropFirst(6) ?? ""
            return (String(name), (try? JSONReader.read(Array(data.utf8))) ?? .null)
        }
    }

    @Test func `frames come in order and the finished picture last`() async throws {
        let house = House()
        house.gate.state.withLock { state in
            state.previews = (0..<2).map { index in
                ClearedPreview(
                    index: index, picture: Made.picture("out_p\(index)", bytes: [UInt8(index)]),
                    decision: DecisionID(text: "dec_test"))
            }
        }

        let answer = try await house.open { try await $0.generate(Self.body) }

        #expect(answer.status == 200)
        #expect(answer.header("content-type") == "text/event-stream")
        #expect(answer.header("x-vangrail-decision") == "dec_test")
        let events = Self.events(answer).filter { !$0.name.isEmpty }
        #expect(
            events.map(\.name) == [
                "image_generation.partial_image", "image_generation.partial_image", "image_generation.completed",
            ])
        #expect(events.map { $0.data["type"].text } == events.map(\.name))
        #expect(events[1].data["partial_image_index"].integer == 1)
        #expect(events[1].data["b64_json"].text == Data([1]).base64EncodedString())
        #expect(events[2].data["b64_json"].text == Data(Made.png).base64EncodedString())
        #expect(events[2].data["usage"]["total_tokens"].integer == 3)
        #expect(house.gate.requests.first?.parameters.partialImages == 2)
    }

    @Test func `a stream without previews is one event`() async throws {
        let house = House()
        let answer = try await house.open { try await $0.generate(#"{"prompt":"x","stream":true}"#) }
        #expect(Self.events(answer).filter { !$0.name.isEmpty }.map(\.name) == ["image_generation.completed"])
        #expect(house.gate.requests.first?.parameters.partialImages == 0)
    }

    @Test func `an edit has names of its own`() async throws {
        let house = House()
        let answer = try await house.open {
            try await $0.form(
                "/v1/images/edits", [Part("image", file: "a"), Part("prompt", "x"), Part("stream", "true")])
        }
        #expect(Self.events(answer).contains { $0.name == "image_edit.completed" })
    }

    @Test func `a refusal before any frame is a plain 400`() async throws {
        let house = House()
        house.gate.state.withLock { $0.answer = { _ in .stopped(Made.decision(.refuse, [.undress])) } }
        let answer = try await house.open { try await $0.generate(Self.body) }
        #expect(answer.status == 400)
        #expect(answer.error["code"].text == "moderation_blocked")
        #expect(answer.header("x-vangrail-decision") == "dec_test")
        #expect(answer.header("content-type") == "application/json")
    }

    @Test func `a refusal after a frame is an error event and no finished picture`() async throws {
        let house = House()
        house.gate.state.withLock { state in
            state.previews = [ClearedPreview(index: 0, picture: Made.picture())]
            state.answer = { _ in .stopped(Made.decision(.refuse, [.undress], stage: .output)) }
        }

        let answer = try await house.open { try await $0.generate(Self.body) }

        #expect(answer.status == 200)
        let events = Self.events(answer).filter { !$0.name.isEmpty }
        #expect(events.map(\.name) == ["image_generation.partial_image", "error"])
        #expect(events[1].data["type"].text == "error")
        #expect(events[1].data["error"]["code"].text == "moderation_blocked")
        #expect(events[1].data["error"]["moderation_details"]["moderation_stage"].text == "output")
        #expect(answer.text.contains(": x-vangrail-decision: dec_test\n\n"))
    }

    @Test func `while the gate works nothing is said but that it still does`() async throws {
        var house = House()
        house.settings.keepAliveMilliseconds = 5
        let (signal, done) = AsyncStream.makeStream(of: Void.self)
        house.gate.state.withLock { state in
            state.waitsFor = signal
            state.answer = { _ in .stopped(Made.decision(.refuse, [.undress], stage: .output)) }
        }
        let links = SignedLinks(key: [1], settings: house.settings)
        let words = StreamWords(
            prefix: "image_generation", answers: ImagesAnswer(links: links, clock: house.clock),
            refusals: DecisionAnswer(settings: house.settings), pictureParams: [:])
        let request = ImageRequest(operation: .generate, prompt: Prompt("x"), requester: Requester())

        let events = try GateEvents.start(
            request, services: house.services, door: house.door, settings: house.settings)
        var said: [String] = []
        for _ in 0..<3 {
            let event = try #require(await events.next())
            said += words.pieces(event).flatMap { $0.buffers.map { String(buffer: $0) } }
        }
        #expect(said == Array(repeating: ": still waiting\n\n", count: 3))
        done.finish()
        var last: GateEvent?
        while let event = await events.next() {
            last = event
            if case .answer = event { break }
        }
        guard case .answer(.stopped)? = last else {
            Issue.record("the answer is missing")
            return
        }
    }

    @Test func `a stream gives its place back`() async throws {
        var house = House()
        house.settings.concurrentRequestsMax = 1
        let statuses = try await house.open { client in
            var statuses: [Int] = []
            for _ in 0..<3 { statuses.append(try await client.generate(#"{"prompt":"x","stream":true}"#).status) }
            return statuses
        }
        #expect(statuses == [200, 200, 200])
    }
}
