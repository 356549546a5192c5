public import SafetyModel

extension Policy {
    /// Says for every line why it was judged as it was: account and switches first, then each category.
    public func explain(_ facts: Facts) -> [PolicyExplanationLine] {
        let shared = scales.point(facts)
        return lines.map { category in
            let point = scales.point(shared, for: category, facts: facts)
            let ruled = verdict(category, at: point)
            return PolicyExplanationLine(
                rules: rules(for: category).map { rule in
                    PolicyExplanationLine.RuleOutcome(
                        rule: rule.id, line: rule.line, decision: rule.decision, unmet: unmet(rule, at: point))
                },
                ruled: ruled, final: Floor.clamp(ruled, facts), demand: Floor.demand(category, facts),
                most: Floor.most(category, facts))
        }
    }

    private func unmet(_ rule: Rule, at point: Point) -> [PolicyExplanationLine.Unmet] {
        rule.conditions.filter { !$0.admits(point) }.map { condition in
            let words = scales.words(condition.axis)
            return PolicyExplanationLine.Unmet(
                fact: condition.axis.key,
                needed: words.indices.filter { condition.values >> UInt64($0) & 1 == 1 }.map { words[$0] },
                found: words[point[condition.axis]])
        }
    }
}

/// Why one line was judged as it was.
public struct PolicyExplanationLine: Hashable, Sendable, CustomStringConvertible {
    /// What became of one rule.
    public struct RuleOutcome: Hashable, Sendable {
        public var rule: RuleID
        /// Its line in the file.
        public var line: Int
        public var decision: Decision.Kind
        /// The conditions that the facts do not meet; empty when the rule matched.
        public var unmet: [Unmet]
        /// The rule matched.
        public var matched: Bool { unmet.isEmpty }
    }

    /// A condition that the facts do not meet.
    public struct Unmet: Hashable, Sendable {
        public var fact: String
        public var needed: [String]
        public var found: String
    }

    /// Nil for account and switches.
    public let category: Category?
    public let level: Level
    /// What the rules say.
    public let ruled: Decision.Kind
    /// What is decided for this line after the floor.
    public let decision: Decision.Kind
    /// The rule that decided: of the policy, of the floor, or `no-rule`.
    public let decidedBy: RuleID
    /// The rules about this line, in the order of the file.
    public let rules: [RuleOutcome]
    /// The mildest kind that the floor lets this line have, and its clause; nil where it says nothing.
    public let floorLeast: Decision.Kind?
    public let floorClause: RuleID?
    /// The strictest kind that the floor lets this line have; nil where there is no such limit.
    public let floorMost: Decision.Kind?

    init(
        rules: [RuleOutcome], ruled: Verdict, final: Verdict, demand: Floor.Demand?, most: Decision.Kind?
    ) {
        category = final.category
        level = final.level
        self.ruled = ruled.kind
        decision = final.kind
        decidedBy = final.rule
        self.rules = rules
        floorLeast = demand?.least
        floorClause = demand?.clause
        floorMost = most
    }

    /// Nothing was signalled on this line and it is a plain `allow`.
    public var isQuiet: Bool { level == .none && decision == .allow }

    /// The line for a person: what was decided, then each rule with what it still needed, then the floor.
    public var description: String {
        var text = ["\(subject): \(decision.rawValue) by \(decidedBy.text)"]
        for outcome in rules {
            let needs = outcome.unmet.map { unmet in
                "\(unmet.fact) is \(unmet.found), needs \(unmet.needed.joined(separator: " or "))"
            }
            let said = outcome.matched ? "matched" : needs.joined(separator: "; ")
            let mark = outcome.matched ? "+" : "-"
            text.append("  \(mark) \(outcome.rule.text) (line \(outcome.line), \(outcome.decision.rawValue)): \(said)")
        }
        text.append("  floor: \(floor)")
        return text.joined(separator: "\n")
    }

    private var subject: String { category.map { "\($0.rawValue) \(level.name)" } ?? "account and switches" }

    private var floor: String {
        var limits: [String] = []
        if let floorLeast, let floorClause { limits.append("at least \(floorLeast.rawValue) (\(floorClause.text))") }
        if let floorMost { limits.append("at most \(floorMost.rawValue)") }
        if limits.isEmpty { return "says nothing" }
        let changed = ruled == decision ? "kept by the rules" : "the rules said \(ruled.rawValue)"
        return limits.joined(separator: ", ") + "; " + changed
    }
}
