public import SafetyModel

/// Something that one person asked for and that takes effect when a second person agrees.
public struct Proposal: Hashable, Sendable, Codable {
    public enum Subject: Hashable, Sendable, Codable {
        case ruling(RulingID)
        case undo(RulingID)
        case complaint(ComplaintID, ComplaintDecision)
        /// Lifts a hold after a miss.
        case liftHold(HoldID)
        /// Lets one item pass one bank entry of the floor.
        case liftMatch(BankEntryID, ItemID)
    }

    /// Why one person is not enough.
    public enum Cause: String, CaseIterable, Hashable, Sendable, Codable {
        /// An account is removed for good.
        case removal
        /// It is about a child, or about an account of a child.
        case minors
        /// It lifts a match of the floor.
        case floor
        /// It lifts a hold after a miss.
        case hold
    }

    public var id: ProposalID
    public var subject: Subject
    public var causes: Set<Cause>
    public var by: StaffID
    public init(id: ProposalID, subject: Subject, causes: Set<Cause>, by: StaffID) {
        self.id = id
        self.subject = subject
        self.causes = causes
        self.by = by
    }
}

/// A proposal in its case.
public struct ProposalState: Hashable, Sendable {
    public let proposal: Proposal
    public let at: Moment
    public internal(set) var isOpen = true
}
