/// The address of a mailbox as people write it, `name@example.org`: the plain form of RFC 5321 and RFC 6531. Quoted
/// names, comments, groups, routes and addresses in brackets are refused: no spelling may mean two things.
public struct MailAddress: Hashable, Sendable, Codable {
    static let localBytesMax = 64
    /// A path with its angle brackets may have 256 (RFC 5321, 4.5.3.1.3).
    static let bytesMax = 254

    /// The part before the `@`, as it was written.
    public let local: String
    public let domain: MailDomain

    /// Reads an address; nothing is trimmed or guessed.
    public init(_ text: String) throws(MailAddressError) {
        guard text.utf8.count <= Self.bytesMax else { throw .tooLong }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocal(parts[0]) else { throw .invalid }
        guard parts[0].utf8.count <= Self.localBytesMax else { throw .tooLong }
        local = String(parts[0])
        domain = try MailDomain(String(parts[1]))
        // One label is a machine of this network: whoever writes an address here must not reach its users.
        guard domain.text.contains(".") else { throw .invalid }
    }

    /// The address as it is written; the domain in small letters.
    public var text: String { "\(local)@\(domain.text)" }

    /// True when it can only travel with SMTPUTF8.
    public var isInternational: Bool { !text.utf8.allSatisfy { $0 < 0x80 } }

    private static func isLocal(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty
                && atom.unicodeScalars.allSatisfy { scalar in
                    scalar.isASCII ? isAtomText(UInt8(scalar.value)) : scalar.isMailLetter
                }
        }
    }

    /// The `atext` of RFC 5322.
    static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }

    /// Reads the address from a single string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(MailAddressError) { self = try MailAddress(text) } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a mail address")
        }
    }

    /// Writes the address as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Why something is not a mail address.
public enum MailAddressError: Error, Hashable, Sendable, CaseIterable {
    /// Not one plain name, `@` and one domain name.
    case invalid
    /// Longer than mail allows.
    case tooLong

    /// The stable word for this error.
    public var code: String {
        switch self {
        case .invalid: "mail-address-invalid"
        case .tooLong: "mail-address-too-long"
        }
    }
}

extension Unicode.Scalar {
    /// Letters, marks and digits of all scripts: what names are written with. Signs, spaces and everything invisible
    /// stay outside.
    var isMailLetter: Bool {
        guard !properties.isDefaultIgnorableCodePoint else { return false }
        return switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            true
        default: false
        }
    }
}
