public import SafetyModel

/// A measure on an account, from mild to strict.
public enum AccountStep: Hashable, Sendable, Codable {
    case warning
    /// The right to generate is withdrawn, for so many seconds or for good.
    case lossOfGeneration(seconds: Int64?)
    case suspension(seconds: Int64)
    case removal

    /// 1 for a warning to 4 for removal.
    public var rank: Int {
        switch self {
        case .warning: 1
        case .lossOfGeneration: 2
        case .suspension: 3
        case .removal: 4
        }
    }

    /// What the platform is told to do.
    var action: AccountAction {
        switch self {
        case .warning: .warn
        case .lossOfGeneration: .pause
        case .suspension: .suspend
        case .removal: .remove
        }
    }

    /// When it ends by itself; nil for never.
    func end(from moment: Moment) -> Moment? {
        switch self {
        case .warning, .removal: nil
        case .lossOfGeneration(let seconds): seconds.map { moment.adding(seconds: $0) }
        case .suspension(let seconds): moment.adding(seconds: seconds)
        }
    }
}

/// A measure as it is imposed.
public struct AccountMeasure: Hashable, Sendable, Codable {
    /// On what it rests.
    public enum Basis: String, CaseIterable, Hashable, Sendable, Codable {
        /// Strikes and the published ladder; its suspensions are those of Art. 23(1), after a warning.
        case ladder
        /// Child sexual abuse: a measure of the terms, not a suspension of Art. 23.
        case childAbuse = "child-abuse"
        /// A machine's pause of generation, at most 24 hours; no strike, no standing.
        case machinePause = "machine-pause"
    }

    public var id: MeasureID
    public var account: AccountID
    public var step: AccountStep
    public var basis: Basis
    /// The ruling behind it; nil only for a machine's pause.
    public var ruling: RulingID?
    /// When it ends by itself; nil for never.
    public var until: Moment?
    public init(
        id: MeasureID, account: AccountID, step: AccountStep, basis: Basis, ruling: RulingID? = nil,
        until: Moment? = nil
    ) {
        self.id = id
        self.account = account
        self.step = step
        self.basis = basis
        self.ruling = ruling
        self.until = until
    }
}

/// How a measure ends before or at its time.
public struct MeasureEnd: Hashable, Sendable, Codable {
    public enum Cause: String, CaseIterable, Hashable, Sendable, Codable {
        case expired
        /// The ruling behind it was undone, rejected or reversed.
        case reversed
        /// Fewer strikes count than when it was imposed.
        case recounted
        /// A person ended a machine's pause.
        case ended
        /// A stricter measure of the same ruling replaced it.
        case superseded
    }

    public var measure: MeasureID
    public var account: AccountID
    public var cause: Cause
    /// The measure's step and basis, so that the event tells by itself what has to be given back.
    public var step: AccountStep
    public var basis: AccountMeasure.Basis
    /// The strictest measure that stays in force on the account, with its end; nil when nothing stays.
    public var remaining: Remaining?
    public init(
        measure: MeasureID, account: AccountID, cause: Cause, step: AccountStep, basis: AccountMeasure.Basis,
        remaining: Remaining? = nil
    ) {
        self.measure = measure
        self.account = account
        self.cause = cause
        self.step = step
        self.basis = basis
        self.remaining = remaining
    }

    public struct Remaining: Hashable, Sendable, Codable {
        public var step: AccountStep
        public var until: Moment?
        public init(step: AccountStep, until: Moment? = nil) {
            self.step = step
            self.until = until
        }
    }
}

/// One strike: only a person's ruling makes one.
public struct Strike: Hashable, Sendable, Codable {
    public var id: StrikeID
    public var account: AccountID
    public var ruling: RulingID
    public var weight: Int
    /// When it stops counting.
    public var until: Moment
    public init(id: StrikeID, account: AccountID, ruling: RulingID, weight: Int, until: Moment) {
        self.id = id
        self.account = account
        self.ruling = ruling
        self.weight = weight
        self.until = until
    }
}
