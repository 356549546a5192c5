/// A language as the statement must be written: a lower-case ISO 639-1 code.
public struct LanguageCode: Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    public let text: String

    /// Takes any text; `isValid` says whether it is a code.
    public init(_ text: String) { self.text = text }
    public init(stringLiteral value: String) { text = value }

    /// True for two lower-case letters.
    public var isValid: Bool { isTwoLetters(text) }

    /// Reads the code from a single string.
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes the code as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A cited provision of law: without one, nothing is called illegal.
public struct LegalGround: Hashable, Sendable, Codable {
    /// `eu`, or a lower-case ISO 3166 code.
    public var jurisdiction: String
    /// The act and article, for instance `Wetboek van Strafrecht, art. 254ba`. A code, never a person's words.
    public var citation: String

    public init(jurisdiction: String, citation: String) {
        self.jurisdiction = jurisdiction
        self.citation = citation
    }

    /// Unicode scalars in a citation, at least 3; the Commission's database takes 500.
    public static let citationMax = 300

    /// True when the jurisdiction is a code and the citation is short, printable and says more than a bare number.
    public var isValid: Bool {
        isTwoLetters(jurisdiction) && isPrintable(citation, scalarsMax: Self.citationMax)
            && citation.unicodeScalars.count >= 3 && citation.contains { $0.isLetter }
    }

    /// True for the law of one country; a bikini-type edit is illegal only where such a law is cited.
    public var isNational: Bool { jurisdiction != "eu" }
}

/// Where a restriction holds.
public enum Territory: Hashable, Sendable, Codable {
    case everywhere
    /// Lower-case ISO 3166 codes.
    case countries(Set<String>)

    var isValid: Bool {
        switch self {
        case .everywhere: true
        case .countries(let codes): !codes.isEmpty && codes.count <= 250 && codes.allSatisfy(isTwoLetters)
        }
    }
}

/// True for two lower-case ASCII letters.
func isTwoLetters(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
}

/// True for non-empty text without control characters.
func isPrintable(_ text: String, scalarsMax: Int) -> Bool {
    var count = 0
    for scalar in text.unicodeScalars {
        count += 1
        if count > scalarsMax || scalar.value < 0x20 || scalar.value == 0x7F { return false }
    }
    return count > 0
}
