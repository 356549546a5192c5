public import SafetyModel

/// Who a mail is from.
public struct MailSenderName: Hashable, Sendable {
    public let name: HeaderText?
    public let address: MailAddress

    public init(name: HeaderText? = nil, address: MailAddress) {
        self.name = name
        self.address = address
    }
}

/// One mail to one person, composed (RFC 5322, RFC 2045). It has one recipient, so that none learns of another. Made
/// of the same parts it is the same bytes: what is sent twice has one `Message-ID`, and most mailboxes show it once.
public struct MailMessage: Hashable, Sendable {
    /// Bytes of the text before it is encoded.
    public static let bodyBytesMax = 524_288

    public let sender: MailAddress
    public let recipient: MailAddress
    /// The whole mail: lines that end in CRLF, of at most 998 bytes, and no CR or LF elsewhere.
    public let bytes: [UInt8]

    /// The parts:
    /// - `id`: names the mail on every attempt; with `domain` it is the `Message-ID`.
    /// - `domain`: the operator's own, in ASCII.
    /// - `date`: when it was written, not when it is sent.
    /// - `text`: any language; ends of lines as LF or CRLF.
    public init(
        id: DeliveryID, domain: MailDomain, from sender: MailSenderName, to recipient: MailAddress,
        subject: HeaderText, date: Moment, text: String
    ) throws(MailMessageError) {
        guard domain.text.utf8.allSatisfy({ $0 < 0x80 }) else { throw .domainInvalid }
        guard text.utf8.count <= Self.bodyBytesMax else { throw .bodyTooLong }
        guard text.unicodeScalars.allSatisfy(Self.isAllowed) else { throw .bodyInvalid }
        self.sender = sender.address
        self.recipient = recipient
        let lines = [
            "Date: \(date.mailText)",
            "From: \(Self.mailbox(sender))",
            "To: \(recipient.text)",
            "Subject: \(HeaderEncoding.unstructured(subject.text, after: "Subject"))",
            "Message-ID: <\(id.text)@\(domain.text)>",
            // No out-of-office answers, please (RFC 3834).
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
        ]
        bytes = lines.flatMap { Array($0.utf8) + [0x0D, 0x0A] } + QuotedPrintable.encode(text)
    }

    /// True when an address is outside ASCII; then the head is UTF-8 and only servers with SMTPUTF8 can carry it.
    public var isInternational: Bool { sender.isInternational || recipient.isInternational }

    private static func mailbox(_ sender: MailSenderName) -> String {
        guard let name = sender.name else { return sender.address.text }
        // The address on a line of its own, as the name may fill one.
        return "\(HeaderEncoding.phrase(name.text, after: "From"))\r\n <\(sender.address.text)>"
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\t" || scalar.properties.generalCategory != .control
    }
}

/// Why no mail can be made of something.
public enum MailMessageError: Error, Hashable, Sendable, CaseIterable {
    /// A subject or name that is empty, too long, or holds a control.
    case lineInvalid
    /// The domain of the `Message-ID` is outside ASCII.
    case domainInvalid
    /// The text holds a control other than ends of lines and tabs.
    case bodyInvalid
    case bodyTooLong

    /// The stable word for this error.
    public var code: String {
        switch self {
        case .lineInvalid: "mail-line-invalid"
        case .domainInvalid: "mail-domain-invalid"
        case .bodyInvalid: "mail-body-invalid"
        case .bodyTooLong: "mail-body-too-long"
        }
    }
}
