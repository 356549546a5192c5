public import SafetyModel

/// Why a command is refused. A refused command changes nothing.
public enum CaseworkError: Error, Hashable, Sendable {
    /// A value in a command or setting that cannot be right.
    public enum Field: String, CaseIterable, Hashable, Sendable {
        case identifier, language, territory, clause, category, ladder, settings
        case legalGround = "legal-ground"
    }

    // Rights and claims.
    case notAllowed(CommandKind)
    case claimedByOther(until: Moment)
    case notClaimed
    case samePerson
    case notYourProposal
    // Bounds and forms.
    case invalid(Field)
    case tooMany
    case noItems
    case groundMissing
    case twoGrounds
    case nationalLawMissing
    case childAbuseForm
    case measureWithoutBreach
    case complaintForm
    case effectForm
    // State.
    /// Stored events of a case have a gap, or belong to another case.
    case damaged
    case alreadyOpen
    case notOpen
    case alreadyKnown
    case unknownItem(ItemID)
    case unknownAccount
    case unknownPart
    case alreadyRuled(ItemID)
    case notInEffect
    case notHosted
    case alreadyDone
    case undoWindowOver
    case needsTwoPersons
    case copyUnverified
    case machineLimit
    case complaintWindowOver
    case alreadyComplained
    case complaintOpen
    case tooEarly
    case orderDefects(Set<OrderDefect>)
    case preserved(OrderID)
    case erasureNotDue
    case erasureNotAllowed
    case noPriorWarning
    case misuseNotFrequent
    case durationNotPublished

    /// A stable word for logs and answers.
    public var code: String {
        switch self {
        case .notAllowed: "not-allowed"
        case .claimedByOther: "claimed-by-other"
        case .notClaimed: "not-claimed"
        case .samePerson: "same-person"
        case .notYourProposal: "not-your-proposal"
        case .invalid(let field): "invalid-\(field.rawValue)"
        case .tooMany: "too-many"
        case .noItems: "no-items"
        case .groundMissing: "ground-missing"
        case .twoGrounds: "two-grounds"
        case .nationalLawMissing: "national-law-missing"
        case .childAbuseForm: "child-abuse-form"
        case .measureWithoutBreach: "measure-without-breach"
        case .complaintForm: "complaint-form"
        case .effectForm: "effect-form"
        case .damaged: "damaged"
        case .alreadyOpen: "already-open"
        case .notOpen: "not-open"
        case .alreadyKnown: "already-known"
        case .unknownItem: "unknown-item"
        case .unknownAccount: "unknown-account"
        case .unknownPart: "unknown-part"
        case .alreadyRuled: "already-ruled"
        case .notInEffect: "not-in-effect"
        case .notHosted: "not-hosted"
        case .alreadyDone: "already-done"
        case .undoWindowOver: "undo-window-over"
        case .needsTwoPersons: "needs-two-persons"
        case .copyUnverified: "copy-unverified"
        case .machineLimit: "machine-limit"
        case .complaintWindowOver: "complaint-window-over"
        case .alreadyComplained: "already-complained"
        case .complaintOpen: "complaint-open"
        case .tooEarly: "too-early"
        case .orderDefects: "order-defects"
        case .preserved: "preserved"
        case .erasureNotDue: "erasure-not-due"
        case .erasureNotAllowed: "erasure-not-allowed"
        case .noPriorWarning: "no-prior-warning"
        case .misuseNotFrequent: "misuse-not-frequent"
        case .durationNotPublished: "duration-not-published"
        }
    }

    /// True when the same command may work later without anybody changing it.
    public var canRetry: Bool {
        switch self {
        case .claimedByOther, .tooEarly, .erasureNotDue, .preserved: true
        default: false
        }
    }
}

/// Bounds of a case, so that no sender can make one grow without end.
public enum CaseLimits {
    /// Items in one notice, order or form.
    public static let itemsMax = 200
    /// Items in one case.
    public static let caseItemsMax = 5000
    /// Notices joined in one case; more open another.
    public static let noticesMax = 2000
    /// Times that a sender adds words to a notice.
    public static let wordsMax = 50
    /// Notes, complaints, rulings: parts of one kind in a case.
    public static let partsMax = 5000
    /// Unicode scalars of an identifier.
    public static let identifierMax = 200
}
