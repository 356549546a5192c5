@testable import Generators
import NIOCore
import SafetyModel
import Screening
import Testing

@Suite struct StreamTests {
    static let b64 = FakeUpstream.base64(FakeUpstream.onePixel)
    static let streaming = Samples.request(parameters: .init(model: "gpt-image-1", partialImages: 2))

    static func event(_ kind: String, _ fields: String) -> String {
        "event: \(kind)\ndata: {\"type\":\"\(kind)\",\(fields)}\n\n"
    }

    static let whole =
        event("image_generation.partial_image", #""b64_json":"\#(b64)","partial_image_index":0"#)
        + ": keep alive\n\n"
        + event("image_generation.partial_image", #""b64_json":"\#(b64)","partial_image_index":1"#)
        + event("image_generation.completed", #""b64_json":"\#(b64)","size":"1024x1024","usage":{"total_tokens":7}"#)

    @Test(arguments: [1, 7, 64, 100_000])
    func `a stream brings previews and then the picture`(chunk: Int) async throws {
        let outcome = try await ask(Self.streaming) { _ in FakeUpstream.eventStream(Self.whole, chunk: chunk) }

        #expect(outcome.frames.lines == ["preview 0 (67 bytes)", "preview 1 (67 bytes)", "final 0 (67 bytes)"])
        #expect(outcome.summary?.usage == ["total_tokens": 7])
        #expect(outcome.summary?.size == "1024x1024")
        let body = try #require(outcome.seen.first).text
        #expect(body.contains(#""stream":true"#) && body.contains(#""partial_images":2"#))
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `a stream cut at any byte gives the same events`(lineEnd: String) throws {
        let text = Self.whole.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
        let bytes = Array(("\u{FEFF}" + text).utf8)
        func read(_ parts: [ArraySlice<UInt8>]) throws -> [String] {
            var parser = ServerSentEventParser(eventBytesMax: 10_000)
            var events = try parts.flatMap { try parser.take(ByteBuffer(bytes: $0)) }
            if let last = parser.finish() { events.append(last) }
            return events.map { "\($0.name)|" + String(buffer: $0.data) }
        }
        let expected = try read([bytes[...]])
        #expect(expected.count == 3)
        #expect(expected[0].hasPrefix("image_generation.partial_image|{\"type\""))

        for cut in 0...bytes.count {
            #expect(try read([bytes[..<cut], bytes[cut...]]) == expected)
        }
        #expect(try read(bytes.indices.map { bytes[$0...$0] }) == expected)
    }

    @Test func `data on several lines is joined, and a last event needs no empty line`() throws {
        var parser = ServerSentEventParser(eventBytesMax: 100)
        var events = try parser.take(ByteBuffer(string: "data: a\ndata:b\n\nid: 1\n\ndata: c"))
        let last = parser.finish()
        events += [try #require(last)]

        #expect(events.map { String(buffer: $0.data) } == ["a\nb", "c"])
    }

    @Test(arguments: ["data: " + String(repeating: "x", count: 200), String(repeating: "data: xxxxx\n", count: 30)])
    func `a line or an event beyond the bound is an error`(text: String) throws {
        var parser = ServerSentEventParser(eventBytesMax: 100)
        #expect(throws: ServerSentEventParser.TooLong.self) { try parser.take(ByteBuffer(string: text)) }
    }

    @Test func `several pictures in one stream are counted in order`() async throws {
        let outcome = try await ask(Samples.request(.edit, parameters: .init(count: 2, partialImages: 0))) { _ in
            FakeUpstream.eventStream(
                Self.event("image_edit.partial_image", #""b64_json":"\#(Self.b64)","partial_image_index":0"#)
                    + Self.event("image_edit.completed", #""b64_json":"\#(Self.b64)","usage":{"total_tokens":7}"#)
                    + Self.event("image_edit.completed", #""b64_json":"\#(Self.b64)","usage":{"total_tokens":5}"#)
                    + "data: [DONE]\n\n")
        }
        // No previews were asked for, so none are passed on.
        #expect(outcome.frames.lines == ["final 0 (67 bytes)", "final 1 (67 bytes)"])
        #expect(outcome.summary?.usage == ["total_tokens": 12])
    }

    static let endings: [(String, GeneratorError)] = [
        (
            event(
                "error", #""error":{"type":"image_generation_user_error","code":"moderation_blocked","message":"no"}"#),
            .blocked
        ),
        ("event: error\ndata: {\"code\":\"moderation_blocked\",\"message\":\"no\"}\n\n", .blocked),
        (
            "data: {\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"image_content_policy_violation\"}}}\n\n",
            .blocked
        ),
        (event("error", #""error":{"type":"server_error","code":"x","message":"boom"}"#), .failed),
        (
            event("error", #""error":{"type":"invalid_request_error","code":null,"message":"bad size"}"#),
            .unsupported("bad size")
        ),
        (
            event("error", #""error":{"type":"x","code":"rate_limit_exceeded","message":"slow"}"#),
            .overloaded(retryAfterSeconds: 5)
        ),
        (event("image_generation.completed", #""respect_moderation":false"#), .blocked),
        (event("image_generation.completed", #""size":"1x1""#), .empty),
        ("", .empty),
        ("data: {\n\n", .failed),
    ]

    @Test(arguments: endings.indices)
    func `a stream without a picture ends in the right error`(index: Int) async throws {
        let (ending, error) = Self.endings[index]
        let preview = Self.event(
            "image_generation.partial_image", #""b64_json":"\#(Self.b64)","partial_image_index":0"#)
        let outcome = try await ask(Self.streaming) { _ in FakeUpstream.eventStream(preview + ending) }

        #expect(outcome.error == error)
        #expect(outcome.frames.lines == ["preview 0 (67 bytes)"])
    }

    @Test func `a stream that breaks off fails`() async throws {
        let outcome = try await ask(Self.streaming) { _ in
            Array(FakeUpstream.eventStream(Self.whole).dropLast(2)) + [.wait(milliseconds: 50), .hangUp]
        }
        #expect(outcome.error == .failed)
    }

    @Test func `a plain answer to a streaming request is taken`() async throws {
        let outcome = try await ask(Self.streaming) { _ in FakeUpstream.pictures([FakeUpstream.onePixel]) }
        #expect(outcome.frames.lines == ["final 0 (67 bytes)"])
    }

    @Test func `a stream is not asked of models that have none`() async throws {
        let request = Samples.request(parameters: .init(model: "dall-e-3", partialImages: 2))
        let outcome = try await ask(request) { _ in FakeUpstream.pictures([FakeUpstream.onePixel]) }

        #expect(outcome.frames.lines == ["final 0 (67 bytes)"])
        #expect(try #require(outcome.seen.first).text.contains("stream") == false)
    }
}
