/// One line of text for people in the head of a mail: a subject, or the name beside an address. It cannot hold what
/// would end the line or begin another field.
public struct HeaderText: Hashable, Sendable {
    public static let bytesMax = 500

    public let text: String

    /// Refuses empty text, controls, ends of lines and paragraphs, and signs that turn the writing direction of
    /// foreign text by force. Marks of direction that right-to-left languages need are fine.
    public init(_ text: String) throws(MailMessageError) {
        guard (1...Self.bytesMax).contains(text.utf8.count) else { throw .lineInvalid }
        guard text.unicodeScalars.allSatisfy(Self.isAllowed), text.contains(where: { !$0.isWhitespace }) else {
            throw .lineInvalid
        }
        self.text = text
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .unassigned: false
        // LEFT-TO-RIGHT OVERRIDE and RIGHT-TO-LEFT OVERRIDE.
        default: scalar.value != 0x202D && scalar.value != 0x202E
        }
    }
}
