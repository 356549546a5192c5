import SafetyModel
import Yams

/// Reads one rule. The grammar is made so that a slip closes a door and never opens one: a rule that releases must
/// name the gravest level it releases, and its categories where that is more than `none`.
struct RuleReader {
    let text: PolicyText
    let scales: Scales

    private static let keys = ["id", "category", "level", "at-most", "when", "decision", "ground"]
    private static let whenAxes = Axis.allCases.filter { $0 != .level }

    func rule(_ node: Node) throws(PolicyParseError) -> Rule {
        let table = try text.table(node, keys: Self.keys, of: "a rule")
        let id = try text.required("id", in: table, of: "a rule")
        try text.checkName(id, as: "a rule id")
        guard id.text != Verdict.noRule.text, !id.text.hasPrefix("floor-") else {
            throw text.error(.unknownValue, id.line, "`\(id.text)` cannot be a rule id", "the engine uses it itself")
        }
        let what = "rule `\(id.text)`"
        let decision = try text.choose(
            try text.required("decision", in: table, of: what),
            from: Decision.Kind.allCases.map { ($0.rawValue, $0) }, as: "decision")
        let categories = try categories(in: table, of: what)
        var conditions: [Condition] = []
        if let levels = try levels(in: table, decision: decision, categories: categories, of: what) {
            conditions.append(levels)
        }
        conditions += try facts(in: table, aboutCategory: categories != nil, of: what)
        return Rule(
            id: RuleID(text: id.text), line: id.line, categories: categories ?? [], conditions: conditions,
            decision: decision, ground: try ground(in: table, decision: decision, of: what))
    }

    /// The categories; nil for a rule about account and switches.
    private func categories(in table: PolicyText.Table, of what: String) throws(PolicyParseError) -> [Category]? {
        guard let words = try text.words("category", in: table) else { return nil }
        guard !words.isEmpty else {
            throw text.error(
                .neverFires, table.entries["category"]?.line ?? table.line, "\(what) can never fire",
                "its list of categories is empty")
        }
        if words.count == 1, words[0].text == "any" { return Category.allCases }
        var categories: [Category] = []
        for word in words {
            let known = Category.allCases.map { (name: $0.rawValue, value: Optional($0)) } + [("any", nil)]
            guard let category = try text.choose(word, from: known, as: "category") else {
                throw text.error(.wrongShape, word.line, "`any` must stand alone", nil)
            }
            categories.append(category)
        }
        return categories
    }

    private func levels(
        in table: PolicyText.Table, decision: Decision.Kind, categories: [Category]?, of what: String
    ) throws(PolicyParseError) -> Condition? {
        let lowest = try level("level", in: table)
        let highest = try level("at-most", in: table)
        guard let categories else {
            if let key = ["level", "at-most"].first(where: { table.entries[$0] != nil }) {
                throw text.error(
                    .wrongShape, table.entries[key]?.line ?? table.line, "\(what) has `\(key)` but no `category`",
                    "rules without a category are about the account and the switches")
            }
            return nil
        }
        if decision.releases {
            guard let highest else {
                throw text.error(
                    .unsafeRelease, table.line, "\(what) releases without a limit",
                    "add `at-most:` with the gravest level it may \(decision.rawValue)")
            }
            if highest > .none, categories.count == Category.allCases.count {
                throw text.error(
                    .unsafeRelease, table.line, "\(what) releases signals of any category",
                    "name the categories, or write `at-most: none`")
            }
        }
        let from = lowest ?? (decision.releases ? .none : .clear)
        let values = Level.allCases.filter { $0 >= from && $0 <= highest ?? .severe }
        guard !values.isEmpty else {
            throw text.error(
                .neverFires, table.line, "\(what) can never fire",
                "no level is at least `\(from.name)` and at most `\((highest ?? .severe).name)`")
        }
        return Condition(axis: .level, values: values.reduce(0) { $0 | 1 << UInt64($1.rawValue) })
    }

    private func level(_ key: String, in table: PolicyText.Table) throws(PolicyParseError) -> Level? {
        guard let word = try text.word(key, in: table) else { return nil }
        return try text.choose(word, from: Level.allCases.map { ($0.name, $0) }, as: "level")
    }

    private func facts(
        in table: PolicyText.Table, aboutCategory: Bool, of what: String
    ) throws(PolicyParseError) -> [Condition] {
        guard let entry = table.entries["when"] else { return [] }
        let axes = Self.whenAxes.filter { aboutCategory || $0 != .closed }
        let when = try text.table(entry.node, keys: axes.map(\.key), of: "`when` of \(what)")
        var conditions: [Condition] = []
        for axis in axes {
            guard let words = try text.words(axis.key, in: when) else { continue }
            let known = scales.words(axis).enumerated().map { (name: $0.element, value: $0.offset) }
            var values: UInt64 = 0
            for word in words { values |= 1 << UInt64(try text.choose(word, from: known, as: axis.key)) }
            guard values != 0 else {
                throw text.error(
                    .neverFires, when.entries[axis.key]?.line ?? when.line, "\(what) can never fire",
                    "its list of values for `\(axis.key)` is empty")
            }
            conditions.append(Condition(axis: axis, values: values))
        }
        return conditions
    }

    /// What a refusal rests on must be said: a statement of reasons must not call illegal what only breaks the terms.
    private func ground(
        in table: PolicyText.Table, decision: Decision.Kind, of what: String
    ) throws(PolicyParseError) -> Reason.Ground {
        if decision == .allow, table.entries["ground"] == nil { return .terms }
        let word = try text.required("ground", in: table, of: what)
        return try text.choose(word, from: Reason.Ground.allCases.map { ($0.rawValue, $0) }, as: "ground")
    }
}
