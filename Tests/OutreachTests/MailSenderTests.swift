@testable import Outreach
import Foundation
import Testing

/// The sender against a mail server on 127.0.0.1.
@Suite struct MailSenderTests {
    /// Sends one mail to a server that answers so.
    private func send(
        _ message: MailMessage? = nil, extensions: [String] = [], credentials: MailCredentials? = nil,
        limits: MailLimits = MailLimits(), respond: @escaping @Sendable (String) -> MailSink.Answer? = { _ in nil }
    ) async throws -> (outcome: DeliveryOutcome, commands: [String], mails: [[UInt8]]) {
        let sink = try await MailSink.start(extensions: extensions, respond: respond)
        let settings = try MailSamples.settings(port: sink.port, credentials: credentials, limits: limits)
        let outcome = await (try MailSender(settings: settings)).send(try message ?? MailSamples.message())
        try await sink.stop()
        return (outcome, sink.commands, sink.mails)
    }

    private func retry(_ failure: DeliveryFailure) -> DeliveryOutcome { .retry(failure) }

    // MARK: The usual way

    @Test func `a mail is handed over line by line`() async throws {
        let message = try MailSamples.message(text: ".\n..two\nthree.\n")
        let result = try await send(message)

        #expect(result.outcome == .acknowledged)
        #expect(
            result.commands == [
                "EHLO vangrail.example", "MAIL FROM:<desk@vangrail.example>", "RCPT TO:<person@example.org>", "DATA",
                ".", "QUIT",
            ])
        let mail = String(decoding: try #require(result.mails.first), as: UTF8.self)
        #expect(mail.hasSuffix("\r\n\r\n..\r\n...two\r\nthree.\r\n.\r\n"))
        #expect(Self.unstuffed(Array(mail.utf8)) == message.bytes)
    }

