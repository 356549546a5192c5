public import SafetyModel

/// What happened, before it has a place in the chain: ids, codes and keyed digests only, never personal text.
public struct AuditEntry: Hashable, Sendable {
    /// The kinds of things that are recorded.
    public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        case started
        case stopped
        /// A decision at input or output.
        case decision
        /// A picture left.
        case release
        /// The generator's answer was no picture.
        case generatorFailure = "generator-failure"
        case caseOpened = "case-opened"
        case caseClosed = "case-closed"
        case permitUsed = "permit-used"
        case heldFetched = "held-fetched"
        case accountChanged = "account-changed"
        case switchChanged = "switch-changed"
        case bankChanged = "bank-changed"
        /// Something happened in a case of the desk.
        case casework
        /// Somebody of the staff looked, signed in, or changed a register.
        case staffAction = "staff-action"
        /// Somebody of the staff asked who had a picture made.
        case makerAsked = "maker-asked"
    }

    public var kind: Kind
    /// What it is about: a decision, case, output, account digest or switch.
    public var subject: String
    public var at: Moment
    /// Codes and digests by name; keys are lower-case with hyphens.
    public var fields: [String: String]

    public init(kind: Kind, subject: String, at: Moment, fields: [String: String]) {
        self.kind = kind
        self.subject = subject
        self.at = at
        self.fields = fields
    }
}
