import SafetyModel
import TestSupport
import Testing

@testable import PolicyEngine

@Suite struct FloorTests {
    /// What the table says of a line: the mildest kind it may have and, for near matches, the strictest.
    private func table(_ category: Category?, _ facts: Facts) -> (least: Decision.Kind, most: Decision.Kind) {
        bound(FloorTable.rows(for: category).filter { $0.counts(facts, on: category) })
    }

    private func bound(_ rows: [FloorTable.Row]) -> (least: Decision.Kind, most: Decision.Kind) {
        var (least, most) = (Decision.Kind.allow, Decision.Kind.refuse)
        for row in rows {
            switch row.bound {
            case .atLeast(let kind): least = max(least, kind)
            case .atMost(let kind): most = min(most, kind)
            }
        }
        return (least, most)
    }

    @Test(arguments: Category.allCases)
    func `code and table agree on every point of a category`(_ category: Category) {
        let rows = FloorTable.rows(for: category)
        var points = 0
        var differing: [Facts] = []
        for level in Level.allCases {
            for subject in Facts.Subject.allCases {
                for source in Facts.Source.allCases {
                    for operation in Operation.allCases {
                        for (adultMode, closed) in [(false, false), (false, true), (true, false), (true, true)] {
                            let facts = Facts(
                                operation: operation, subject: subject, source: source, adultMode: adultMode,
                                levels: [category: level], closedCategories: closed ? [category] : [])
                            for facts in elsewhere(facts, seed: points) {
                                points += 1
                                let bound = bound(rows.filter { $0.counts(facts, on: category) })
                                let least = Floor.demand(category, facts)?.least ?? .allow
                                let most = Floor.most(category, facts) ?? .refuse
                                if least != bound.least || most != bound.most { differing.append(facts) }
                            }
                        }
                    }
                }
            }
        }
        #expect(points == 4 * 5 * 4 * 3 * 4 * 5)
        #expect(differing.isEmpty, "\(differing.prefix(1))")
    }

    /// The same content at every standing, and in turn at every access, stage, audience, tier and country.
    private func elsewhere(_ facts: Facts, seed: Int) -> [Facts] {
        Account.Standing.allCases.enumerated().map { index, standing in
            var other = facts
            let turn = seed / 5 + index
            other.standing = standing
            other.access = Facts.Access.allCases[turn % 3]
            other.stage = Facts.Stage.allCases[turn / 3 % 2]
            other.audience = Audience.allCases[turn / 2 % 2]
            other.tier = turn % 7 == 0 ? "free" : Account.defaultTier
            other.country = turn % 4 == 0 ? "nl" : nil
            return other
        }
    }

    @Test func `code and table agree on every point about account and switches`() {
        var points = 0
        for subject in Facts.Subject.allCases {
            for source in Facts.Source.allCases {
                for operation in Operation.allCases {
                    for access in Facts.Access.allCases {
                        for standing in Account.Standing.allCases {
                            points += 1
                            let facts = Facts(
                                operation: operation, subject: subject, source: source, access: access,
                                standing: standing, adultMode: points % 2 == 0, levels: [.undress: .severe])
                            #expect((Floor.demand(nil, facts)?.least ?? .allow) == table(nil, facts).least, "\(facts)")
                            #expect(Floor.most(nil, facts) == nil)
                        }
                    }
                }
            }
        }
        #expect(points == 5 * 4 * 3 * 3 * 5)
    }

    @Test func `a policy that allows everything is clamped to the table at random facts`() throws {
        let policy = try Policy.parse(allowEverything, file: "open.yaml")
        var random = Seeded(3)
        for _ in 0..<2000 {
            let facts = random.facts()
            let least = policy.lines.map { table($0, facts).least }.max() ?? .refuse

            let judgement = policy.evaluate(facts)

            #expect(judgement.kind == least, "\(facts)")
            #expect(judgement.clamped == (least > .allow))
            #expect(judgement.reasons.allSatisfy { $0.rule.text.hasPrefix("floor-") })
        }
    }

    @Test func `a near match is held even where the rules refuse it`() throws {
        let rule = "  - {id: strict, category: bank-match, level: suspected, decision: refuse, ground: law}\n"
        let policy = try Policy.parse(allowEverything + rule, file: "strict.yaml")

        for level in [Level.suspected, .clear] {
            let judgement = policy.evaluate(Facts(levels: [.bankMatch: level]))

            #expect(judgement.kind == .hold)
            #expect(judgement.clamped)
            #expect(judgement.reasons.map(\.rule) == ["floor-near-match"])
        }
        #expect(policy.evaluate(Facts(levels: [.bankMatch: .severe])).kind == .refuse)
    }

    @Test func `the words are always read, and the lens wherever there is a picture`() throws {
        let policy = try Policy.parse("name: x\nversion: 1\nrules: []\n", file: "x.yaml")

        #expect(policy.requiredReaders(.generate, at: .input, hasPicture: false) == [.prompt])
        #expect(policy.requiredReaders(.edit, at: .input, hasPicture: true) == [.prompt, .lens])
        #expect(policy.requiredReaders(.edit, at: .output, hasPicture: true) == [.lens])
    }
}

/// Allows whatever the grammar lets a policy allow.
let allowEverything = """
    name: open
    version: 1
    rules:
      - id: account
        decision: allow
      - id: most
        category: [undress, sexualised-person, minor-sexual, adult-sexual, degradation, violence, hate, harassment,
          self-harm, illegal, shocking, political-deception, protected, bank-match, not-understood]
        at-most: severe
        decision: allow
      - id: rest
        category: unread
        at-most: severe
        decision: allow

    """
