import SafetyModel

/// The operator's published policy and procedure, as values. `check` refuses what the law does not allow.
public struct CaseworkSettings: Hashable, Sendable {
    public var hiding = HidingSettings()
    public var clocks = ClockSettings()
    public var misuse = MisuseSettings()
    public var flaggers = FlaggerSettings()
    public var adults: Ladder = .adults
    public var minors: Ladder = .minors
    public var childAbuseLaw: ChildAbuseLaw = .reportThenErase
    /// How long a claim holds.
    public var claimSeconds: Int64 = 30 * 60
    /// How long a person may undo their own ruling; a lead may until the complaint window ends.
    public var undoSeconds: Int64 = 15 * 60
    /// How long the first person's suspension for child sexual abuse lasts unless a second person decides before.
    public var childAbuseSuspensionSeconds: Int64 = 30 * day
    /// The clause that covers hiding while a ruling is pending, and a machine's pause.
    public var pendingClause: TermsClause = "review-pending"
    /// The certified bodies that complainants are told of (Art. 21).
    public var settlementBodies: [SettlementBodyID] = []
    /// The operator is an online platform that is neither micro nor small: statements go to the Commission (Art.
    /// 24(5)).
    public var sendsToCommission = true

    public init() {}

    /// Throws for values that the law or common sense forbids.
    public func check() throws(CaseworkError) {
        try adults.check()
        try minors.check()
        guard clocks.complaintSeconds >= ClockSettings.sixMonths, claimSeconds > 0, undoSeconds >= 0,
            childAbuseLaw.keepSeconds >= 0, childAbuseLaw.ground.isValid,
            clocks.decisionSeconds > 0, clocks.graveDecisionSeconds > 0, clocks.warnPercent > 0,
            clocks.warnPercent < 100, !misuse.durationsSeconds.isEmpty,
            misuse.durationsSeconds.allSatisfy({ $0 > 0 }), misuse.countMin > 0,
            hiding.perSenderDay >= 0, hiding.overallHour >= 0, hiding.falseReportsMax > 0
        else { throw .invalid(.settings) }
    }

    /// The ladder for an owner.
    public func ladder(isMinor: Bool) -> Ladder { isMinor ? minors : adults }
}

/// Hiding at once, pending a ruling.
public struct HidingSettings: Hashable, Sendable {
    public var isOn = true
    /// Items that one sender's notices hide in a day.
    public var perSenderDay = 50
    /// Items that all notices hide in an hour.
    public var overallHour = 1000
    /// That many manifestly unfounded notices within the time frame cost a sender automatic hiding.
    public var falseReportsMax = 2
    public var falseReportsSeconds: Int64 = 180 * day

    public init() {}
}

/// What "without undue delay" means here, in seconds.
public struct ClockSettings: Hashable, Sendable {
    /// Six months are at most 184 days.
    public static let sixMonths: Int64 = 184 * day
    /// The 48 hours of the United States and the United Kingdom; no setting lengthens them.
    public static let removalSeconds: Int64 = 48 * 3600
    /// A hold after a miss stands everywhere within a minute.
    public static let holdSeconds: Int64 = 60
    /// The longest pause by a machine.
    public static let machinePauseSecondsMax: Int64 = 24 * 3600

    public var receiptSeconds: Int64 = 3600
    public var decisionSeconds: Int64 = 72 * 3600
    /// Intimate images, children, trusted flaggers.
    public var graveDecisionSeconds: Int64 = 24 * 3600
    public var dangerSeconds: Int64 = 3600
    public var reportReviewSeconds: Int64 = 24 * 3600
    public var secondPersonSeconds: Int64 = 24 * 3600
    public var childSecondPersonSeconds: Int64 = 4 * 3600
    public var statementSeconds: Int64 = 3600
    public var complaintSeconds: Int64 = sixMonths
    public var complaintDecisionSeconds: Int64 = 14 * day
    /// Complaints about a notice under the Online Safety Act (s. 21(2A)).
    public var expeditedComplaintSeconds: Int64 = 3 * day
    public var orderReceiptSeconds: Int64 = 3600
    public var orderEffectSeconds: Int64 = 24 * 3600
    /// A warning comes when this share of the time has passed.
    public var warnPercent: Int64 = 75

    public init() {}
}

/// Art. 23(2): published in the terms.
public struct MisuseSettings: Hashable, Sendable {
    /// Manifestly unfounded notices or complaints in the time frame, at least.
    public var countMin = 3
    /// Their share of all, at least, in percent.
    public var percentMin = 50
    public var frameSeconds: Int64 = 180 * day
    /// How long a warning counts.
    public var warningSeconds: Int64 = 365 * day
    /// The published durations.
    public var durationsSeconds: [Int64] = [14 * day, 30 * day, 90 * day]

    public init() {}
}

/// Art. 22(6): when a trusted flagger's quality is told to the coordinator.
public struct FlaggerSettings: Hashable, Sendable {
    public var judgedMin = 20
    public var poorPercent = 30

    public init() {}
}
