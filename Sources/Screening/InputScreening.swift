import AuditTrail
import SafetyModel

/// A judged request with what the next steps need.
struct InputScreening: Sendable {
    var decision: GateDecision
    var facts: Facts
    var pictures: [ReadPicture]
    var mask: ReadPicture?
    var requestDigest: String
    var account: AccountID?
    var accountDigest: String?
    /// The permit that lifted a hold, to be used up with the record of this decision.
    private(set) var permit: Permit?

    init(
        decision: GateDecision, facts: Facts, pictures: [ReadPicture], mask: ReadPicture?, requestDigest: String,
        account: AccountID?, accountDigest: String?
    ) {
        self.decision = decision
        self.facts = facts
        self.pictures = pictures
        self.mask = mask
        self.requestDigest = requestDigest
        self.account = account
        self.accountDigest = accountDigest
    }

    /// A person may have released this exact request. A permit lifts a hold and nothing stricter, and never stands in
    /// for a reader that did not read.
    mutating func usePermit(from store: any GateStore, at now: Moment) async {
        guard decision.decision.kind == .hold, facts.level(.unread) == .none,
            let permit = try? await store.permit(digest: requestDigest, at: now)
        else { return }
        self.permit = permit
        // WHY: what a person let pass despite its content is still told from a photograph; a likeness alone is not content.
        let content = facts.levels.keys.contains { $0 != .bankMatch && $0 != .protected }
        decision.decision.kind = content ? .label : .allow
        decision.decision.reasons = [Reason(category: nil, level: .none, rule: "released-by-a-person", ground: .access)]
    }

    func auditEntry(door: String) -> AuditEntry {
        AuditNotes.decision(decision, facts: facts, account: accountDigest, request: requestDigest, door: door)
    }

    /// The levels that the output is judged with besides its own; a person has already judged the lifted ones.
    var carriedLevels: [Category: Level] { permit == nil ? facts.levels : [:] }
}
