import FoundationEssentials

/// The lines that tell a mail server name and password: PLAIN (RFC 4616) where it is offered, else LOGIN.
struct SMTPLogin {
    /// A command with its end may have so many bytes (RFC 5321, 4.5.3.1.4).
    private static let commandBytesMax = 512

    /// The first line.
    let opening: String
    private var rest: ArraySlice<String>

    /// Nil when the server takes neither way.
    init?(_ credentials: MailCredentials, ways: Set<SMTPExtensions.Way>) {
        if ways.contains(.plain) {
            let answer = Self.encoded("\0\(credentials.user)\0\(credentials.password)")
            let line = "AUTH PLAIN \(answer)"
            let fits = line.utf8.count + 2 <= Self.commandBytesMax
            opening = fits ? line : "AUTH PLAIN"
            rest = fits ? [] : [answer]
        } else if ways.contains(.login) {
            opening = "AUTH LOGIN"
            rest = [Self.encoded(credentials.user), Self.encoded(credentials.password)]
        } else {
            return nil
        }
    }

    /// The next line, after the server asked for one; nil when everything is told.
    mutating func next() -> String? { rest.popFirst() }

    private static func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
