import Crypto
public import SafetyModel

/// Rules that judge facts: total, deterministic, never throwing. Every category is judged alone and the strictest
/// matching rule wins wherever it stands in the file; where no rule matches, the answer is `refuse`.
public struct Policy: Sendable {
    /// How many rules a policy may have.
    public static let rulesMax = 500
    /// How large a policy file may be, in bytes.
    public static let fileBytesMax = 256 * 1024

    /// Name, version and the first 12 hexadecimal digits of the file's SHA-256, for instance `default/1@9f2c61a7be03`.
    public let version: String

    let scales: Scales
    let requirements: [Requirement]
    let rules: [Rule]
    /// The rules of each category by its position, then the ones about account and switches.
    private let ruleTable: [[Rule]]

    init(version: String, scales: Scales, requirements: [Requirement], rules: [Rule]) {
        self.version = version
        self.scales = scales
        self.requirements = requirements
        self.rules = rules
        ruleTable =
            Category.allCases.map { category in rules.filter { $0.categories.contains(category) } }
            + [rules.filter(\.categories.isEmpty)]
    }

    /// The readers that must read every input of that kind; the floor's own are always among them.
    public func requiredReaders(_ operation: Operation, at stage: Facts.Stage, hasPicture: Bool) -> Set<Reader> {
        var readers = Floor.readers(at: stage, hasPicture: hasPicture)
        for requirement in requirements where requirement.applies(operation, at: stage, hasPicture: hasPicture) {
            readers.formUnion(requirement.readers)
        }
        return readers
    }

    /// Judges the facts by the rules, then by the floor, which no rule can lower.
    public func evaluate(_ facts: Facts) -> Judgement {
        Judgement(verdicts(facts).map { Floor.clamp($0, facts) })
    }

    /// Judges the facts by the rules alone. Only for checking a policy: what leaves is judged by `evaluate`.
    public func evaluateWithoutFloor(_ facts: Facts) -> Judgement { Judgement(verdicts(facts)) }

    /// One verdict for account and switches, then one for each category.
    func verdicts(_ facts: Facts) -> [Verdict] {
        let shared = scales.point(facts)
        return lines.map { category in
            verdict(category, at: scales.point(shared, for: category, facts: facts))
        }
    }

    /// The lines that are judged: nil for account and switches, then every category.
    let lines: [Category?] = [nil] + Category.allCases.map { $0 }

    func verdict(_ category: Category?, at point: Point) -> Verdict {
        let level = category == nil ? Level.none : Level(rawValue: point[.level]) ?? .severe
        var winner: Rule?
        for rule in rules(for: category) where rule.matches(point) {
            if let best = winner, !rule.beats(best) { continue }
            winner = rule
        }
        guard let winner else {
            return Verdict(
                category: category, level: level, kind: .refuse, rule: Verdict.noRule,
                ground: category == nil ? .access : .terms, matched: false)
        }
        return Verdict(
            category: category, level: level, kind: winner.decision, rule: winner.id, ground: winner.ground)
    }

    func rules(for category: Category?) -> [Rule] {
        ruleTable[category.map(position) ?? Category.allCases.count]
    }

    /// The content digest in `version`.
    static func digest(_ file: [UInt8]) -> String {
        SHA256.hash(data: file).prefix(6).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// What a policy says of some facts.
public struct Judgement: Hashable, Sendable {
    /// The strictest kind of all lines.
    public var kind: Decision.Kind
    /// One for each line that is as strict as the whole, gravest first; none for a plain `allow`.
    public var reasons: [Reason]
    /// The floor changed what the rules said for at least one line.
    public var clamped: Bool

    public init(kind: Decision.Kind, reasons: [Reason], clamped: Bool) {
        self.kind = kind
        self.reasons = reasons
        self.clamped = clamped
    }

    init(_ verdicts: [Verdict]) {
        // Sorting keeps the order of equals in no promise, so the place in the list decides last.
        let notable = verdicts.enumerated().filter { $0.element.kind > .allow }.sorted { left, right in
            let (one, two) = (left.element, right.element)
            if one.kind != two.kind { return one.kind > two.kind }
            if one.ground != two.ground { return one.ground.weight > two.ground.weight }
            if one.level != two.level { return one.level > two.level }
            return left.offset < right.offset
        }
        kind = notable.first?.element.kind ?? .allow
        let strictest = notable.first?.element.kind
        reasons = notable.filter { $0.element.kind == strictest }.map { _, verdict in
            Reason(category: verdict.category, level: verdict.level, rule: verdict.rule, ground: verdict.ground)
        }
        clamped = verdicts.contains(where: \.clamped)
    }
}

/// Readers that a policy requires for some operations, stages and pictures.
struct Requirement: Hashable, Sendable {
    var operations: Set<Operation>
    var stages: Set<Facts.Stage>
    /// Only where there is a picture, only where there is none, or both.
    var pictures: Set<Bool>
    var readers: Set<Reader>

    func applies(_ operation: Operation, at stage: Facts.Stage, hasPicture: Bool) -> Bool {
        operations.contains(operation) && stages.contains(stage) && pictures.contains(hasPicture)
    }
}
