/// A domain name in mail: labels of letters, digits and inner hyphens, in small letters. Labels outside ASCII are kept
/// as they are and travel with SMTPUTF8.
public struct MailDomain: Hashable, Sendable {
    static let bytesMax = 253
    static let labelBytesMax = 63

    public let text: String

    /// Reads a name such as `example.org` or `localhost`; addresses of the internet are no names.
    public init(_ text: String) throws(MailAddressError) {
        guard text.utf8.count <= Self.bytesMax else { throw .tooLong }
        let name = text.lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy(Self.isLabel), let last = labels.last,
            !last.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw .invalid }
        // Small letters of some scripts are longer than the capitals.
        guard name.utf8.count <= Self.bytesMax, labels.allSatisfy({ $0.utf8.count <= Self.labelBytesMax }) else {
            throw .tooLong
        }
        self.text = name
    }

    private static func isLabel(_ label: Substring) -> Bool {
        guard !label.isEmpty, label.utf8.first != UInt8(ascii: "-"), label.utf8.last != UInt8(ascii: "-") else {
            return false
        }
        return label.unicodeScalars.allSatisfy { scalar in
            guard scalar.isASCII else { return scalar.isMailLetter }
            return scalar == "-" || scalar.isMailLetter
        }
    }
}
