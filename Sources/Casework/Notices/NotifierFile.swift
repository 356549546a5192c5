public import SafetyModel

/// What is known of a sender of notices over all cases: counts, warnings and suspensions, nothing personal.
public struct NotifierFile: Hashable, Sendable {
    /// One notice's part in one case.
    public struct Entry: Hashable, Sendable {
        public var at: Moment
        public var verdict: NoticeVerdict?
    }

    public private(set) var notices: [NoticePart: Entry] = [:]
    public private(set) var misuse = MisuseRecord()

    public init() {}

    /// Adds what an event says of this notifier.
    public mutating func fold(_ recorded: RecordedEvent, of notifier: NotifierID) {
        let part = { (notice: NoticeID) in NoticePart(notice: notice, caseID: recorded.caseID) }
        switch recorded.event {
        case .noticeReceived(let receipt) where receipt.notice.notifier == notifier:
            notices[part(receipt.notice.id)] = Entry(at: recorded.at)
        case .noticeAnswered(let answer) where notices[part(answer.notice)] != nil:
            notices[part(answer.notice)]?.verdict = answer.verdict
        case .misuseWarned(let misuser) where misuser == .notifier(notifier): misuse.fold(recorded)
        case .misuseSuspended(let suspension) where suspension.misuser == .notifier(notifier):
            misuse.fold(recorded)
        default: break
        }
    }

    /// Manifestly unfounded notices, and all notices, since that moment (Art. 23(3)(a), (b)).
    public func counts(since moment: Moment) -> MisuseCounts {
        let recent = notices.values.filter { $0.at >= moment }
        return MisuseCounts(unfounded: recent.count { $0.verdict == .manifestlyUnfounded }, total: recent.count)
    }

    /// True when false reports have cost this sender automatic hiding. A person still looks at every notice.
    public func hasLostHiding(at moment: Moment, _ settings: HidingSettings) -> Bool {
        counts(since: moment.adding(seconds: -settings.falseReportsSeconds)).unfounded >= settings.falseReportsMax
    }
}
