import Foundation
import SafetyModel
import TestSupport
import Testing

@testable import PolicyEngine

/// `Documentation/Policy.md` names whatever an operator can write or meet.
@Suite struct DocumentationTests {
    private let page: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        page = try String(contentsOf: root.appending(path: "Documentation/Policy.md"), encoding: .utf8)
    }

    @Test func `every rule of the embedded policy is on the page`() throws {
        for rule in try Policy.embedded().rules { #expect(page.contains("`\(rule.id.text)`"), "\(rule.id)") }
    }

    @Test func `every fact and every value is on the page`() {
        for axis in Axis.allCases {
            #expect(page.contains("`\(axis.key)`"), "\(axis)")
            for word in Scales().words(axis) { #expect(page.contains("`\(word)`"), "\(axis) \(word)") }
        }
    }

    @Test func `every error code is on the page`() {
        for code in PolicyParseError.Code.allCases { #expect(page.contains("`\(code.rawValue)`"), "\(code)") }
    }

    @Test func `every clause of the floor is on the page`() throws {
        let open = try Policy.parse(allowEverything, file: "open.yaml")
        var clauses = Set<RuleID>()
        var random = Seeded(47)
        for _ in 0..<4000 { clauses.formUnion(open.evaluate(random.facts()).reasons.map(\.rule)) }

        #expect(clauses.count == 12)
        for clause in clauses { #expect(page.contains("`\(clause.text)`"), "\(clause)") }
    }

    @Test func `the example on the page is a policy`() throws {
        let parts = page.split(separator: "```yaml\n", maxSplits: 1)
        let example = try #require(parts.last?.split(separator: "```", maxSplits: 1).first)

        let policy = try Policy.parse(String(example), file: "Policy.md")

        #expect(policy.evaluate(Facts()).kind == .allow)
        #expect(policy.evaluate(Facts(levels: [.hate: .clear])).reasons.map(\.rule) == ["hate"])
    }
}
