import AsyncHTTPClient
@testable import Generators
import SafetyModel
import Screening
import Synchronization
import Testing

/// The conversation itself: keys, time, retries, addresses.
@Suite struct ExchangeTests {
    private static let good = FakeUpstream.pictures([FakeUpstream.onePixel])

    @Test func `the request carries the key, the query and no name of the platform's user`() async throws {
        let outcome = try await ask(settings: { $0.query = "api-version=1" }) { _ in Self.good }

        let seen = try #require(outcome.seen.first)
        #expect(seen.method == "POST" && seen.path == "/v1/images/generations?api-version=1")
        #expect(seen.header("authorization") == "Bearer key-1")
        #expect(seen.header("content-type") == "application/json")
        #expect(seen.header("cookie") == nil)
        #expect(outcome.frames.lines == ["final 0 (67 bytes)"])
    }

    @Test func `keys are used in turn, in the header that the server wants`() async throws {
        let server = try await FakeUpstream.start { _ in Self.good }
        let settings = OpenAIGeneratorSettings(
            baseURL: server.baseURL + "/", keys: ["a", "b"], keyHeader: .named("api-key"), totalSeconds: 30)
        let client = OpenAIGenerator.makeClient(settings: settings)
        let generator = OpenAIGenerator(settings: settings, client: client)
        for _ in 0..<3 { _ = try await generator.generate(Samples.request()) { _ in } }

        #expect(server.seen.map { $0.header("api-key") } == ["a", "b", "a"])
        #expect(server.seen.allSatisfy { $0.header("authorization") == nil && $0.path == "/v1/images/generations" })
        try await client.shutdown()
        try await server.stop()
    }

    @Test(arguments: [0, 1])
    func `a server that does not answer in time is timed out`(steps: Int) async throws {
        let slow: [FakeUpstream.Step] = [
            .head(status: 200, headers: [("content-type", "application/json")]), .bytes([0x7B]),
        ]
        let outcome = try await ask(settings: { $0.totalSeconds = 0.5 }) { _ in
            Array(slow.prefix(steps * 2)) + [.wait(milliseconds: 600_000), .end]
        }
        #expect(outcome.error == .timedOut)
        #expect(outcome.seen.count <= 1)
    }

    @Test func `a server that is not ready for a moment is asked a second time, and never a third`() async throws {
        let busy = FakeUpstream.json(503, "{}", headers: [("retry-after", "0")])
        let calls = Mutex(0)
        let once = try await ask { _ in
            calls.withLock {
                $0 += 1; return $0
            } == 1 ? busy : Self.good
        }
        #expect(once.frames.lines == ["final 0 (67 bytes)"] && once.seen.count == 2)

        let always = try await ask { _ in busy }
        #expect(always.error == .overloaded(retryAfterSeconds: 0) && always.seen.count == 2)
    }

    @Test func `what may have been carried out is never sent again`() async throws {
        for steps in [
            FakeUpstream.json(500, "{}"), FakeUpstream.json(502, "{}"), FakeUpstream.json(503, "{}"),
            FakeUpstream.json(503, "{}", headers: [("retry-after", "3")]), [FakeUpstream.Step.hangUp],
            FakeUpstream.json(429, "{}", headers: [("retry-after", "0")]),
        ] {
            let outcome = try await ask { _ in steps }
            #expect(outcome.error != nil)
            #expect(outcome.seen.count == 1)
        }
        let busy = FakeUpstream.json(503, "{}", headers: [("retry-after", "0")])
        let edit = try await ask(Samples.request(.edit)) { _ in busy }
        #expect(edit.seen.count == 1)
    }

    @Test func `a server that starts late is reached by the second try`() async throws {
        let first = try await FakeUpstream.start { _ in Self.good }
        let port = first.port
        try await first.stop()
        let settings = OpenAIGeneratorSettings(baseURL: "http://127.0.0.1:\(port)/v1", totalSeconds: 30)
        let client = OpenAIGenerator.makeClient(settings: settings)
        let generator = OpenAIGenerator(settings: settings, client: client)

        await #expect(throws: GeneratorError.failed) { _ = try await generator.generate(Samples.request()) { _ in } }

        let second = try await FakeUpstream.start(port: port) { _ in Self.good }
        let frames = Frames()
        _ = try await generator.generate(Samples.request()) { frames.add($0) }
        #expect(frames.lines == ["final 0 (67 bytes)"])
        try await client.shutdown()
        try await second.stop()
    }

