import SafetyModel
import Yams

extension Policy {
    /// Reads a policy. `file` is only named in errors.
    ///
    /// At most 256 KiB, 500 rules, 63 tiers and 63 countries. Anything not understood is an error with its line and,
    /// where a word is close, a suggestion.
    public static func parse(_ yaml: String, file: String) throws(PolicyParseError) -> Policy {
        let bytes = Array(yaml.utf8)
        let text = PolicyText(file: file)
        guard bytes.count <= fileBytesMax else {
            throw text.error(.tooLarge, 1, "the file is larger than \(fileBytesMax) bytes", nil)
        }
        return try PolicyReader(text: text).policy(yaml, digest: digest(bytes))
    }

    /// The policy that ships with Vangrail.
    public static func embedded() throws(PolicyParseError) -> Policy { try parse(embeddedText, file: "default.yaml") }

    /// The text of the policy that ships with Vangrail, for people to start their own from.
    public static var embeddedText: String { String(decoding: PackageResources.default_yaml, as: UTF8.self) }
}

/// Reads the parts of a policy that are not rules.
struct PolicyReader {
    let text: PolicyText

    func policy(_ yaml: String, digest: String) throws(PolicyParseError) -> Policy {
        let root = try text.table(
            try text.root(yaml), keys: ["name", "version", "tiers", "countries", "requires", "rules"],
            of: "the policy")
        let name = try text.required("name", in: root, of: "the policy")
        try text.checkName(name, as: "a policy's name")
        let version = try text.required("version", in: root, of: "the policy")
        try text.checkName(version, as: "a policy's version")

        let scales = Scales(
            tiers: try names("tiers", in: root, country: false),
            countries: try names("countries", in: root, country: true))
        var requirements: [Requirement] = []
        for node in try text.items("requires", in: root) ?? [] { requirements.append(try requirement(node)) }
        return Policy(
            version: "\(name.text)/\(version.text)@\(digest)", scales: scales, requirements: requirements,
            rules: try rules(in: root, scales: scales))
    }

    private func rules(in root: PolicyText.Table, scales: Scales) throws(PolicyParseError) -> [Rule] {
        // An empty list is a policy that refuses everything; a forgotten one is a mistake.
        guard let nodes = try text.items("rules", in: root) else {
            throw text.error(.missingKey, root.line, "the policy has no `rules`", "write `rules: []` to refuse all")
        }
        guard nodes.count <= Policy.rulesMax else {
            throw text.error(.tooLarge, root.line, "the policy has more than \(Policy.rulesMax) rules", nil)
        }
        let reader = RuleReader(text: text, scales: scales)
        var rules: [Rule] = []
        var lines: [RuleID: Int] = [:]
        for node in nodes {
            let rule = try reader.rule(node)
            if let first = lines[rule.id] {
                throw text.error(
                    .duplicate, rule.line, "the rule id `\(rule.id)` stands twice", "first on line \(first)")
            }
            lines[rule.id] = rule.line
            rules.append(rule)
        }
        return rules
    }

    /// Tiers or countries that rules may name.
    private func names(_ key: String, in root: PolicyText.Table, country: Bool) throws(PolicyParseError) -> [String] {
        let words = try text.words(key, in: root) ?? []
        guard words.count <= Scales.namesMax else {
            throw text.error(.tooLarge, words[0].line, "`\(key)` has more than \(Scales.namesMax) names", nil)
        }
        for word in words {
            if word.text == Scales.other {
                throw text.error(
                    .unknownValue, word.line, "`\(Scales.other)` cannot be listed under `\(key)`",
                    "it stands for every name that is not listed")
            }
            try text.checkName(word, as: "a name under `\(key)`")
            guard !country || (word.text.utf8.count == 2 && word.text.utf8.allSatisfy { $0 >= 97 }) else {
                throw text.error(
                    .unknownValue, word.line, "`\(word.text)` is not a country",
                    "use two lower-case letters as in ISO 3166")
            }
        }
        return words.map(\.text)
    }

    private func requirement(_ node: Node) throws(PolicyParseError) -> Requirement {
        let what = "a requirement"
        let table = try text.table(node, keys: ["operation", "stage", "picture", "readers"], of: what)
        guard let words = try text.words("readers", in: table), !words.isEmpty else {
            throw text.error(.missingKey, table.line, "\(what) has no `readers`", nil)
        }
        var readers = Set<Reader>()
        for word in words {
            readers.insert(
                try text.choose(word, from: Reader.allCases.map { ($0.rawValue, $0) }, as: "reader"))
        }
        return Requirement(
            operations: try set("operation", Operation.allCases.map { ($0.rawValue, $0) }, in: table),
            stages: try set("stage", Facts.Stage.allCases.map { ($0.rawValue, $0) }, in: table),
            pictures: try set("picture", [("no", false), ("yes", true)], in: table),
            readers: readers)
    }

    /// The values at a key; all of them where the key is absent.
    private func set<Value: Hashable>(
        _ key: String, _ values: [(name: String, value: Value)], in table: PolicyText.Table
    ) throws(PolicyParseError) -> Set<Value> {
        guard let words = try text.words(key, in: table) else { return Set(values.map(\.value)) }
        guard !words.isEmpty else {
            throw text.error(
                .neverFires, table.entries[key]?.line ?? table.line, "`\(key)` is an empty list", nil)
        }
        var found = Set<Value>()
        for word in words { found.insert(try text.choose(word, from: values, as: key)) }
        return found
    }
}
