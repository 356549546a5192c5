import SafetyModel
import TestSupport
import Testing

@testable import PolicyEngine

@Suite struct EmbeddedPolicyTests {
    let policy: Policy

    init() throws { policy = try Policy.embedded() }

    @Test func `its rules alone keep the floor, judged at some hundreds of points`() {
        let result = PolicyCheck.run(policy)

        guard case .aboveFloor(let points) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(points > 200)
    }

    @Test func `the floor never has to correct it`() {
        var random = Seeded(7)
        for _ in 0..<3000 {
            let facts = random.facts()

            #expect(policy.evaluate(facts) == policy.evaluateWithoutFloor(facts), "\(facts)")
        }
    }

    @Test func `every line has a matching rule, whatever the facts`() {
        var random = Seeded(11)
        for _ in 0..<3000 {
            let facts = random.facts()

            #expect(policy.verdicts(facts).allSatisfy { $0.matched }, "\(facts)")
        }
    }

    @Test func `tier, country and audience change nothing`() {
        var random = Seeded(13)
        for _ in 0..<500 {
            let facts = random.facts()
            var elsewhere = facts
            elsewhere.tier = "gold"
            elsewhere.country = "xx"
            elsewhere.audience = facts.audience == .public ? .private : .public

            #expect(policy.evaluate(facts) == policy.evaluate(elsewhere), "\(facts)")
        }
    }

    @Test func `more of anything never makes a judgement milder`() {
        var random = Seeded(17)
        for _ in 0..<3000 {
            let facts = random.facts()
            var graver = facts
            let category = random.pick(Category.allCases)
            graver.levels[category] = Level(rawValue: min(3, facts.level(category).rawValue + 1))

            #expect(policy.evaluate(graver).kind >= policy.evaluate(facts).kind, "\(facts) \(category)")
        }
    }

    @Test func `its version names the file and its digest`() {
        let parts = policy.version.split(separator: "@")

        #expect(parts.first == "default/1")
        #expect(parts.last == Policy.digest(Array(Policy.embeddedText.utf8))[...])
        #expect(parts.last?.count == 12)
    }

    @Test func `it requires the words of every request, the lens for pictures and the banks for outputs`() {
        for operation in Operation.allCases {
            #expect(policy.requiredReaders(operation, at: .input, hasPicture: false) == [.prompt])
            #expect(policy.requiredReaders(operation, at: .input, hasPicture: true) == [.prompt, .lens])
            #expect(policy.requiredReaders(operation, at: .output, hasPicture: true) == [.lens, .banks])
        }
    }

    /// One judgement that a person relies on, in the words of the policy.
    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var facts: Facts
        var kind: Decision.Kind
        var rule: RuleID?
        var ground: Reason.Ground?
        var testDescription: String { name }

        init(
            _ name: String, _ kind: Decision.Kind, _ rule: RuleID?, _ ground: Reason.Ground?, _ facts: Facts
        ) {
            (self.name, self.kind, self.rule, self.ground, self.facts) = (name, kind, rule, ground, facts)
        }

