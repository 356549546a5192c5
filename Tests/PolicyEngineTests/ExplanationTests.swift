import SafetyModel
import TestSupport
import Testing

@testable import PolicyEngine

@Suite struct ExplanationTests {
    private let facts = Facts(
        operation: .edit, subject: .realPerson, source: .own, levels: [.undress: .clear, .bankMatch: .suspected])

    @Test func `each line says which rules matched and what the others still needed`() throws {
        let lines = try Policy.embedded().explain(facts)

        let undress = try #require(lines.first { $0.category == .undress })
        let text = undress.description.replacing(#/line \d+/#, with: "line N")

        #expect(
            text == """
                undress clear: refuse by undress-person
                  - quiet (line N, allow): level is clear, needs none
                  - category-closed (line N, refuse): closed is no, needs yes
                  - undress-child (line N, refuse): subject is real-person, needs unclear-person or child-like
                  + undress-person (line N, refuse): matched
                  - person-suspected (line N, ask): level is clear, needs suspected
                  - person-suspected-output (line N, hold): level is clear, needs suspected; \
                stage is input, needs output
                  - fiction-mild (line N, allow): level is clear, needs suspected; subject is real-person, \
                needs nobody or fictional-adult
                  - adult-mode (line N, allow): subject is real-person, needs nobody or fictional-adult; \
                adult-mode is off, needs on
                  - adult-without-mode (line N, refuse): subject is real-person, needs nobody or fictional-adult
                  floor: at least refuse (floor-person); kept by the rules
                """)
    }

    @Test func `every line is explained, and the explanation agrees with the judgement`() throws {
        let policy = try Policy.embedded()
        var random = Seeded(41)
        for _ in 0..<200 {
            let facts = random.facts()

            let lines = policy.explain(facts)

            #expect(lines.map(\.category) == [nil] + Category.allCases.map { $0 })
            #expect(lines.map(\.decision).max() == policy.evaluate(facts).kind)
            for line in lines {
                let matched = line.rules.filter(\.matched)
                #expect(matched.map(\.decision).max() == line.ruled)
                #expect(matched.map(\.rule).contains(line.decidedBy))
            }
        }
    }

    @Test func `a rule is named with its line in the file`() throws {
        let policy = try Policy.embedded()
        let source = Policy.embeddedText.split(separator: "\n", omittingEmptySubsequences: false)

        for rule in policy.rules { #expect(source[rule.line - 1].hasSuffix("id: \(rule.id.text)")) }
    }

    @Test func `the floor's own decision is told apart from the rules'`() throws {
        let policy = try Policy.parse(allowEverything, file: "open.yaml")

        let undress = try #require(policy.explain(facts).first { $0.category == .undress })
        let bank = try #require(policy.explain(facts).first { $0.category == .bankMatch })

        #expect(
            undress.description == """
                undress clear: refuse by floor-person
                  + most (line 6, allow): matched
                  floor: at least refuse (floor-person); the rules said allow
                """)
        #expect(bank.description.hasSuffix("at least hold (floor-near-match), at most hold; the rules said allow"))
        #expect(undress.decidedBy == "floor-person")
    }

    @Test func `a line without a matching rule says so`() throws {
        let policy = try Policy.parse("name: x\nversion: 1\nrules: []", file: "x.yaml")

        let account = try #require(policy.explain(Facts()).first)

        #expect(account.description == "account and switches: refuse by no-rule\n  floor: says nothing")
        #expect(!account.isQuiet)
    }

    @Test func `lines without signals are quiet`() throws {
        let lines = try Policy.embedded().explain(facts)

        #expect(lines.filter { !$0.isQuiet }.map(\.category) == [.undress, .bankMatch])
    }
}
