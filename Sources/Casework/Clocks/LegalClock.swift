public import SafetyModel

/// A deadline of the law or of the operator's own settings, as a value.
public struct LegalClock: Hashable, Sendable {
    /// Which deadline, and of what.
    public enum Name: Hashable, Sendable, Codable {
        /// Confirmation of receipt (Art. 16(4)).
        case receipt(NoticeID)
        /// Decision to the sender (Art. 16(5), 16(6)).
        case decision(NoticeID)
        /// 48 hours: TAKE IT DOWN Act s. 3(a)(3); Online Safety Act s. 10(3A).
        case removal(NoticeID, Regime)
        /// Statement of reasons (Art. 17(1)).
        case statement(StatementID)
        /// A threat to life or safety (Art. 18).
        case danger
        case reportReview(ReportID)
        case secondPerson(ProposalID)
        /// Decision on a complaint (Art. 20(4), (5)).
        case complaint(ComplaintID)
        /// Receipt told to the authority (Art. 9(1), 10(1)).
        case orderReceipt(OrderID)
        /// Effect told to the authority.
        case orderEffect(OrderID)
        /// A hold after a miss stands everywhere.
        case hold(HoldID)
        /// A person looks at a machine's pause before it ends.
        case pause(MeasureID)
        /// A person looks at a case that no notice or order started.
        case look
    }

    /// Where the clock stands at a moment.
    public enum State: String, CaseIterable, Hashable, Sendable, Codable {
        case met
        /// Met, but after its time.
        case metLate = "met-late"
        case running
        /// Most of the time is over.
        case warning
        case overdue
    }

    public var name: Name
    public var start: Moment
    public var due: Moment
    /// When what is owed was done; nil until then.
    public var metAt: Moment?
    /// A person has to act, so the clock counts in the queue; outbox clocks do not.
    public var isForPerson: Bool
    public init(name: Name, start: Moment, due: Moment, metAt: Moment? = nil, isForPerson: Bool) {
        self.name = name
        self.start = start
        self.due = due
        self.metAt = metAt
        self.isForPerson = isForPerson
    }

    /// The moment from which the clock warns.
    public func warnsAt(percent: Int64) -> Moment {
        let span = due.milliseconds &- start.milliseconds
        return Moment(milliseconds: start.milliseconds &+ (span / 100) &* percent)
    }

    /// Where it stands; one millisecond after `due` is overdue.
    public func state(at moment: Moment, warnPercent: Int64) -> State {
        if let metAt { return metAt <= due ? .met : .metLate }
        if moment > due { return .overdue }
        return moment >= warnsAt(percent: warnPercent) ? .warning : .running
    }
}