        /// A plain `allow`, which has no reasons.
        init(_ name: String, _ kind: Decision.Kind, _ facts: Facts) { self.init(name, kind, nil, nil, facts) }
    }

    static let examples: [Example] = [
        Example("a quiet request", .allow, Facts()),
        Example("a quiet edit of one's own photo", .allow, edit(.realPerson)),
        Example("a warned account", .allow, Facts(standing: .warned)),
        Example("a paused account", .refuse, "account-stopped", .access, Facts(standing: .paused)),
        Example("a switch is off", .refuse, "switched-off", .access, Facts(access: .switchedOff)),
        Example("no right", .refuse, "no-right", .access, Facts(access: .noRight)),
        Example("undressing a person", .refuse, "undress-person", .law, edit(.realPerson, .undress, .clear)),
        Example(
            "undressing a person in adult mode", .refuse, "undress-person", .law,
            edit(.realPerson, .undress, .severe, adultMode: true)),
        Example("undressing, suspected", .ask, "person-suspected", .terms, edit(.realPerson, .undress, .suspected)),
        Example(
            "undressing, suspected in an output", .hold, "person-suspected-output", .terms,
            edit(.realPerson, .undress, .suspected, stage: .output)),
        Example(
            "undressing somebody of unclear age, suspected", .refuse, "undress-child", .law,
            edit(.unclearPerson, .undress, .suspected)),
        Example(
            "swimwear on a person", .refuse, "sexualised-person", .terms,
            edit(.realPerson, .sexualisedPerson, .clear)),
        Example("swimwear on a fictional adult", .allow, make(.fictionalAdult, .sexualisedPerson, .clear)),
        Example(
            "a sexual scene without adult mode", .refuse, "adult-without-mode", .terms,
            make(.fictionalAdult, .adultSexual, .clear)),
        Example(
            "a sexual scene in adult mode", .allow, make(.fictionalAdult, .adultSexual, .severe, adultMode: true)),
        Example(
            "a sexual scene of somebody unclear in adult mode", .refuse, "adult-sexual-uncertain-age", .terms,
            make(.unclearPerson, .adultSexual, .suspected, adultMode: true)),
        Example("nude art of nobody real", .allow, make(.fictionalAdult, .adultSexual, .suspected)),
        Example(
            "a child, suspected", .refuse, "minor-sexual", .law,
            make(.nobody, .minorSexual, .suspected, adultMode: true)),
        Example(
            "a false act, suspected", .label, "false-act-suspected", .terms,
            edit(.realPerson, .politicalDeception, .suspected)),
        Example("a false act", .hold, "false-act", .terms, edit(.realPerson, .harassment, .clear)),
        Example(
            "a severe false act", .refuse, "false-act-severe", .terms,
            make(.realPerson, .politicalDeception, .severe)),
        Example("a battle", .label, "violence-clear", .terms, make(.nobody, .violence, .clear)),
        Example("violence to a person", .hold, "violence-person", .terms, make(.realPerson, .violence, .clear)),
        Example("history of hate", .label, "hate-suspected", .terms, make(.nobody, .hate, .suspected)),
        Example("recovery", .allow, make(.fictionalAdult, .selfHarm, .suspected)),
        Example("a near match", .hold, "bank-near", .terms, edit(.realPerson, .bankMatch, .suspected)),
        Example("a reported picture", .hold, "bank-near", .terms, edit(.realPerson, .bankMatch, .clear)),
        Example("a confirmed match", .refuse, "bank-confirmed", .law, edit(.realPerson, .bankMatch, .severe)),
        Example("not understood", .ask, "not-understood", .terms, edit(.realPerson, .notUnderstood, .suspected)),
        Example("unread", .hold, "unread", .terms, edit(.realPerson, .unread, .clear)),
        Example(
            "a stranger's edit", .refuse, "stranger-edits-person", .terms,
            Facts(operation: .edit, subject: .realPerson, source: .stranger)),
        Example(
            "a stranger's edit that the owner allows", .allow,
            Facts(operation: .edit, subject: .realPerson, source: .ownerAllows)),
        Example(
            "a stranger's edit of a landscape", .allow,
            Facts(operation: .edit, subject: .nobody, source: .stranger)),
        Example(
            "a closed category", .refuse, "category-closed", .access,
            Facts(levels: [.violence: .suspected], closedCategories: [.violence])),
        Example("a closed category without a signal", .allow, Facts(closedCategories: [.violence])),
        Example(
            "a near match in a closed category waits and nothing more", .hold, "bank-near", .terms,
            Facts(levels: [.bankMatch: .suspected], closedCategories: [.bankMatch])),
    ]

    @Test(arguments: examples) func `it judges as a person would expect`(_ example: Example) {
        let judgement = policy.evaluate(example.facts)

        #expect(judgement.kind == example.kind)
        #expect(judgement.reasons.first?.rule == example.rule)
        #expect(judgement.reasons.first?.ground == example.ground)
        #expect(!judgement.clamped)
    }

    private static func edit(
        _ subject: Facts.Subject, _ category: Category? = nil, _ level: Level = .none, adultMode: Bool = false,
        stage: Facts.Stage = .input
    ) -> Facts {
        Facts(
            stage: stage, operation: .edit, subject: subject, source: .own, adultMode: adultMode,
            levels: category.map { [$0: level] } ?? [:])
    }

    private static func make(
        _ subject: Facts.Subject, _ category: Category, _ level: Level, adultMode: Bool = false
    ) -> Facts {
        Facts(operation: .generate, subject: subject, adultMode: adultMode, levels: [category: level])
    }
}
