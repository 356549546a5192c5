public import SafetyModel

/// What a person decided, and what became of it.
public struct Ruling: Hashable, Sendable, Codable {
    public var id: RulingID
    public var form: RulingForm
    /// Who ruled.
    public var by: StaffID
    /// Who ruled on a complaint with this ruling; nil for a first ruling.
    public var complaint: ComplaintID?
    public init(id: RulingID, form: RulingForm, by: StaffID, complaint: ComplaintID? = nil) {
        self.id = id
        self.form = form
        self.by = by
        self.complaint = complaint
    }
}

/// A ruling in its case.
public struct RulingState: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable, Codable {
        /// Waits for a second person.
        case proposed
        case effective
        /// The second person disagreed.
        case rejected
        /// Undone, or reversed after a complaint.
        case reversed
    }

    public let ruling: Ruling
    public let at: Moment
    public internal(set) var status: Status
    public internal(set) var second: StaffID?
    public internal(set) var effectiveAt: Moment?

    /// Everybody who had a part in it: none of them decides a complaint against it.
    public var persons: Set<StaffID> { Set([ruling.by, second].compactMap { $0 }) }
    /// True while the ruling stands or waits.
    public var isLive: Bool { status == .proposed || status == .effective }
}

/// Why a ruling is reversed.
public enum ReversalCause: String, CaseIterable, Hashable, Sendable, Codable {
    case undone
    case rejected
    case complaint
}
