public import SafetyModel

/// Names one notice; the sender quotes it.
public struct NoticeID: MintedIdentifier {
    public static let prefix = "ntc"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names one order by an authority.
public struct OrderID: MintedIdentifier {
    public static let prefix = "ord"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names a sealed row that holds personal text or contact details. Erasing the row's key leaves the event readable.
public struct SealedID: MintedIdentifier {
    public static let prefix = "sld"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names a depicted person without saying who it is, so that notices about one person meet in one case.
public struct SubjectID: MintedIdentifier {
    public static let prefix = "sub"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names somebody who sends notices, without saying who it is.
public struct NotifierID: MintedIdentifier {
    public static let prefix = "ntf"
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names a picture that the platform hosts or that the gate holds, in the platform's words or by its output id.
public struct ItemID: Identifier {
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names a member of staff.
public struct StaffID: Identifier {
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names a trusted flagger in the register (Art. 22).
public struct FlaggerID: Identifier {
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names an authority in the register.
public struct AuthorityID: Identifier {
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names a certified out-of-court settlement body (Art. 21).
public struct SettlementBodyID: Identifier {
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names a family of wordings that a reviewer may put on hold; the wordings themselves stay encrypted elsewhere.
public struct PhraseFamilyID: Identifier {
    public let text: String
    public init(text: String) { self.text = text }
}

/// Names a clause of the operator's terms.
public struct TermsClause: Identifier, ExpressibleByStringLiteral {
    public let text: String
    public init(text: String) { self.text = text }
    public init(stringLiteral value: String) { text = value }
}
