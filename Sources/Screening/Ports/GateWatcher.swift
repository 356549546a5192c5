public import SafetyModel

/// Hears of what the gate stopped, to see what one request does not show: an account that keeps trying, or one that
/// brings what a removed account brought.
public protocol GateWatcher: Sendable {
    /// Called after the decision is durable; returns at once.
    func stopped(_ request: StoppedRequest)
}

/// A request that was refused or held.
public struct StoppedRequest: Hashable, Sendable {
    public var account: AccountID
    public var decision: DecisionID
    public var kind: Decision.Kind
    public var operation: Operation
    /// What was signalled, and how surely.
    public var levels: [Category: Level]
    /// Entries of banks that its pictures match.
    public var entries: Set<BankEntryID>
    public var at: Moment

    public init(
        account: AccountID, decision: DecisionID, kind: Decision.Kind, operation: Operation,
        levels: [Category: Level], entries: Set<BankEntryID>, at: Moment
    ) {
        self.account = account
        self.decision = decision
        self.kind = kind
        self.operation = operation
        self.levels = levels
        self.entries = entries
        self.at = at
    }
}

extension StoppedRequest {
    /// Nil where nobody can be named, or the request was only not understood.
    init?(_ request: ImageRequest, _ screening: InputScreening) {
        let decision = screening.decision.decision
        guard let account = request.requester.account, decision.kind != .ask else { return nil }
        let entries = screening.decision.signals.filter { $0.category == .bankMatch }
            .compactMap { $0.evidence.word.map(BankEntryID.init(text:)) }
        self.init(
            account: account, decision: decision.id, kind: decision.kind, operation: request.operation,
            levels: screening.facts.levels, entries: Set(entries), at: decision.at)
    }
}