    @Test func `size, eight bits and other alphabets are told where they are needed and offered`() async throws {
        let message = try MailSamples.message()
        let all = ["SIZE 100000", "8BITMIME", "SMTPUTF8"]
        let plain = try await send(message, extensions: all)
        #expect(plain.commands[1] == "MAIL FROM:<desk@vangrail.example> SIZE=\(message.bytes.count)")

        let foreign = try MailSamples.message(to: "مثال@مثال.example")
        let international = try await send(foreign, extensions: all)
        #expect(international.outcome == .acknowledged)
        #expect(
            international.commands[1]
                == "MAIL FROM:<desk@vangrail.example> BODY=8BITMIME SMTPUTF8 SIZE=\(foreign.bytes.count)")
        #expect(international.commands[2] == "RCPT TO:<مثال@مثال.example>")
        for some in [["SIZE 100000"], ["SMTPUTF8"], ["8BITMIME"]] {
            let refused = try await send(foreign, extensions: some)
            #expect(refused.outcome == .refused(.addressNotSupported) && refused.commands.last == "QUIT")
        }
    }

    @Test func `a mail larger than the server takes is not sent`() async throws {
        let message = try MailSamples.message()
        let count = message.bytes.count
        #expect(try await send(message, extensions: ["SIZE \(count - 1)"]).outcome == .refused(.messageTooLarge))
        for size in ["SIZE \(count)", "SIZE 0", "SIZE", "SIZE x", "SIZE 99999999999999999999"] {
            #expect(try await send(message, extensions: [size]).outcome == .acknowledged, "\(size)")
        }
    }

    // MARK: Answers

    @Test(arguments: ["RCPT", "DATA", "."])
    func `a lasting no refuses the mail, a passing one does not`(command: String) async throws {
        for code in [500, 550, 552, 554, 599] {
            let result = try await send { $0.hasPrefix(command) ? .lines(["\(code)-no", "\(code) never"]) : nil }
            #expect(result.outcome == .refused(.smtpReply(code)) && result.commands.last == "QUIT")
        }
        for code in [421, 450, 451, 452, 530] {
            let result = try await send { $0.hasPrefix(command) ? .lines(["\(code) later"]) : nil }
            #expect(result.outcome == retry(.smtpReply(code)))
        }
        for line in ["211 what", "354 go on"] where !(command == "DATA" && line.hasPrefix("354")) {
            let result = try await send { $0.hasPrefix(command) ? .lines([line]) : nil }
            #expect(result.outcome == retry(.answerInvalid))
        }
    }

    @Test(arguments: ["CONNECT", "EHLO", "MAIL"])
    func `a no before the recipient was named never refuses it`(command: String) async throws {
        for code in [421, 450, 500, 554] {
            let result = try await send { $0.hasPrefix(command) ? .lines(["\(code) no"]) : nil }
            #expect(result.outcome == retry(.smtpReply(code)) && result.mails.isEmpty)
        }
    }

    @Test(arguments: ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "."])
    func `silence and broken connections are tried again at every turn`(command: String) async throws {
        let limits = MailLimits(answerSeconds: 0.15, contentSeconds: 0.15)
        let silent = try await send(limits: limits) { $0.hasPrefix(command) ? .silence : nil }
        #expect(silent.outcome == retry(.timedOut))
        let dropped = try await send { $0.hasPrefix(command) ? .drop : nil }
        #expect(dropped.outcome == retry(.disconnected))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\n\r\n", "250\t fine\r\n", "2\r\n", "\r\n", "25x no\r\n", "250-a\r\n251 b\r\n", "999 no\r\n",
        "100 no\r\n", "250fine\r\n", "\0\0\0\0\r\n", "+OK POP3 ready\r\n",
    ])
    func `nonsense is no answer`(text: String) async throws {
        let result = try await send { $0.hasPrefix("RCPT") ? .raw(text) : nil }
        #expect(result.outcome == retry(.answerInvalid))
    }

    @Test func `an answer without end is cut off`() async throws {
        let flood = String(repeating: "250-more\r\n", count: 100_000)
        #expect(
            try await send { $0 == "RCPT TO:<PERSON@EXAMPLE.ORG>" ? .raw(flood) : nil }.outcome == retry(.answerInvalid)
        )
        let line = "250 " + String(repeating: "a", count: 1_000_000)
        #expect(try await send { $0.hasPrefix("RCPT") ? .raw(line) : nil }.outcome == retry(.answerInvalid))
    }

    @Test func `answers in many lines and in single bytes are understood`() async throws {
        let slow = try await send { command in
            switch command {
            case "CONNECT": .slowly("220-a\r\n220-\r\n220 b\r\n")
            case "EHLO VANGRAIL.EXAMPLE": .slowly("250-a\r\n250-SIZE 9\r\n250 SIZE 99999\r\n")
            case ".": .slowly("250-queued\r\n250-as\r\n250\r\n")
            default: nil
            }
        }
        #expect(slow.outcome == .acknowledged)
    }

    @Test func `an answer to a question that was not asked ends the conversation`() async throws {
        let early = try await send { $0.hasPrefix("MAIL") ? .raw("250 fine\r\n250 fine\r\n") : nil }
        #expect(early.outcome == retry(.answerInvalid) && early.mails.isEmpty)
    }

    @Test func `once the mail is taken nothing undoes that`() async throws {
        for answer in [MailSink.Answer.raw("250 ok\r\n421 bye\r\n"), .raw("250 ok\r\nnonsense\r\n")] {
            #expect(try await send { $0 == "." ? answer : nil }.outcome == .acknowledged)
        }
        for answer in [MailSink.Answer.drop, .raw("nonsense\r\n"), .lines(["500 what"])] {
            #expect(try await send { $0 == "QUIT" ? answer : nil }.outcome == .acknowledged)
        }
    }

    @Test func `the whole conversation has a bound too`() async throws {
        let limits = MailLimits(answerSeconds: 30, contentSeconds: 30, totalSeconds: 0.2)
        let result = try await send(limits: limits) { $0 == "." ? .silence : nil }
        #expect(result.outcome == retry(.timedOut))
    }

    @Test func `a server that is away is tried again`() async throws {
        let sink = try await MailSink.start()
        let port = sink.port
        try await sink.stop()
        let away = try MailSender(settings: try MailSamples.settings(port: port))
        #expect(await away.send(try MailSamples.message()) == retry(.notConnected))
    }

    @Test func `an attempt that is given up is tried again`() async throws {
        let sink = try await MailSink.start { $0 == "." ? .silence : nil }
        let sender = try MailSender(settings: try MailSamples.settings(port: sink.port))
        let message = try MailSamples.message()
        let task = Task { await sender.send(message) }
        while sink.mails.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value == retry(.stopped))
        try await sink.stop()
    }

    // MARK: Name and password

    @Test func `name and password go in the best way that is offered`() async throws {
        let credentials = try MailCredentials(user: "désk", password: "päss word")
        let plain = try await send(extensions: ["AUTH LOGIN PLAIN CRAM-MD5"], credentials: credentials)
        let expected = Data("\0désk\0päss word".utf8).base64EncodedString()
        #expect(plain.outcome == .acknowledged && plain.commands[1] == "AUTH PLAIN \(expected)")

        let login = try await send(extensions: ["AUTH=LOGIN"], credentials: credentials) { command in
            switch command {
            case "AUTH LOGIN": .lines(["334 VXNlcm5hbWU6"])
            case Data("désk".utf8).base64EncodedString().uppercased(): .lines(["334 UGFzc3dvcmQ6"])
            case Data("päss word".utf8).base64EncodedString().uppercased(): .lines(["235 welcome"])
            default: nil
            }
        }
        #expect(login.outcome == .acknowledged && login.commands.count == 9)

        let long = try MailCredentials(
            user: String(repeating: "u", count: 255), password: String(repeating: "p", count: 255))
        let answer = Data("\0\(long.user)\0\(long.password)".utf8).base64EncodedString()
        let split = try await send(extensions: ["AUTH PLAIN"], credentials: long) { command in
            command == "AUTH PLAIN" ? .lines(["334 "]) : command == answer.uppercased() ? .lines(["235 ok"]) : nil
        }
        #expect(split.outcome == .acknowledged && split.commands[1...2] == ["AUTH PLAIN", answer])
    }

    @Test func `without a way to tell them, or refused, the mail waits`() async throws {
        let credentials = try MailCredentials(user: "desk", password: "word")
        for extensions in [[], ["AUTH CRAM-MD5"]] {
            let result = try await send(extensions: extensions, credentials: credentials)
            #expect(result.outcome == retry(.authenticationNotOffered))
        }
        for code in [454, 535, 530] {
            let result = try await send(extensions: ["AUTH PLAIN"], credentials: credentials) { command in
                command.hasPrefix("AUTH") ? .lines(["\(code) no"]) : nil
            }
            #expect(result.outcome == retry(.authenticationRefused(code)) && result.mails.isEmpty)
        }
        let endless = try await send(extensions: ["AUTH LOGIN"], credentials: credentials) { command in
            ["EHLO", "CONN"].contains(command.prefix(4)) ? nil : .lines(["334 more"])
        }
        #expect(endless.outcome == retry(.answerInvalid))
    }

    @Test func `settings that would show a password or greet wrongly are refused`() throws {
        for (user, password) in [("", "a"), ("a", ""), ("a\0b", "c"), ("a", String(repeating: "x", count: 256))] {
            #expect(throws: MailServerSettingsError.credentialsInvalid) {
                try MailCredentials(user: user, password: password)
            }
        }
        let credentials = try MailCredentials(user: "desk", password: "hunter2")
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!"\(credentials) \(String(reflecting: credentials)) \(dumped)".contains("hunter2"))
        for host in ["mail.example", "10.0.0.1", "128.0.0.1", "::2", "localhost.example"] {
            #expect(throws: MailServerSettingsError.encryptionRequired, "\(host)") {
                try MailSamples.settings(port: 25, host: host)
            }
        }
        for host in ["", "mail example", "mail.example\r\n", "1.2.3", "[::1]", "mäil.example", "a..b"] {
            #expect(throws: MailServerSettingsError.hostInvalid, "\(host)") {
                try MailSamples.settings(port: 25, encryption: .required, host: host)
            }
        }
        for port in [0, -1, 65_536] {
            #expect(throws: MailServerSettingsError.portInvalid) { try MailSamples.settings(port: port) }
        }
        for host in ["127.0.0.1", "127.8.8.8", "::1", "localhost"] {
            #expect(try MailSamples.settings(port: 25, host: host).encryption == .opportunistic)
        }
    }

    static func unstuffed(_ bytes: [UInt8]) -> [UInt8] {
        let text = String(decoding: bytes.dropLast(3), as: UTF8.self)
        return Array(
            text.components(separatedBy: "\r\n").map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 }
                .joined(separator: "\r\n").utf8)
    }
}