    @Test func `models are asked for once a minute`() async throws {
        let server = try await FakeUpstream.start(.ok)
        let settings = OpenAIGeneratorSettings(baseURL: server.baseURL)
        let client = OpenAIGenerator.makeClient(settings: settings)
        let generator = OpenAIGenerator(settings: settings, client: client)

        #expect(try await generator.models() == ["fake-image-1"])
        #expect(try await generator.models() == ["fake-image-1"])
        #expect(server.count == 1)

        let fixed = OpenAIGeneratorSettings(baseURL: server.baseURL, models: ["mine"])
        #expect(try await OpenAIGenerator(settings: fixed, client: client).models() == ["mine"])
        #expect(server.count == 1)
        try await client.shutdown()
        try await server.stop()
    }

    @Test func `a catalogue is stale after a minute`() {
        let start = ContinuousClock.now
        let seconds = Mutex(0)
        let catalogue = ModelCatalogue { start + .seconds(seconds.withLock { $0 }) }
        #expect(catalogue.fresh() == nil)
        catalogue.remember(["a"])
        seconds.withLock { $0 = 59 }
        #expect(catalogue.fresh() == ["a"])
        seconds.withLock { $0 = 60 }
        #expect(catalogue.fresh() == nil)
    }

    @Test func `models that do not come are an error`() async throws {
        let server = try await FakeUpstream.start { _ in FakeUpstream.json(401, "{}") }
        let settings = OpenAIGeneratorSettings(baseURL: server.baseURL)
        let client = OpenAIGenerator.makeClient(settings: settings)
        await #expect(throws: GeneratorError.failed) {
            _ = try await OpenAIGenerator(settings: settings, client: client).models()
        }
        try await client.shutdown()
        try await server.stop()
    }

    // MARK: Pictures behind addresses

    private func askForAddress(
        _ address: @escaping @Sendable (FakeUpstream.Seen) -> String, _ rule: OpenAIGeneratorSettings.AddressRule
    ) async throws -> Outcome {
        try await ask(settings: { $0.addresses = rule }) { seen in
            guard seen.method == "POST" else {
                return [
                    .head(status: 200, headers: [("content-type", "image/png")]), .bytes(FakeUpstream.onePixel), .end,
                ]
            }
            return FakeUpstream.json(200, #"{"data":[{"url":"\#(address(seen))"}]}"#)
        }
    }

    @Test func `a picture behind an address of the same server is fetched, with the key`() async throws {
        let relative = try await askForAddress({ _ in "/pictures/1.png?x=1#y" }, .sameOrigin)
        #expect(relative.frames.lines == ["final 0 (67 bytes)"])
        #expect(relative.seen.last?.path == "/pictures/1.png?x=1")
        #expect(relative.seen.last?.header("authorization") == "Bearer key-1")

        let full = try await askForAddress({ "http://\($0.header("host") ?? "")/p" }, .sameOrigin)
        #expect(full.frames.lines == ["final 0 (67 bytes)"])
    }

    @Test func `a picture elsewhere is not fetched, unless the place is listed, and then without the key`() async throws
    {
        let other = try await FakeUpstream.start { _ in
            [.head(status: 200, headers: [("content-type", "image/png")]), .bytes(FakeUpstream.onePixel), .end]
        }
        let address = "http://127.0.0.1:\(other.port)/1.png"
        for rule in [OpenAIGeneratorSettings.AddressRule.never, .sameOrigin, .origins(["http://127.0.0.1:1"])] {
            #expect(try await askForAddress({ _ in address }, rule).error == .failed)
        }
        #expect(other.count == 0)

        let listed = try await askForAddress({ _ in address }, .origins(["http://127.0.0.1:\(other.port)"]))
        #expect(listed.frames.lines == ["final 0 (67 bytes)"])
        #expect(other.seen.map { $0.header("authorization") } == [nil])
        try await other.stop()
    }

    @Test(arguments: ["ftp://x/y", "http://user@127.0.0.1/", "//127.0.0.1/", "http://a\\\\b/", "file:///etc/passwd"])
    func `an odd address is not fetched`(address: String) async throws {
        #expect(try await askForAddress({ _ in address }, .sameOrigin).error == .failed)
    }

    @Test(arguments: FakeUpstream.Mode.allCases.filter { $0 != .slow })
    func `the fake server's modes are what they say`(mode: FakeUpstream.Mode) async throws {
        let outcome = try await ask(Samples.request(parameters: .init(partialImages: 1))) { _ in
            FakeUpstream.steps(of: mode)
        }
        switch mode {
        case .ok: #expect(outcome.frames.lines == ["final 0 (67 bytes)"])
        case .stream: #expect(outcome.frames.lines == ["preview 0 (67 bytes)", "final 0 (67 bytes)"])
        case .blocked: #expect(outcome.error == .blocked)
        case .empty: #expect(outcome.error == .empty)
        case .fail: #expect(outcome.error == .failed)
        case .slow: Issue.record("not asked")
        }
    }
}
