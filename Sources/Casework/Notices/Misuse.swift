public import SafetyModel

/// Somebody whose notices or complaints are often manifestly unfounded (Art. 23(2)).
public enum Misuser: Hashable, Sendable, Codable {
    case notifier(NotifierID)
    /// An account as complainant.
    case complainant(AccountID)
}

/// How many of a sender's notices or complaints in the time frame were manifestly unfounded.
public struct MisuseCounts: Hashable, Sendable, Codable {
    public var unfounded: Int
    public var total: Int
    public init(unfounded: Int, total: Int) {
        self.unfounded = unfounded
        self.total = total
    }
}

/// What a person weighs before suspending the processing of somebody's notices or complaints; numbers are counted,
/// not typed.
public struct MisuseJudgement: Hashable, Sendable, Codable {
    /// Consequences and nature of the misuse (Art. 23(3)(c)).
    public enum Gravity: String, CaseIterable, Hashable, Sendable, Codable { case low, medium, high }
    /// Intention where it can be told (Art. 23(3)(d)).
    public enum Intention: String, CaseIterable, Hashable, Sendable, Codable { case unknown, careless, deliberate }

    public var gravity: Gravity
    public var intention: Intention
    /// One of the published durations.
    public var seconds: Int64
    public init(gravity: Gravity, intention: Intention, seconds: Int64) {
        self.gravity = gravity
        self.intention = intention
        self.seconds = seconds
    }
}

/// A suspension of processing, with all four factors of Art. 23(3).
public struct MisuseSuspension: Hashable, Sendable, Codable {
    public var misuser: Misuser
    public var counts: MisuseCounts
    public var judgement: MisuseJudgement
    public var until: Moment
    public init(misuser: Misuser, counts: MisuseCounts, judgement: MisuseJudgement, until: Moment) {
        self.misuser = misuser
        self.counts = counts
        self.judgement = judgement
        self.until = until
    }
}

/// Warnings and suspensions of one misuser.
public struct MisuseRecord: Hashable, Sendable {
    public private(set) var warnings: [Moment] = []
    public private(set) var suspendedUntil: Moment?

    public init() {}

    mutating func fold(_ recorded: RecordedEvent) {
        switch recorded.event {
        case .misuseWarned: warnings.append(recorded.at)
        case .misuseSuspended(let suspension):
            suspendedUntil = max(suspendedUntil ?? suspension.until, suspension.until)
        default: break
        }
    }

    /// True while notices or complaints of this sender wait.
    public func isSuspended(at moment: Moment) -> Bool { suspendedUntil.map { moment < $0 } ?? false }
}

/// Art. 23(2), (3): who may be suspended, and for how long.
enum MisuseRule {
    /// Throws unless there was a prior warning, something manifestly unfounded after it, and enough in the time frame.
    static func check(
        _ record: MisuseRecord, counts: MisuseCounts, sinceWarning: (Moment) -> Int, judgement: MisuseJudgement,
        at moment: Moment, _ settings: MisuseSettings
    ) throws(CaseworkError) {
        guard settings.durationsSeconds.contains(judgement.seconds) else { throw .durationNotPublished }
        guard let warning = record.warnings.last(where: { $0 >= moment.adding(seconds: -settings.warningSeconds) })
        else {
            throw .noPriorWarning
        }
        guard sinceWarning(warning) > 0, counts.unfounded >= settings.countMin,
            counts.unfounded * 100 >= counts.total * settings.percentMin
        else { throw .misuseNotFrequent }
    }
}
