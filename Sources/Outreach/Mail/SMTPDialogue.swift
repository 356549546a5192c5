/// The client's side of one conversation that hands over one mail: which line answers which reply. It does no input or
/// output, so every turn of it can be tested.
///
/// A "no" before the recipient is named (greeting, encryption, password, sender) says nothing about the mail: it is tried
/// again. A lasting "no" (5xx) to recipient or content refuses the mail.
struct SMTPDialogue {
    /// What to do next.
    enum Step: Hashable {
        /// Send these bytes and wait for an answer.
        case send([UInt8])
        /// Send these bytes, which are the mail itself, and wait longer.
        case sendContent([UInt8])
        /// Encrypt the connection, then ask `afterEncryption`.
        case encrypt
        /// It is over; say goodbye.
        case finish(DeliveryOutcome)
    }

    private enum Turn {
        case greeting, hello, startTLS, login(SMTPLogin), sender, recipient, data, content
    }

    private let settings: MailServerSettings
    private let message: MailMessage
    private var isEncrypted: Bool
    private var turn = Turn.greeting
    private var extensions = SMTPExtensions()

    init(settings: MailServerSettings, message: MailMessage) {
        self.settings = settings
        self.message = message
        isEncrypted = settings.encryption == .implicit
    }

    /// Takes a reply and says what to do next.
    mutating func receive(_ reply: SMTPReply) -> Step {
        // The server is about to hang up, whatever was asked.
        if reply.code == 421 { return .finish(.retry(.smtpReply(421))) }
        switch turn {
        case .greeting: return reply.code == 220 ? hello() : notNow(reply)
        case .hello:
            guard reply.code == 250 else { return notNow(reply) }
            extensions = SMTPExtensions(reply)
            return afterHello()
        case .startTLS:
            if reply.code == 220 { return .encrypt }
            return settings.encryption == .opportunistic ? login() : notNow(reply)
        case .login(let login): return next(of: login, after: reply)
        case .sender:
            // Who may send is a matter of this program's settings, not of the mail.
            guard reply.code == 250 else { return notNow(reply) }
            turn = .recipient
            return .send(Self.line("RCPT TO:<\(message.recipient.text)>"))
        case .recipient:
            guard (250...252).contains(reply.code) else { return no(reply) }
            turn = .data
            return .send(Self.line("DATA"))
        case .data:
            guard reply.code == 354 else { return no(reply) }
            turn = .content
            return .sendContent(Self.dotStuffed(message.bytes))
        case .content: return reply.code == 250 ? .finish(.acknowledged) : no(reply)
        }
    }

    /// What to do once the connection is encrypted: everything heard before does not count any more.
    mutating func afterEncryption() -> Step {
        isEncrypted = true
        return hello()
    }

    private mutating func hello() -> Step {
        turn = .hello
        extensions = SMTPExtensions()
        return .send(Self.line("EHLO \(settings.greeting.text)"))
    }

    private mutating func afterHello() -> Step {
        if !isEncrypted {
            if extensions.startTLS {
                turn = .startTLS
                return .send(Self.line("STARTTLS"))
            }
            guard settings.encryption == .opportunistic else {
                return .finish(.retry(.encryptionNotOffered))
            }
        }
        return login()
    }

    private mutating func login() -> Step {
        guard let credentials = settings.credentials else { return sender() }
        guard let login = SMTPLogin(credentials, ways: extensions.authenticationWays) else {
            return .finish(.retry(.authenticationNotOffered))
        }
        turn = .login(login)
        return .send(Self.line(login.opening))
    }

    private mutating func next(of login: SMTPLogin, after reply: SMTPReply) -> Step {
        if reply.code == 235 { return sender() }
        var login = login
        guard reply.code == 334, let line = login.next() else {
            return reply.code >= 400
                ? .finish(.retry(.authenticationRefused(reply.code))) : Self.invalid
        }
        turn = .login(login)
        return .send(Self.line(line))
    }

    private mutating func sender() -> Step {
        var line = "MAIL FROM:<\(message.sender.text)>"
        if message.isInternational {
            guard extensions.internationalAddresses, extensions.eightBitMIME else {
                return .finish(.refused(.addressNotSupported))
            }
            line += " BODY=8BITMIME SMTPUTF8"
        }
        if extensions.size { line += " SIZE=\(message.bytes.count)" }
        if let sizeMax = extensions.sizeMax, sizeMax < message.bytes.count {
            return .finish(.refused(.messageTooLarge))
        }
        turn = .sender
        return .send(Self.line(line))
    }

    /// A "no" that is about the server or this program's settings.
    private func notNow(_ reply: SMTPReply) -> Step {
        reply.code >= 400 ? .finish(.retry(.smtpReply(reply.code))) : Self.invalid
    }

    /// A "no" to the mail.
    private func no(_ reply: SMTPReply) -> Step {
        // 530 asks for a password or for encryption: the settings are wrong, not the mail.
        guard reply.code >= 500, reply.code != 530 else { return notNow(reply) }
        return .finish(.refused(.smtpReply(reply.code)))
    }

    private static let invalid = Step.finish(.retry(.answerInvalid))

    private static func line(_ text: String) -> [UInt8] { Array(text.utf8) + [0x0D, 0x0A] }

    /// The mail as it travels (RFC 5321, 4.5.2): a full stop that begins a line is doubled, one alone ends the mail.
    static func dotStuffed(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 64)
        var isLineStart = true
        for byte in bytes {
            if isLineStart, byte == UInt8(ascii: ".") { result.append(byte) }
            result.append(byte)
            isLineStart = byte == 0x0A
        }
        return result + Array(".\r\n".utf8)
    }
}
