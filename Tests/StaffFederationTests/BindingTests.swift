import FoundationEssentials
import SafetyModel
import StaffAccess
import StaffFederation
import Synchronization
import Testing
import WireJSON

/// What binds a way back to the sign-in that was begun, and what must not show or be shared between sign-ins.
@Suite struct BindingTests {
    private let flow: SignInFlow

    init() throws { flow = try SignInFlow() }

    @Test func `a sign-in that was begun at another provider is not finished here`() async throws {
        let (address, pending) = try await flow.client.begin(at: start)
        let other = OIDCClient(
            settings: try SignInFlow.settings(issuer: "https://other.example"), random: seededRandom(2),
            send: flow.provider.sender)
        let callback = OIDCCallback(code: "c", state: parameters(of: address)["state"], issuer: nil, error: nil)

        await #expect(throws: OIDCError.callback(.issuer)) {
            try await other.finish(callback, pending: pending, at: start)
        }
        #expect(flow.provider.requests(.token).isEmpty)
    }

    @Test func `a sign-in goes through a store, and one with an empty secret does not`() async throws {
        let (address, pending) = try await flow.client.begin(at: start)
        let state = try #require(parameters(of: address)["state"])
        let data = try JSONEncoder().encode(pending)
        let spoilt = String(decoding: data, as: UTF8.self).replacing(state, with: "")

        #expect(try JSONDecoder().decode(PendingSignIn.self, from: data) == pending)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(PendingSignIn.self, from: Data(spoilt.utf8))
        }
    }

    @Test func `secrets do not show in what is logged`() async throws {
        _ = try await flow.run()
        let request = try #require(flow.provider.requests(.token).first)
        let basic = try #require(request.headers.first { $0.name == "authorization" }?.value)
        let callback = OIDCCallback(code: "c0de", state: "st4te", issuer: nil, error: nil)
        var dumped = ""
        dump(request, to: &dumped)
        dump(callback, to: &dumped)
        dump(OIDCResponse(status: 200, body: Array("t0ken".utf8)), to: &dumped)

        #expect(!"\(request)\(dumped)".contains(basic))
        #expect(!dumped.contains("body") && !"\(callback)\(dumped)".contains("c0de"))
        #expect("\(request)" == "OIDCRequest(token, POST https://id.example/token)")
    }

    @Test func `a display name breaks no line and turns no text around`() async throws {
        let names: [(JSON, String?)] = [
            ("Anna\r\n\u{1B}[31mJansen", "Anna[31mJansen"), ("\u{202E}Anna\u{2028}", "Anna"), (" \t ", nil), (7, nil),
            (JSON(String(repeating: "a", count: 300)), String(repeating: "a", count: 200)),
        ]
        for (name, shown) in names { #expect(try await flow.run(changes: ["name": name]).displayName == shown) }
    }

    @Test func `a sign-in that told the time before another asked does not ask again`() async throws {
        #expect(await flow.failure() == nil)
        let changes: [String: JSON?] = ["iat": JSON(now - 5)]
        #expect(await flow.failure(changes: changes, at: start.adding(seconds: -5)) == nil)
        #expect(flow.provider.requests(.discovery).count == 1)
        #expect(flow.provider.requests(.keys).count == 1)
        // A clock that was set back far is another matter.
        #expect(await flow.failure(changes: ["iat": JSON(now - 61)], at: start.adding(seconds: -61)) == nil)
        #expect(flow.provider.requests(.discovery).count == 2)
    }

    @Test func `many who begin at once share one request, and one who leaves takes it from nobody`() async throws {
        let asked = Mutex(0)
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let sender = flow.provider.sender
        let client = OIDCClient(settings: try SignInFlow.settings(), random: seededRandom()) {
            request async throws(OIDCError) in
            asked.withLock { $0 += 1 }
            for await _ in gate { break }
            guard !Task.isCancelled else { throw .unreachable(request.endpoint) }
            return try await sender(request)
        }
        let first = Task { try await client.begin(at: start).pending }
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        let others = (0..<10).map { _ in Task { try await client.begin(at: start).pending } }
        for _ in 0..<100 { await Task.yield() }
        first.cancel()
        opener.finish()

        for other in others { _ = try await other.value }
        #expect(asked.withLock { $0 } == 1)
    }
}
