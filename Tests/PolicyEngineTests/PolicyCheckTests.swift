import SafetyModel
import TestSupport
import Testing

@testable import PolicyEngine

@Suite struct PolicyCheckTests {
    private let embedded: Policy
    /// The embedded policy over rules that allow everything: each rule that the floor needs now carries it alone.
    private let underlaid: Policy

    init() throws {
        embedded = try Policy.embedded()
        let open = try Policy.parse(allowEverything, file: "open.yaml")
        underlaid = embedded.with(embedded.rules + open.rules)
    }

    /// The rules of the embedded policy that carry the floor.
    private static let carrying: Set<RuleID> = [
        "switched-off", "no-right", "account-stopped", "stranger-edits-person", "category-closed", "minor-sexual",
        "undress-child", "adult-sexual-child", "adult-sexual-uncertain-age", "sexualised-child", "undress-person",
        "adult-sexual-person", "sexualised-person", "degraded-person", "person-suspected", "person-suspected-output",
        "degraded-somebody-suspected", "degraded-somebody-suspected-output", "adult-without-mode",
        "protected-stranger", "bank-near", "bank-confirmed", "not-understood", "unread",
    ]

    @Test func `a policy that allows everything is below the floor`() throws {
        let policy = try Policy.parse(allowEverything, file: "open.yaml")

        guard case .belowFloor(let example) = PolicyCheck.run(policy) else {
            Issue.record("not found")
            return
        }
        #expect(policy.evaluateWithoutFloor(example.facts).kind == .allow)
        #expect(policy.evaluate(example.facts).kind == .refuse)
    }

    @Test func `an empty policy is above the floor, because it refuses`() throws {
        let policy = try Policy.parse("name: x\nversion: 1\nrules: []\n", file: "x.yaml")

        #expect(PolicyCheck.run(policy).isAbove)
    }

    @Test func `dropping any rule that carries the floor is found, and no other`() {
        #expect(PolicyCheck.run(underlaid).isAbove)

        let found = embedded.rules.map(\.id).filter { dropped in
            !PolicyCheck.run(underlaid.with(underlaid.rules.filter { $0.id != dropped })).isAbove
        }

        #expect(Set(found) == Self.carrying)
    }

    @Test func `loosening any rule that carries the floor to a label is found and names the rule`() throws {
        for id in Self.carrying {
            let loose = embedded.with(embedded.rules.map { $0.id == id ? $0.deciding(.label) : $0 })

            guard case .belowFloor(let example) = PolicyCheck.run(loose) else {
                Issue.record("\(id) is not found")
                continue
            }
            #expect(example.rules.contains(id))
            #expect(loose.evaluate(example.facts).clamped)
        }
    }

    @Test func `loosening a refusal of the floor by one step to hold is found`() {
        for id in Self.carrying.subtracting(["category-closed"]) {
            guard let rule = embedded.rules.first(where: { $0.id == id }), rule.decision == .refuse else { continue }

            let loose = embedded.with(embedded.rules.map { $0.id == id ? $0.deciding(.hold) : $0 })

            #expect(!PolicyCheck.run(loose).isAbove, "\(id)")
        }
    }

    @Test func `refusing a near match is found, because it may be the harmless source`() {
        let strict = embedded.with(embedded.rules.map { $0.id == "bank-near" ? $0.deciding(.refuse) : $0 })

        guard case .belowFloor(let example) = PolicyCheck.run(strict) else {
            Issue.record("not found")
            return
        }
        #expect(example.expected == .atMost(.hold))
    }

    @Test func `narrowing any condition by one value is found exactly when the clamp would step in`() {
        var random = Seeded(23)
        var (above, below) = (0, 0)
        for (index, rule) in embedded.rules.enumerated() {
            for place in rule.conditions.indices {
                let condition = rule.conditions[place]
                for bit in 0..<8 where condition.values >> UInt64(bit) & 1 == 1 {
                    var rules = underlaid.rules
                    rules[index].conditions[place] =
                        Condition(axis: condition.axis, values: condition.values & ~(1 << UInt64(bit)))
                    let narrowed = underlaid.with(rules)
                    switch PolicyCheck.run(narrowed) {
                    case .aboveFloor:
                        above += 1
                        // The space around what was cut off is where a miss would show.
                        for _ in 0..<20 {
                            var facts = random.facts()
                            (facts.access, facts.standing) = (.open, .good)
                            for category in rule.categories.prefix(2) {
                                facts.levels[category] = random.pick([.suspected, .clear, .severe])
                            }
                            #expect(!narrowed.evaluate(facts).clamped, "\(rule.id) \(condition.axis) \(facts)")
                        }
                    case .belowFloor(let example):
                        below += 1
                        #expect(narrowed.evaluate(example.facts).clamped, "\(example)")
                    }
                }
            }
        }
        #expect(above > 20)
        #expect(below > 60)
    }

