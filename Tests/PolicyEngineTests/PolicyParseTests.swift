import PolicyEngine
import SafetyModel
import TestSupport
import Testing

@Suite struct PolicyParseTests {
    /// A faulty file and the one line a person reads about it.
    struct Fault: Sendable, CustomTestStringConvertible {
        var code: PolicyParseError.Code
        var message: String
        var yaml: String
        var testDescription: String { message }

        init(_ code: PolicyParseError.Code, _ message: String, _ yaml: String) {
            (self.code, self.message, self.yaml) = (code, message, yaml)
        }

        /// A fault in one rule, which begins on line 4.
        init(_ code: PolicyParseError.Code, _ message: String, rule: String) {
            self.init(code, message, "name: a\nversion: 1\nrules:\n  - \(rule)\n")
        }
    }

    static let documents: [Fault] = [
        Fault(.wrongShape, "p.yaml:1: the file is empty", ""),
        Fault(.wrongShape, "p.yaml:1: the file is empty", "# nothing\n"),
        Fault(.wrongShape, "p.yaml:1: the policy must be a list of `key: value` lines", "- a\n"),
        Fault(.notYAML, "p.yaml:2: not YAML: did not find expected ',' or ']'", "rules: [a\nname: b\n"),
        Fault(.notYAML, "p.yaml:2: not YAML: but found another document", "name: a\n---\nname: b\n"),
        Fault(.missingKey, "p.yaml:1: the policy has no `name`", "version: 1\nrules: []\n"),
        Fault(.missingKey, "p.yaml:1: the policy has no `version`", "name: a\nrules: []\n"),
        Fault(
            .missingKey, "p.yaml:1: the policy has no `rules`; write `rules: []` to refuse all",
            "name: a\nversion: 1\n"),
        Fault(
            .unknownKey, "p.yaml:3: unknown key `rule` in the policy; did you mean `rules`?",
            "name: a\nversion: 1\nrule: []\n"),
        Fault(
            .unknownKey,
            "p.yaml:3: unknown key `floor` in the policy; known here: name, version, tiers, countries, requires, rules",
            "name: a\nversion: 1\nfloor: off\n"),
        Fault(.duplicate, "p.yaml:1: the key `name` stands twice", "name: a\nname: b\n"),
        Fault(.wrongShape, "p.yaml:2: `version` must be one word", "name: a\nversion: [1]\nrules: []\n"),
        Fault(
            .unknownValue, "p.yaml:1: `A policy` cannot be a policy's name; use up to 64 of a to z, 0 to 9 and `-`",
            "name: A policy\nversion: 1\nrules: []\n"),
        Fault(.wrongShape, "p.yaml:3: `rules` must be a list", "name: a\nversion: 1\nrules: {}\n"),
        Fault(
            .unknownValue, "p.yaml:3: `NL` cannot be a name under `countries`; use up to 64 of a to z, 0 to 9 and `-`",
            "name: a\nversion: 1\ncountries: [NL]\nrules: []\n"),
        Fault(
            .unknownValue, "p.yaml:3: `nld` is not a country; use two lower-case letters as in ISO 3166",
            "name: a\nversion: 1\ncountries: [nld]\nrules: []\n"),
        Fault(
            .unknownValue,
            "p.yaml:3: `other` cannot be listed under `tiers`; it stands for every name that is not listed",
            "name: a\nversion: 1\ntiers: [other]\nrules: []\n"),
        Fault(
            .duplicate, "p.yaml:3: `free` stands twice under `tiers`",
            "name: a\nversion: 1\ntiers: [free, free]\nrules: []\n"),
        Fault(
            .unknownValue, "p.yaml:4: unknown reader `lense`; did you mean `lens`?",
            "name: a\nversion: 1\nrequires:\n  - readers: [lense]\nrules: []\n"),
        Fault(
            .missingKey, "p.yaml:4: a requirement has no `readers`",
            "name: a\nversion: 1\nrequires:\n  - stage: input\nrules: []\n"),
        Fault(
            .unknownValue, "p.yaml:4: unknown picture `true`; known here: no, yes",
            "name: a\nversion: 1\nrequires:\n  - {picture: true, readers: lens}\nrules: []\n"),
        Fault(
            .neverFires, "p.yaml:4: `stage` is an empty list",
            "name: a\nversion: 1\nrequires:\n  - {stage: [], readers: lens}\nrules: []\n"),
        Fault(
            .duplicate, "p.yaml:5: the rule id `x` stands twice; first on line 4",
            """
            name: a
            version: 1
            rules:
              - {id: x, decision: allow}
              - {id: x, decision: refuse, ground: access}
            """),
    ]

