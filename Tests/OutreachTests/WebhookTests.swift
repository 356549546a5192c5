import Crypto
import Foundation
import NIOHTTP1
@testable import Outreach
import SafetyModel
import Testing

@Suite struct WebhookTests {
    private static let now = Moment(milliseconds: 1_796_000_000_123)
    private static let secretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func message(_ data: String = #"{"picture":"p1","text":"صورة"}"#) throws -> WebhookMessage {
        try WebhookMessage(
            id: try #require(DeliveryID("msg_p5jXN8AQM9LWM0D4loKWxJek")), type: "picture.removal.requested",
            created: Moment(milliseconds: 1_700_000_000_000), data: Array(data.utf8))
    }

    private func sender(
        _ url: String, _ secrets: [String] = [secretText], client: OutboundClient, answerSeconds: Double = 20
    ) throws -> WebhookSender {
        WebhookSender(
            endpoint: try WebhookEndpoint(url), secrets: try WebhookSecrets(secrets.map { try WebhookSecret($0) }),
            answerSeconds: answerSeconds, client: client)
    }

    /// Sends one message to a platform that answers so.
    private func outcome(
        of answer: WebhookSink.Answer, answerSeconds: Double = 20
    ) async throws -> (DeliveryOutcome, [WebhookSink.Received]) {
        let sink = try await WebhookSink.start { _ in answer }
        let client = OutboundClient()
        let sender = try sender("http://127.0.0.1:\(sink.port)/hook", client: client, answerSeconds: answerSeconds)
        let outcome = await sender.send(try message(), at: Self.now)
        await client.shutdown()
        try await sink.stop()
        return (outcome, sink.received)
    }

    // MARK: Signatures

