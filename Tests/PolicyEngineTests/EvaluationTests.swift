import SafetyModel
import TestSupport
import Testing

@testable import PolicyEngine

@Suite struct EvaluationTests {
    private func parse(_ rules: String, names: String = "") throws -> Policy {
        try Policy.parse("name: test\nversion: 1\n\(names)\nrules:\n\(rules)", file: "test.yaml")
    }

    private let open = """
          - {id: account, decision: allow}
          - {id: quiet, category: any, at-most: none, decision: allow}

        """

    @Test func `a policy without rules refuses every request`() throws {
        let policy = try Policy.parse("name: empty\nversion: 1\nrules: []\n", file: "empty.yaml")
        var random = Seeded(29)
        for _ in 0..<300 {
            let judgement = policy.evaluate(random.facts())

            #expect(judgement.kind == .refuse)
        }
        #expect(Set(policy.evaluate(Facts()).reasons.map(\.rule)) == ["no-rule"])
    }

    @Test func `a category that no rule speaks of is refused even when nothing was signalled`() throws {
        let policy = try parse(
            """
              - {id: account, decision: allow}
              - {id: quiet, category: [violence, hate], at-most: none, decision: allow}
            """)

        let judgement = policy.evaluate(Facts())

        #expect(judgement.kind == .refuse)
        #expect(judgement.reasons.count == Category.allCases.count - 2)
        #expect(judgement.reasons.allSatisfy { $0.rule == "no-rule" && $0.ground == .terms })
    }

    @Test func `without a rule about the account nobody gets in`() throws {
        let policy = try parse("  - {id: quiet, category: any, at-most: none, decision: allow}")

        let judgement = policy.evaluate(Facts())

        #expect(judgement.reasons == [Reason(category: nil, level: .none, rule: "no-rule", ground: .access)])
        #expect(judgement.kind == .refuse)
    }

    @Test func `the order of the rules changes nothing`() throws {
        let embedded = try Policy.embedded()
        var random = Seeded(31)
        for _ in 0..<12 {
            let shuffled = embedded.with(embedded.rules.shuffled(using: &random))
            for _ in 0..<120 {
                let facts = random.facts()

                #expect(shuffled.evaluate(facts) == embedded.evaluate(facts), "\(facts)")
            }
        }
    }

    @Test func `between equally strict rules law comes before terms and then the id decides`() throws {
        let rules = """
              - {id: b, category: hate, decision: refuse, ground: terms}
              - {id: z, category: hate, decision: refuse, ground: law}
              - {id: y, category: hate, decision: refuse, ground: law}
            """
        let policy = try parse(open + rules)

        #expect(policy.evaluate(Facts(levels: [.hate: .clear])).reasons.map(\.rule) == ["y"])
    }

    @Test func `only the strictest lines are reasons, gravest first`() throws {
        let rules = """
              - {id: tag, category: violence, level: clear, at-most: severe, decision: label, ground: terms}
              - {id: wait, category: shocking, decision: hold, ground: terms}
              - {id: stop, category: [hate, illegal], decision: refuse, ground: terms}
            """
        let policy = try parse(open + rules)

        let judgement = policy.evaluate(
            Facts(levels: [.violence: .severe, .shocking: .clear, .hate: .clear, .illegal: .severe]))

        #expect(judgement.kind == .refuse)
        #expect(
            judgement.reasons == [
                Reason(category: .illegal, level: .severe, rule: "stop", ground: .terms),
                Reason(category: .hate, level: .clear, rule: "stop", ground: .terms),
            ])
    }

    @Test func `every judgement is whole and the same each time`() throws {
        let policies = [
            try Policy.embedded(), try Policy.parse(allowEverything, file: "open.yaml"),
            try Policy.parse("name: x\nversion: 1\nrules: []", file: "x.yaml"),
        ]
        var random = Seeded(37)
        for policy in policies {
            for _ in 0..<700 {
                let facts = random.facts()

                let judgement = policy.evaluate(facts)

                #expect(judgement == policy.evaluate(facts))
                #expect(judgement.reasons.isEmpty == (judgement.kind == .allow))
                #expect(Set(judgement.reasons).count == judgement.reasons.count)
            }
        }
    }

    @Test func `a stopping rule reaches up and a releasing rule only as far as it says`() throws {
        let rules = """
              - {id: some, category: hate, level: suspected, at-most: suspected, decision: allow}
              - {id: stop, category: hate, level: severe, decision: hold, ground: terms}
            """
        let policy = try parse(open + rules)
        let kinds = Level.allCases.map { policy.evaluate(Facts(levels: [.hate: $0])).kind }

        #expect(kinds == [.allow, .allow, .refuse, .hold])
    }

    @Test func `names that the policy does not list count as other`() throws {
        let rules = """
              - {id: home, category: hate, decision: hold, ground: terms, when: {country: no, tier: free}}
              - {id: away, category: hate, decision: ask, ground: terms, when: {country: other}}
            """
        let policy = try parse(open + rules, names: "tiers: [free]\ncountries: [no, nl]")
        func kind(_ country: String?, _ tier: String) -> Decision.Kind {
            policy.evaluate(Facts(tier: tier, country: country, levels: [.hate: .clear])).kind
        }

        #expect(kind("no", "free") == .hold)
        #expect(kind("no", "paid") == .refuse)
        #expect(kind("de", "free") == .ask)
        #expect(kind(nil, "gold") == .ask)
        #expect(kind("nl", "free") == .refuse)
    }

    @Test func `closed is asked for each category alone`() throws {
        let rules = """
              - {id: mild, category: [hate, violence], at-most: severe, decision: allow}
              - {id: shut, category: [hate, violence], level: suspected, decision: refuse, ground: access,
                  when: {closed: yes}}
            """
        let policy = try parse(open + rules)

        let other = Facts(levels: [.hate: .clear], closedCategories: [.violence])
        let same = Facts(levels: [.hate: .clear], closedCategories: [.hate])

        #expect(policy.evaluate(other).kind == .allow)
        #expect(policy.evaluate(same).kind == .refuse)
    }

    @Test func `required readers add up over operations, stages and pictures`() throws {
        let policy = try Policy.parse(
            """
            name: test
            version: 1
            requires:
              - {operation: edit, stage: input, readers: [faces]}
              - {operation: [edit, vary], picture: yes, readers: [age, faces]}
              - {picture: no, readers: text}
            rules: []
            """, file: "test.yaml")

        #expect(policy.requiredReaders(.edit, at: .input, hasPicture: true) == [.prompt, .lens, .faces, .age])
        #expect(policy.requiredReaders(.edit, at: .input, hasPicture: false) == [.prompt, .faces, .text])
        #expect(policy.requiredReaders(.vary, at: .output, hasPicture: true) == [.lens, .faces, .age])
        #expect(policy.requiredReaders(.generate, at: .output, hasPicture: true) == [.lens])
    }

    @Test func `the version follows the content of the file`() throws {
        let policy = try Policy.parse("name: x\nversion: 2026-07\nrules: []\n", file: "x.yaml")

        #expect(policy.version == "x/2026-07@5e8245f0bac7")
        let commented = try Policy.parse("name: x\nversion: 2026-07\nrules: []\n#\n", file: "x.yaml")
        #expect(commented.version != policy.version)
    }
}
