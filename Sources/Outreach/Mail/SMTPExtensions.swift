/// What a mail server announced when it was greeted (RFC 5321, 4.1.1.1).
struct SMTPExtensions: Hashable, Sendable {
    var startTLS = false
    var eightBitMIME = false
    var internationalAddresses = false
    /// True when the size of a mail may be told beforehand.
    var size = false
    /// The largest mail that is taken, in bytes; nil when the server did not say.
    var sizeMax: Int?
    var authenticationWays: Set<Way> = []

    /// Ways to tell name and password.
    enum Way: String, Hashable, Sendable { case plain = "PLAIN", login = "LOGIN" }

    init() {}

    /// Reads the lines of the answer to EHLO; what is not known is passed over.
    init(_ reply: SMTPReply) {
        for line in reply.lines.dropFirst() {
            let words = String(decoding: line, as: UTF8.self).uppercased()
                .split { $0 == " " || $0 == "\t" || $0 == "=" }
            guard let keyword = words.first else { continue }
            switch keyword {
            case "STARTTLS": startTLS = true
            case "8BITMIME": eightBitMIME = true
            case "SMTPUTF8": internationalAddresses = true
            case "SIZE":
                size = true
                sizeMax = words.dropFirst().first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
            // Some servers write `AUTH=LOGIN`.
            case "AUTH": authenticationWays.formUnion(words.dropFirst().compactMap { Way(rawValue: String($0)) })
            default: continue
            }
        }
    }
}