    @Test func `the signature is that of the specification's example`() throws {
        let secrets = try WebhookSecrets([try WebhookSecret(Self.secretText)])
        let id = try #require(DeliveryID("msg_p5jXN8AQM9LWM0D4loKWxJek"))
        let signature = secrets.signatures(
            id: id, timestamp: 1_614_265_330, payload: Array(#"{"test": 2432232314}"#.utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `a webhook carries what the specification asks for, and every secret's signature fits`() async throws {
        let sink = try await WebhookSink.start { _ in .status(204) }
        let client = OutboundClient()
        let texts = [Self.secretText, "whsec_" + Data(repeating: 7, count: 64).base64EncodedString()]
        let sender = try sender("http://127.0.0.1:\(sink.port)/hooks/desk?x=1", texts, client: client)

        #expect(await sender.send(try message(), at: Self.now) == .acknowledged)

        let received = try #require(sink.received.first)
        let headers = received.head.headers
        #expect(received.head.method == .POST && received.head.uri == "/hooks/desk?x=1")
        #expect(headers["webhook-id"] == ["msg_p5jXN8AQM9LWM0D4loKWxJek"])
        #expect(headers["webhook-timestamp"] == ["1796000000"])
        #expect(headers["content-type"] == ["application/json"])
        #expect(headers["content-length"] == [String(received.body.count)])
        let signatures = try #require(headers.first(name: "webhook-signature")).split(separator: " ")
        #expect(signatures.count == 2)
        for (text, signature) in zip(texts, signatures) {
            let secret = try #require(Data(base64Encoded: String(text.dropFirst(6))))
            let signed = Array("msg_p5jXN8AQM9LWM0D4loKWxJek.1796000000.".utf8) + received.body
            let expected = Data(SlowHMAC.code(key: Array(secret), message: signed)).base64EncodedString()
            #expect(signature == "v1,\(expected)")
        }
        let json = try #require(try JSONSerialization.jsonObject(with: Data(received.body)) as? [String: Any])
        #expect(json["type"] as? String == "picture.removal.requested")
        #expect(json["timestamp"] as? String == "2023-11-14T22:13:20Z")
        #expect((json["data"] as? [String: String])?["text"] == "صورة")
        await client.shutdown()
        try await sink.stop()
    }

    @Test func `another attempt is the same body under the same id, with a time of its own`() async throws {
        let sink = try await WebhookSink.start { _ in .status(500) }
        let client = OutboundClient()
        let sender = try sender("http://127.0.0.1:\(sink.port)/", client: client)
        for seconds in [Int64(0), 5] {
            let outcome = await sender.send(try message(), at: Self.now.adding(seconds: seconds))
            #expect(outcome == .retry(.httpStatus(500)))
        }
        let received = sink.received
        #expect(received.count == 2 && Set(received.map(\.body)).count == 1)
        #expect(Set(received.map { $0.head.headers["webhook-id"] }).count == 1)
        #expect(Set(received.map { $0.head.headers["webhook-timestamp"] }).count == 2)
        #expect(Set(received.map { $0.head.headers["webhook-signature"] }).count == 2)
        await client.shutdown()
        try await sink.stop()
    }

    // MARK: What answers mean

    @Test(arguments: [200, 201, 202, 204, 299])
    func `success acknowledges`(status: Int) async throws {
        #expect(try await outcome(of: .status(status)).0 == .acknowledged)
    }

    @Test(arguments: [400, 401, 403, 404, 410, 422, 451])
    func `a lasting no refuses, whatever it asks for`(status: Int) async throws {
        let (outcome, received) = try await outcome(of: .status(status, [("retry-after", "9")]))
        #expect(outcome == .refused(.httpStatus(status)) && received.count == 1)
    }

    @Test(arguments: [408, 409, 425, 429, 500, 502, 503, 504, 599])
    func `a passing no is tried again`(status: Int) async throws {
        let (outcome, _) = try await outcome(of: .status(status, [("retry-after", "90")]))
        #expect(outcome == .retry(.httpStatus(status)))
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is not followed`(status: Int) async throws {
        let other = try await WebhookSink.start { _ in .status(200) }
        let (outcome, received) = try await outcome(
            of: .status(status, [("location", "http://127.0.0.1:\(other.port)/")]))
        #expect(outcome == .retry(.httpStatus(status)))
        #expect(received.count == 1 && other.received.isEmpty)
        try await other.stop()
    }

    @Test func `a status counts whatever body follows`() async throws {
        #expect(try await outcome(of: .endless(200)).0 == .acknowledged)
        #expect(try await outcome(of: .endless(410)).0 == .refused(.httpStatus(410)))
        let long = [UInt8](repeating: 0x61, count: 300_000)
        #expect(try await outcome(of: .status(200, body: long)).0 == .acknowledged)
    }

    @Test func `silence, a broken connection and nonsense are tried again`() async throws {
        #expect(try await outcome(of: .silence, answerSeconds: 0.3).0 == .retry(.timedOut))
        #expect(try await outcome(of: .drop).0 == .retry(.disconnected))
        let nonsense = try await outcome(of: .raw("220 mail.example ready\r\n\r\n")).0
        #expect(nonsense == .retry(.answerInvalid))
    }

    @Test func `a platform that is away is tried again`() async throws {
        let sink = try await WebhookSink.start { _ in .status(200) }
        let port = sink.port
        try await sink.stop()
        let client = OutboundClient()
        let sender = try sender("http://127.0.0.1:\(port)/", client: client)
        #expect(await sender.send(try message(), at: Self.now) == .retry(.notConnected))
        await client.shutdown()
        #expect(await sender.send(try message(), at: Self.now) == .retry(.stopped))
        await client.shutdown()
    }

    @Test func `an attempt that is given up is tried again`() async throws {
        let sink = try await WebhookSink.start { _ in .silence }
        let client = OutboundClient()
        let sender = try sender("http://127.0.0.1:\(sink.port)/", client: client)
        let message = try message()
        let task = Task { await sender.send(message, at: Self.now) }
        while sink.received.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value == .retry(.stopped))
        await client.shutdown()
        try await sink.stop()
    }

    // MARK: Encryption

    @Test func `over TLS only a trusted certificate with the right name gets the webhook`() async throws {
        let certificate = try SelfMadeCertificate()
        let other = try SelfMadeCertificate(names: ["other.example"], addresses: [])
        let trusting = try #require(TrustedAuthorities(pem: certificate.pem))
        let wrongName = try #require(TrustedAuthorities(pem: other.pem))
        let cases: [(SelfMadeCertificate, TrustedAuthorities, DeliveryOutcome)] = [
            (certificate, trusting, .acknowledged),
            (certificate, .system, .retry(.encryptionFailed)),
            (other, wrongName, .retry(.encryptionFailed)),
        ]
        for (certificate, authorities, expected) in cases {
            let sink = try await WebhookSink.start(encryption: certificate.serverConfiguration) { _ in .status(200) }
            let client = OutboundClient(authorities: authorities)
            let sender = try sender("https://localhost:\(sink.port)/", client: client)
            #expect(await sender.send(try message(), at: Self.now) == expected)
            #expect(sink.received.isEmpty == (expected != .acknowledged))
            await client.shutdown()
            try await sink.stop()
        }
    }

    // MARK: Settings

    @Test(arguments: [
        "https://platform.example/hook", "https://10.0.0.7:8443/hook", "http://127.0.0.1:9000/", "http://127.9.9.9/",
        "http://[0:0:0:0:0:0:0:1]:9000/x", "http://localhost:9000/",
    ])
    func `an endpoint is encrypted or on this machine`(url: String) throws {
        #expect(try WebhookEndpoint(url).url == url)
    }

    @Test(arguments: [
        ("http://platform.example/", WebhookSettingsError.schemeNotAllowed), ("http://10.0.0.7/", .schemeNotAllowed),
        ("http://localhost.example/", .schemeNotAllowed), ("http://[::2]/", .schemeNotAllowed),
        ("ftp://127.0.0.1/", .schemeNotAllowed), ("https://a@b.example/", .addressInvalid), ("", .addressInvalid),
        ("https://2130706433/", .addressInvalid), ("https://b.example/\r\nx: y", .addressInvalid),
    ])
    func `other endpoints are refused`(url: String, expected: WebhookSettingsError) {
        #expect(throws: expected) { try WebhookEndpoint(url) }
    }

    @Test func `a secret is whsec and base64 of 24 to 64 bytes, and does not show itself`() throws {
        for count in [24, 25, 26, 32, 64] {
            let text = Data(repeating: 0xFB, count: count).base64EncodedString()
            let unpadded = String(text.prefix { $0 != "=" })
            #expect(try WebhookSecret("whsec_" + text).key == WebhookSecret("whsec_" + unpadded).key)
        }
        let short = Data(repeating: 1, count: 23).base64EncodedString()
        let long = Data(repeating: 1, count: 65).base64EncodedString()
        let bad = [
            "", "whsec_", Data(repeating: 1, count: 32).base64EncodedString(), "whsec_" + short, "whsec_" + long,
            "whsec_" + String(repeating: "*", count: 32), "whsec_" + String(repeating: "a", count: 33),
            "WHSEC_" + Data(repeating: 1, count: 32).base64EncodedString(),
        ]
        for text in bad { #expect(throws: WebhookSettingsError.secretInvalid, "\(text)") { try WebhookSecret(text) } }
        let secret = try WebhookSecret(Self.secretText)
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("MfKQ9r8G"))
        #expect(throws: WebhookSettingsError.secretCountInvalid) { try WebhookSecrets([]) }
        #expect(throws: WebhookSettingsError.secretCountInvalid) {
            try WebhookSecrets(Array(repeating: secret, count: 5))
        }
    }

    @Test func `a message that could not be read by the receiver is not made`() throws {
        let id = try #require(DeliveryID("a"))
        func make(_ type: String, _ data: [UInt8]) throws(WebhookMessageError) {
            _ = try WebhookMessage(id: id, type: type, created: Self.now, data: data)
        }
        for type in ["", ".", "a.", ".a", "a..b", "a\"b", "a b", "é", String(repeating: "a", count: 129)] {
            #expect(throws: WebhookMessageError.typeInvalid, "\(type)") { try make(type, [0x31]) }
        }
        #expect(throws: WebhookMessageError.dataInvalid) { try make("a", []) }
        #expect(throws: WebhookMessageError.dataInvalid) { try make("a", [0x22, 0xFF, 0x22]) }
        #expect(throws: WebhookMessageError.tooLong) { try make("a", [UInt8](repeating: 0x31, count: 1_048_576)) }
    }
}

/// HMAC by the book (RFC 2104), written apart from the code under test.
private enum SlowHMAC {
    static func code(key: [UInt8], message: [UInt8]) -> [UInt8] {
        let block = (key.count > 64 ? Array(SHA256.hash(data: key)) : key)
        let padded = block + [UInt8](repeating: 0, count: 64 - block.count)
        let inner = SHA256.hash(data: padded.map { $0 ^ 0x36 } + message)
        return Array(SHA256.hash(data: padded.map { $0 ^ 0x5C } + Array(inner)))
    }
}
