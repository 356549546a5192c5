import SafetyModel

/// A fact must have one of these values.
struct Condition: Hashable, Sendable {
    let axis: Axis
    /// One bit for each position on the axis.
    let values: UInt64

    func admits(_ point: Point) -> Bool { values >> UInt64(point[axis]) & 1 == 1 }
}

/// One rule as the engine judges by it: a box in the space of facts, and what happens inside.
struct Rule: Hashable, Sendable {
    var id: RuleID
    /// The line of the file on which the rule begins.
    var line: Int
    /// The categories judged; empty for a rule about the account or a switch.
    var categories: [Category]
    var conditions: [Condition]
    var decision: Decision.Kind
    var ground: Reason.Ground

    func matches(_ point: Point) -> Bool {
        for condition in conditions where !condition.admits(point) { return false }
        return true
    }

    /// The rule wins over the other where both match. Never asks for the place in the file.
    func beats(_ other: Rule) -> Bool {
        if decision != other.decision { return decision > other.decision }
        if ground != other.ground { return ground.weight > other.ground.weight }
        return id.text < other.id.text
    }
}

/// What became of one category: the rule that won and what it says.
struct Verdict: Hashable, Sendable {
    /// Nil for the line about account and switches.
    var category: Category?
    var level: Level
    var kind: Decision.Kind
    var rule: RuleID
    var ground: Reason.Ground
    /// False where no rule matched, which refuses.
    var matched = true
    /// The floor changed what the rules said.
    var clamped = false

    /// The id in reasons where no rule matched.
    static let noRule: RuleID = "no-rule"
}

extension Reason.Ground {
    /// Law comes before terms, terms before access, where several rules are equally strict.
    var weight: Int {
        switch self {
        case .access: 0
        case .terms: 1
        case .law: 2
        }
    }
}
