public import SafetyModel

extension CaseEvent {
    /// The accounts whose file this event belongs to: an index for the store.
    public var accounts: Set<AccountID> {
        switch self {
        case .struck(let strike): [strike.account]
        case .strikeWithdrawn(_, let account): [account]
        case .measureImposed(let measure): [measure.account]
        case .measureEnded(let end): [end.account]
        case .pauseReviewed(_, let account): [account]
        case .complained(let complaint):
            if case .account(let account) = complaint.by { [account] } else { [] }
        case .complaintDecided(let outcome): outcome.complainant.map { [$0] } ?? []
        case .misuseWarned(.complainant(let account)): [account]
        case .misuseSuspended(let suspension):
            if case .complainant(let account) = suspension.misuser { [account] } else { [] }
        case .returnFlagged(let found): [found.owner.account, found.removed]
        default: []
        }
    }

    /// The sender of notices whose file this event belongs to.
    public var notifier: NotifierID? {
        switch self {
        case .noticeReceived(let receipt): receipt.notice.notifier
        case .noticeAnswered(let answer): answer.notifier
        case .misuseWarned(.notifier(let notifier)): notifier
        case .misuseSuspended(let suspension):
            if case .notifier(let notifier) = suspension.misuser { notifier } else { nil }
        default: nil
        }
    }

    /// The trusted flagger whose figures this event belongs to.
    public var flagger: FlaggerID? {
        switch self {
        case .noticeReceived(let receipt): receipt.notice.flagger
        case .noticeAnswered(let answer): answer.flagger
        default: nil
        }
    }
}