    static let rules: [Fault] = [
        Fault(.missingKey, "p.yaml:4: a rule has no `id`", rule: "{decision: allow}"),
        Fault(.missingKey, "p.yaml:4: rule `x` has no `decision`", rule: "{id: x}"),
        Fault(
            .unknownKey, "p.yaml:4: unknown key `catagory` in a rule; did you mean `category`?",
            rule: "{id: x, catagory: hate, decision: refuse, ground: terms}"),
        Fault(
            .unknownKey, "p.yaml:4: unknown key `at_most` in a rule; did you mean `at-most`?",
            rule: "{id: x, category: hate, at_most: none, decision: allow}"),
        Fault(
            .unknownKey,
            "p.yaml:4: unknown key `at-least` in a rule; known here: id, category, level, at-most, when, decision, ground",
            rule: "{id: x, category: hate, at-least: none, decision: refuse}"),
        Fault(
            .unknownKey, "p.yaml:4: unknown key `subjects` in `when` of rule `x`; did you mean `subject`?",
            rule: "{id: x, category: hate, when: {subjects: nobody}, decision: refuse, ground: terms}"),
        Fault(
            .unknownKey,
            "p.yaml:4: unknown key `closed` in `when` of rule `x`; known here: stage, operation, subject, source, "
                + "access, standing, tier, adult-mode, audience, country",
            rule: "{id: x, when: {closed: yes}, decision: refuse, ground: access}"),
        Fault(
            .unknownValue, "p.yaml:4: unknown decision `refused`; did you mean `refuse`?",
            rule: "{id: x, category: hate, decision: refused, ground: terms}"),
        Fault(
            .unknownValue, "p.yaml:4: unknown decision `block`; known here: allow, label, ask, hold, refuse",
            rule: "{id: x, category: hate, decision: block, ground: terms}"),
        Fault(
            .unknownValue, "p.yaml:4: unknown category `undres`; did you mean `undress`?",
            rule: "{id: x, category: [hate, undres], decision: refuse, ground: law}"),
        Fault(
            .unknownValue, "p.yaml:4: unknown level `sever`; did you mean `severe`?",
            rule: "{id: x, category: hate, level: sever, decision: refuse, ground: law}"),
        Fault(
            .unknownValue, "p.yaml:4: unknown subject `real_person`; did you mean `real-person`?",
            rule: "{id: x, category: hate, when: {subject: real_person}, decision: refuse, ground: law}"),
        Fault(
            .unknownValue, "p.yaml:4: unknown country `nl`; known here: other",
            rule: "{id: x, category: hate, when: {country: nl}, decision: refuse, ground: law}"),
        Fault(
            .unknownValue, "p.yaml:4: unknown ground `legal`; known here: terms, law, access",
            rule: "{id: x, category: hate, decision: refuse, ground: legal}"),
        Fault(
            .missingKey, "p.yaml:4: rule `x` has no `ground`", rule: "{id: x, category: hate, decision: refuse}"),
        Fault(
            .wrongShape, "p.yaml:4: `any` must stand alone",
            rule: "{id: x, category: [any, hate], decision: refuse, ground: law}"),
        Fault(
            .wrongShape,
            "p.yaml:4: rule `x` has `level` but no `category`; rules without a category are about the account and "
                + "the switches",
            rule: "{id: x, level: none, decision: allow}"),
        Fault(
            .unsafeRelease,
            "p.yaml:4: rule `x` releases without a limit; add `at-most:` with the gravest level it may allow",
            rule: "{id: x, category: hate, level: none, decision: allow}"),
        Fault(
            .unsafeRelease,
            "p.yaml:4: rule `x` releases signals of any category; name the categories, or write `at-most: none`",
            rule: "{id: x, category: any, at-most: suspected, decision: allow}"),
        Fault(
            .neverFires,
            "p.yaml:4: rule `x` can never fire; no level is at least `clear` and at most `suspected`",
            rule: "{id: x, category: hate, at-most: suspected, decision: hold, ground: terms}"),
        Fault(
            .neverFires, "p.yaml:4: rule `x` can never fire; its list of categories is empty",
            rule: "{id: x, category: [], decision: hold, ground: terms}"),
        Fault(
            .neverFires, "p.yaml:4: rule `x` can never fire; its list of values for `subject` is empty",
            rule: "{id: x, category: hate, when: {subject: []}, decision: hold, ground: terms}"),
        Fault(
            .unknownValue, "p.yaml:4: `floor-x` cannot be a rule id; the engine uses it itself",
            rule: "{id: floor-x, decision: allow}"),
        Fault(
            .unknownValue, "p.yaml:4: `no-rule` cannot be a rule id; the engine uses it itself",
            rule: "{id: no-rule, decision: allow}"),
        Fault(
            .wrongShape, "p.yaml:4: `subject` must be a list of words",
            rule: "{id: x, category: hate, when: {subject: [{a: b}]}, decision: hold, ground: terms}"),
        Fault(
            .unknownKey,
            "p.yaml:4: unknown key `<<` in a rule; known here: id, category, level, at-most, when, decision, ground",
            rule: "{<<: {decision: allow}, id: x}"),
    ]

