import SafetyModel

/// The one place where not knowing becomes a hold. Everything that could not be read, looked up or recorded is noted
/// here and raises `unread`, which the floor never lets through.
struct Unknowns: Sendable {
    private(set) var signals: [Signal] = []

    /// The store did not say what the decision needs.
    mutating func note(_ error: StoreError) {
        add(.banks, "the store did not answer (\(error.code.rawValue))")
    }

    /// Our own reader failed on an input.
    mutating func note(_ error: LensError, on input: String) {
        add(.lens, "\(input) could not be read (\(error.code))")
    }

    /// There was no time to read everything in an input that looks like letters.
    mutating func note(unreadText input: String) {
        add(.text, "there is more text in \(input) than can be read in time")
    }

    /// Readers that the policy requires and that did not read.
    mutating func note(missing readers: Set<Reader>) {
        for reader in readers.sorted() {
            add(reader, "the policy requires this reader and it did not read every input")
        }
    }

    private mutating func add(_ reader: Reader, _ note: String) {
        signals.append(Signal(.unread, .clear, evidence: Evidence(reader: reader, note: note)))
    }

    /// The answer when a decision could not be made durable: nothing leaves.
    static func unrecorded(_ decision: GateDecision) -> GateDecision { held(decision, rule: "not-recorded") }

    /// The answer when a picture could not be marked as made by AI: nothing leaves.
    static func unmarked(_ decision: GateDecision) -> GateDecision { held(decision, rule: "not-marked") }

    /// The decision when something like the request got through before, and nobody has lifted the hold since.
    static func missedBefore(_ decision: Decision, _ category: Category) -> Decision {
        held(decision, Reason(category: category, level: .suspected, rule: "held-after-miss", ground: .access))
    }

    private static func held(_ decision: GateDecision, rule: RuleID) -> GateDecision {
        var held = decision
        held.decision = self.held(
            held.decision, Reason(category: .unread, level: .clear, rule: rule, ground: .access))
        return held
    }

    private static func held(_ decision: Decision, _ reason: Reason) -> Decision {
        var held = decision
        held.kind = max(.hold, decision.kind)
        held.reasons.insert(reason, at: 0)
        return held
    }
}
