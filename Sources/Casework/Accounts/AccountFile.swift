public import SafetyModel

/// What casework knows of one account over all cases: the fold of every event that names it.
public struct AccountFile: Hashable, Sendable {
    /// A measure and the case that imposed it.
    public struct Imposed: Hashable, Sendable {
        public var measure: AccountMeasure
        public var caseID: CaseID
        public var at: Moment
        public var end: MeasureEnd.Cause?
        /// A person has looked at a machine's pause.
        public var isSeen = false
    }

    public private(set) var strikes: [StrikeID: Strike] = [:]
    public private(set) var withdrawn: Set<StrikeID> = []
    public private(set) var measures: [MeasureID: Imposed] = [:]
    /// Complaints of the account as complainant, and their verdicts.
    public private(set) var complaints: [ComplaintID: NotifierFile.Entry] = [:]
    public private(set) var misuse = MisuseRecord()
    /// How many events were folded: a writer expects this number, so that two rulings at once do not both count from
    /// old.
    public private(set) var version = 0

    public init() {}

    /// Adds what an event says of this account.
    public mutating func fold(_ recorded: RecordedEvent, of account: AccountID) {
        guard recorded.event.accounts.contains(account) else { return }
        version += 1
        switch recorded.event {
        case .struck(let strike): strikes[strike.id] = strike
        case .strikeWithdrawn(let strike, _): withdrawn.insert(strike)
        case .measureImposed(let measure):
            measures[measure.id] = Imposed(measure: measure, caseID: recorded.caseID, at: recorded.at, end: nil)
        case .measureEnded(let end): measures[end.measure]?.end = end.cause
        case .pauseReviewed(let measure, _): measures[measure]?.isSeen = true
        case .complained(let complaint):
            complaints[complaint.id] = NotifierFile.Entry(at: recorded.at, verdict: nil)
        case .complaintDecided(let outcome): complaints[outcome.complaint]?.verdict = outcome.decision.verdict
        case .misuseWarned, .misuseSuspended: misuse.fold(recorded)
        default: break
        }
    }

    /// Strikes that count at that moment.
    public func livingStrikes(at moment: Moment) -> [Strike] {
        strikes.values.filter { !withdrawn.contains($0.id) && moment < $0.until }
    }

    /// Measures in force at that moment.
    public func livingMeasures(at moment: Moment) -> [Imposed] {
        measures.values.filter { imposed in
            imposed.end == nil && (imposed.measure.until.map { moment < $0 } ?? true)
        }
    }

    /// The sum of the weights of living strikes.
    public func points(at moment: Moment) -> Int { livingStrikes(at: moment).reduce(0) { $0 + $1.weight } }

    /// A warning was given before and stands: any ladder measure that was not reversed counts as one.
    public func wasWarned(at moment: Moment, _ ladder: Ladder) -> Bool {
        measures.values.contains { imposed in
            imposed.measure.basis == .ladder && imposed.end != .reversed && imposed.end != .recounted
                && imposed.at.adding(seconds: ladder.strikeSeconds) > moment
        }
    }

    /// How the account stands, from its living measures.
    public func standing(at moment: Moment) -> Account.Standing {
        let living = livingMeasures(at: moment).map(\.measure)
        let rank = living.filter { $0.basis != .machinePause }.map(\.step.rank).max() ?? 0
        switch rank {
        case 4...: return .removed
        case 3: return .suspended
        case 1, 2: return living.contains { $0.basis == .machinePause } ? .paused : .warned
        default: return living.isEmpty ? .good : .paused
        }
    }

    /// False while a measure or a pause withdraws the right to generate.
    public func mayGenerate(at moment: Moment) -> Bool {
        livingMeasures(at: moment).allSatisfy { $0.measure.step == .warning }
    }

    /// A machine's pause that no person has looked at.
    public func hasUnseenPause() -> Bool {
        measures.values.contains { $0.measure.basis == .machinePause && !$0.isSeen && $0.end != .reversed }
    }

    /// Manifestly unfounded complaints, and all, since that moment.
    public func complaintCounts(since moment: Moment) -> MisuseCounts {
        let recent = complaints.values.filter { $0.at >= moment }
        return MisuseCounts(unfounded: recent.count { $0.verdict == .manifestlyUnfounded }, total: recent.count)
    }
}