    @Test func `a hole for one tier, country, stage and audience only is found`() throws {
        // One tier, at one time and place, for one audience, may do what nobody may.
        for tier in ["vip", "other"] {
            let hole = """
                name: hole
                version: 1
                tiers: [vip, free]
                countries: [nl, no]
                rules:
                  - {id: account, decision: refuse, ground: access}
                  - id: stop
                    category: undress
                    level: none
                    when: {country: [nl, other]}
                    decision: refuse
                    ground: law
                  - id: gap
                    category: undress
                    at-most: severe
                    when: {tier: \(tier), country: no, stage: output, audience: private, adult-mode: on}
                    decision: allow
                """
            let policy = try Policy.parse(hole, file: "hole.yaml")

            guard case .belowFloor(let example) = PolicyCheck.run(policy) else {
                Issue.record("not found")
                continue
            }

            #expect(example.facts.tier == tier)
            #expect(example.facts.country == "no")
            #expect(example.facts.stage == .output)
            #expect(example.facts.audience == .private)
            #expect(example.facts.adultMode)
            #expect(example.rules == ["gap"])
        }
    }

    @Test func `the search agrees with a slow walk over all facts, for policies made at random`() {
        let axes: [Axis] = [
            .level, .stage, .operation, .subject, .tier, .adultMode, .audience, .country, .closed,
        ]
        let scales = Scales(tiers: ["free"], countries: ["nl"])
        var random = Seeded(53)
        var (above, below) = (0, 0)
        for _ in 0..<24 {
            let category = random.pick([Category.undress, .adultSexual, .notUnderstood, .bankMatch])
            let count = Int.random(in: 1...5, using: &random)
            let rules = (0..<count).map { index in
                Rule(
                    id: RuleID(text: "r\(index)"), line: index, categories: [category],
                    conditions: (0..<Int.random(in: 1...3, using: &random)).map { _ in
                        let axis = random.pick(axes)
                        return Condition(axis: axis, values: random.next() & scales.all(axis))
                    },
                    decision: random.pick([.allow, .ask, .hold, .refuse, .refuse, .refuse]), ground: .terms)
            }
            let policy = Policy(version: "random", scales: scales, requirements: [], rules: rules)

            let holds = walk(axes, from: Point(), scales).allSatisfy { point in
                let facts = scales.facts(at: point, for: category)
                return !Floor.clamp(policy.verdict(category, at: point), facts).clamped
            }

            #expect(PolicyCheck.run(policy).isAbove == holds, "\(rules)")
            if holds { above += 1 } else { below += 1 }
        }
        #expect(above > 2)
        #expect(below > 2)
    }

    /// Every combination of values on the axes.
    private func walk(_ axes: [Axis], from point: Point, _ scales: Scales) -> [Point] {
        guard let axis = axes.first else { return [point] }
        return scales.words(axis).indices.flatMap { position in
            var next = point
            next[axis] = position
            return walk(Array(axes.dropFirst()), from: next, scales)
        }
    }

    @Test func `a counter-example reads as one sentence with its rules`() {
        let loose = embedded.with(embedded.rules.map { $0.id == "undress-person" ? $0.deciding(.label) : $0 })

        guard case .belowFloor(let example) = PolicyCheck.run(loose) else {
            Issue.record("not found")
            return
        }
        #expect(
            example.description
                == "undress clear (stage input, operation generate, subject real-person, source none, access open, "
                + "standing good, tier other, adult-mode off, audience public, country other, closed no): the floor "
                + "asks for at least refuse (table-person), the rules say label (`undress-person`)")
    }
}

extension PolicyCheckResult {
    fileprivate var isAbove: Bool {
        if case .aboveFloor = self { true } else { false }
    }
}

extension Policy {
    /// The same policy with other rules.
    func with(_ rules: [Rule]) -> Policy {
        Policy(version: version, scales: scales, requirements: requirements, rules: rules)
    }
}

extension Rule {
    fileprivate func deciding(_ decision: Decision.Kind) -> Rule {
        var rule = self
        rule.decision = decision
        return rule
    }
}