    @Test(arguments: documents + rules) func `a fault is told with its line and its mending`(_ fault: Fault) {
        let error = #expect(throws: PolicyParseError.self) { try Policy.parse(fault.yaml, file: "p.yaml") }

        #expect(error?.description == fault.message)
        #expect(error?.code == fault.code)
    }

    @Test func `the line is the one of the word, far down in a file`() {
        let yaml = Policy.embeddedText.replacing("decision: hold", with: "decision: holt", maxReplacements: 1)

        let error = #expect(throws: PolicyParseError.self) { try Policy.parse(yaml, file: "p.yaml") }

        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(error.map { lines[$0.line - 1] } == "    decision: holt")
        #expect(error?.hint == "did you mean `hold`?")
    }

    @Test func `size, rules and names are bounded`() {
        func code(_ yaml: String) -> PolicyParseError.Code? {
            do throws(PolicyParseError) {
                _ = try Policy.parse(yaml, file: "p.yaml")
                return nil
            } catch {
                return error.code
            }
        }
        let head = "name: a\nversion: 1\n"
        func rules(_ count: Int) -> String {
            head + "rules:\n" + (0..<count).map { "  - {id: r\($0), decision: allow}\n" }.joined()
        }
        func tiers(_ count: Int) -> String {
            head + "tiers: [" + (0..<count).map { "t\($0)" }.joined(separator: ", ") + "]\nrules: []\n"
        }

        #expect(code(rules(Policy.rulesMax)) == nil)
        #expect(code(rules(Policy.rulesMax + 1)) == .tooLarge)
        #expect(code(tiers(63)) == nil)
        #expect(code(tiers(64)) == .tooLarge)
        #expect(code(head + "rules: []\n#" + String(repeating: "x", count: Policy.fileBytesMax)) == .tooLarge)
        #expect(code(String(repeating: "[", count: 100_000)) == .notYAML)
    }

    @Test func `no text, however broken, does more than throw`() {
        var random = Seeded(43)
        let source = Array(Policy.embeddedText.utf8)
        for _ in 0..<60 {
            var bytes = source
            for _ in 0..<3 {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
                let cut = Int.random(in: 0..<bytes.count, using: &random)
                bytes.removeSubrange(cut..<min(bytes.count, cut + Int.random(in: 0...20, using: &random)))
            }
            do throws(PolicyParseError) {
                let policy = try Policy.parse(String(decoding: bytes, as: UTF8.self), file: "p.yaml")
                #expect(policy.evaluate(Facts(levels: [.minorSexual: .suspected])).kind == .refuse)
            } catch {
                #expect(error.line >= 1)
                #expect(!error.message.isEmpty)
            }
        }
    }
}
