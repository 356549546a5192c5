@testable import Outreach
import Testing

/// STARTTLS and TLS with a certificate of our own making.
@Suite struct MailEncryptionTests {
    private func send(
        _ encryption: MailServerSettings.Encryption, host: String = "localhost", certificate: SelfMadeCertificate?,
        trusted: SelfMadeCertificate?, isImplicit: Bool = false, extensions: [String] = ["STARTTLS"],
        respond: @escaping @Sendable (String) -> MailSink.Answer? = { _ in nil }
    ) async throws -> (outcome: DeliveryOutcome, commands: [String]) {
        let sink = try await MailSink.start(
            encryption: certificate?.serverConfiguration, isImplicit: isImplicit, extensions: extensions,
            respond: respond)
        let authorities = try trusted.map { try #require(TrustedAuthorities(pem: $0.pem)) } ?? .system
        let settings = try MailSamples.settings(
            port: sink.port, encryption: encryption, host: host,
            credentials: try MailCredentials(user: "desk", password: "word"), authorities: authorities)
        let outcome = await (try MailSender(settings: settings)).send(try MailSamples.message())
        try await sink.stop()
        return (outcome, sink.commands)
    }

    private func retry(_ failure: DeliveryFailure) -> DeliveryOutcome { .retry(failure) }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `after STARTTLS the server is greeted anew and gets the mail`(host: String) async throws {
        let own = try SelfMadeCertificate()
        let result = try await send(
            .required, host: host, certificate: own, trusted: own, extensions: ["STARTTLS", "AUTH PLAIN"])
        #expect(result.outcome == .acknowledged)
        #expect(result.commands.prefix(3) == ["EHLO vangrail.example", "STARTTLS", "EHLO vangrail.example"])
        #expect(result.commands.dropFirst(3).first?.hasPrefix("AUTH PLAIN ") == true)
        #expect(result.commands.suffix(2) == [".", "QUIT"])
    }

    @Test func `TLS from the first byte works, and fails where the server does not speak it`() async throws {
        let own = try SelfMadeCertificate()
        let result = try await send(
            .implicit, certificate: own, trusted: own, isImplicit: true, extensions: ["AUTH PLAIN"])
        #expect(result.outcome == .acknowledged && result.commands.count == 7)
        let plain = try await send(.implicit, certificate: nil, trusted: own)
        // WHY: the bytes of a TLS greeting are random, and now and then two of them end a line.
        #expect(plain.outcome == retry(.encryptionFailed))
        #expect(plain.commands.allSatisfy { !$0.contains("EHLO") && !$0.contains("AUTH") && !$0.contains("MAIL") })
    }

    @Test func `a certificate that nobody vouches for, or for another name, gets nothing`() async throws {
        let own = try SelfMadeCertificate()
        let other = try SelfMadeCertificate(names: ["mail.example"], addresses: [])
        for (host, certificate, trusted) in [
            ("localhost", own, nil), ("localhost", other, other), ("127.0.0.1", other, other),
            ("localhost", own, other),
        ] {
            for isImplicit in [false, true] {
                let result = try await send(
                    isImplicit ? .implicit : .required, host: host, certificate: certificate, trusted: trusted,
                    isImplicit: isImplicit)
                #expect(result.outcome == retry(.encryptionFailed))
                #expect(result.commands.allSatisfy { !$0.contains("AUTH") && !$0.contains("MAIL") })
            }
        }
    }

    @Test func `where encryption is required, none is no mail`() async throws {
        let absent = try await send(.required, certificate: nil, trusted: nil, extensions: ["AUTH PLAIN"])
        #expect(absent.outcome == retry(.encryptionNotOffered))
        #expect(absent.commands == ["EHLO vangrail.example", "QUIT"])
        let refused = try await send(.required, certificate: nil, trusted: nil) { command in
            command == "STARTTLS" ? .lines(["454 not now"]) : nil
        }
        #expect(refused.outcome == retry(.smtpReply(454)) && refused.commands.last == "QUIT")
    }

    @Test func `what was whispered before the encryption is not heard after it`() async throws {
        let own = try SelfMadeCertificate()
        let result = try await send(.required, certificate: own, trusted: own) { command in
            command == "STARTTLS" ? .raw("220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n") : nil
        }
        #expect(result.outcome == retry(.answerInvalid))
        #expect(result.commands.allSatisfy { !$0.contains("AUTH") })
    }

    @Test func `on this machine encryption is used where offered, and left out where not`() async throws {
        let own = try SelfMadeCertificate(names: ["snakeoil"], addresses: [])
        let offered = try await send(
            .opportunistic, certificate: own, trusted: nil, extensions: ["STARTTLS", "AUTH PLAIN"])
        #expect(offered.outcome == .acknowledged && offered.commands.contains("STARTTLS"))
        let absent = try await send(.opportunistic, certificate: nil, trusted: nil, extensions: ["AUTH PLAIN"])
        #expect(absent.outcome == .acknowledged)
        let refused = try await send(
            .opportunistic, certificate: nil, trusted: nil, extensions: ["STARTTLS", "AUTH PLAIN"]
        ) { command in
            command == "STARTTLS" ? .lines(["454 not now"]) : nil
        }
        #expect(refused.outcome == .acknowledged)
    }

    @Test func `authorities that are none are refused`() {
        #expect(TrustedAuthorities(pem: []) == nil)
        #expect(
            TrustedAuthorities(pem: Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----".utf8)) == nil)
    }
}
