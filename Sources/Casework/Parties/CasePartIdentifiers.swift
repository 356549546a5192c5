public import SafetyModel

/// An identifier of something inside one case: the case's own random part and a number, so that it is unique for ever,
/// says nothing about a person or a picture, and needs no randomness of its own.
public protocol CasePartIdentifier: Identifier {
    /// The letters before the underscore.
    static var prefix: String { get }
}

extension CasePartIdentifier {
    /// The part with that number, counted over all kinds of parts of the case.
    public init(of caseID: CaseID, number: Int) { self.init(text: "\(Self.prefix)_\(caseID.bare)-\(number)") }
}

/// Names one ruling.
public struct RulingID: CasePartIdentifier {
    public static let prefix = "rul"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names something that waits for a second person.
public struct ProposalID: CasePartIdentifier {
    public static let prefix = "prp"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names one strike.
public struct StrikeID: CasePartIdentifier {
    public static let prefix = "str"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names one measure on an account.
public struct MeasureID: CasePartIdentifier {
    public static let prefix = "mea"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names one statement of reasons; also its identifier in the Commission's database.
public struct StatementID: CasePartIdentifier {
    public static let prefix = "sor"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names one complaint.
public struct ComplaintID: CasePartIdentifier {
    public static let prefix = "cpl"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names one hold after a miss.
public struct HoldID: CasePartIdentifier {
    public static let prefix = "hld"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names one report to an authority.
public struct ReportID: CasePartIdentifier {
    public static let prefix = "rep"
    public let text: String
    public init(text: String) { self.text = text }
}

extension CaseID {
    /// The identifier without its prefix.
    var bare: String {
        guard let mark = text.firstIndex(of: "_") else { return text }
        return String(text[text.index(after: mark)...])
    }
}

extension BankEntryID {
    /// The entry that a ruling of that case makes.
    init(of caseID: CaseID, number: Int) { self.init(text: "\(Self.prefix)_\(caseID.bare)-\(number)") }
}
