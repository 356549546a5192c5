import Casework
import Desk
import Foundation
import NIOHTTP1
import Outreach
import SafetyModel
import Testing

/// What the desk says, as the platform and a person's mailbox get it.
@Suite struct MessengerTests {
    private static let now = Moment(milliseconds: 1_796_000_000_123)
    private static let clock = Timepiece { now }
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func tell(_ message: PlatformMessage, status: Int) async throws -> (MessageOutcome, [WebhookSink.Received])
    {
        let sink = try await WebhookSink.start { _ in .status(status) }
        let client = OutboundClient()
        let platform = PlatformWebhook(
            sender: WebhookSender(
                endpoint: try WebhookEndpoint("http://127.0.0.1:\(sink.port)/hook"),
                secrets: try WebhookSecrets([try WebhookSecret(Self.secret)]), client: client), clock: Self.clock)
        let outcome = await platform.tell(message)
        await client.shutdown()
        try await sink.stop()
        return (outcome, sink.received)
    }

    @Test func `the platform reads what to do with which picture`() async throws {
        var message = PlatformMessage(id: "case_7-3-0", kind: .hide, at: Self.now)
        message.asset = ItemID(text: "post-1")
        message.url = "https://platform.example/p/1"
        message.account = AccountID(text: "u-9")
        let (outcome, received) = try await tell(message, status: 202)

        #expect(outcome == .acknowledged)
        let body = try #require(received.first?.body)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
        #expect(json["type"] as? String == "asset.hide")
        #expect(
            json["data"] as? [String: String] == [
                "asset": "post-1", "url": "https://platform.example/p/1", "account": "u-9",
            ])
        #expect(received.first?.head.headers["webhook-id"] == ["case_7-3-0"])
    }

    @Test func `a statement carries its words, its language and its page`() async throws {
        var message = PlatformMessage(id: "case_7-4-0", kind: .statement, at: Self.now)
        message.account = AccountID(text: "u-9")
        message.language = "nl"
        message.lines = ["Eerste regel.", "Tweede regel."]
        message.page = "https://gate.example/statement#abc"
        message.until = Moment(milliseconds: 1_796_000_000_000)
        let (_, received) = try await tell(message, status: 200)

        let body = try #require(received.first?.body)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
        let data = try #require(json["data"] as? [String: Any])
        #expect(data["lines"] as? [String] == ["Eerste regel.", "Tweede regel."])
        #expect(data["language"] as? String == "nl" && data["page"] as? String == "https://gate.example/statement#abc")
        #expect(data["until"] as? String == "2026-11-30T00:53:20Z")
    }

    @Test(arguments: [(503, MessageOutcome.later("http-503")), (410, .refused("http-410"))])
    func `what the platform does not take is told in a word`(status: Int, expected: MessageOutcome) async throws {
        let (outcome, _) = try await tell(PlatformMessage(id: "a-1", kind: .warn, at: Self.now), status: status)
        #expect(outcome == expected)
    }

    @Test func `every kind of message can be sent`() async throws {
        for kind in PlatformMessage.Kind.allCases {
            let (outcome, _) = try await tell(PlatformMessage(id: "a-1", kind: kind, at: Self.now), status: 200)
            #expect(outcome == .acknowledged, "\(kind)")
        }
    }

    @Test func `a letter arrives with its neutral subject and its lines`() async throws {
        let sink = try await MailSink.start()
        let mailer = DeskMailer(
            sender: try MailSender(settings: try MailSamples.settings(port: sink.port)),
            from: MailSenderName(address: try MailAddress("desk@vangrail.example")), clock: Self.clock)
        let letter = Letter(
            id: "case_7-1-0", to: "person@example.org", subject: "Over uw bericht",
            lines: ["Wij hebben uw bericht ontvangen.", "https://gate.example/notice/status"], language: "nl")

        #expect(await mailer.send(letter) == .acknowledged)

        let bytes = try #require(sink.mails.first)
        let mail = String(decoding: bytes, as: UTF8.self)
        #expect(mail.contains("Subject: Over uw bericht\r\n") && mail.contains("To: person@example.org\r\n"))
        #expect(mail.contains("Wij hebben uw bericht ontvangen.\r\n\r\nhttps://gate.example/notice/status"))
        #expect(mail.contains("Message-ID: <case_7-1-0@vangrail.example>"))
        try await sink.stop()
    }

    @Test func `what is no address gets no letter`() async throws {
        let mailer = DeskMailer(
            sender: try MailSender(settings: try MailSamples.settings(port: 1)),
            from: MailSenderName(address: try MailAddress("desk@vangrail.example")), clock: Self.clock)
        let letter = Letter(id: "a-1", to: "nobody\r\nBcc: x@y.zz", subject: "x", lines: ["x"], language: "en")
        #expect(await mailer.send(letter) == .refused("mail-address-invalid"))
    }
}
