public import SafetyModel

/// Proves that a policy's rules stay above the floor without the floor's own code: every point of the space of facts
/// is judged by the rules alone and compared with `FloorTable`.
///
/// Categories are judged alone, so each is searched alone. On each axis, values that no rule and no row still in play
/// tells apart are judged once. The time grows with what the policy tells apart, not with the space.
public struct PolicyCheck {
    /// Searches the whole space of facts for a point where the rules fall below the floor.
    public static func run(_ policy: Policy) -> PolicyCheckResult {
        var points = 0
        for category in policy.lines {
            var search = Search(policy: policy, category: category)
            if let found = search.run() { return .belowFloor(found) }
            points += search.points
        }
        return .aboveFloor(points: points)
    }
}

/// What a check of a policy found.
public enum PolicyCheckResult: Hashable, Sendable {
    /// The rules alone keep the floor everywhere; so many points were judged, each for all points like it.
    case aboveFloor(points: Int)
    /// The rules alone break the floor here.
    case belowFloor(PolicyCounterExample)
}

/// Facts for which a policy's rules break the floor.
public struct PolicyCounterExample: Hashable, Sendable, CustomStringConvertible {
    /// What the floor asks at these facts.
    public enum Expectation: Hashable, Sendable {
        case atLeast(Decision.Kind)
        case atMost(Decision.Kind)
    }

    public var facts: Facts
    /// The line judged; nil for account and switches.
    public var category: Category?
    public var expected: Expectation
    public var got: Decision.Kind
    /// Every rule of the policy that matched, the one that decided first.
    public var rules: [RuleID]
    /// The row of the floor table that is broken.
    public var clause: RuleID

    /// One line for a person: the facts, what the floor asks, what the rules say and which rules said it.
    public var description: String {
        let line = category.map { "\($0.rawValue) \(facts.level($0).name)" } ?? "account and switches"
        let asks =
            switch expected {
            case .atLeast(let kind): "at least \(kind.rawValue)"
            case .atMost(let kind): "at most \(kind.rawValue)"
            }
        let said = rules.map { "`\($0.text)`" }.joined(separator: ", ")
        return "\(line) (\(facts.words(for: category))): the floor asks for \(asks) (\(clause.text)), "
            + "the rules say \(got.rawValue) (\(said))"
    }
}

extension Facts {
    /// The facts that one line is judged by, in words.
    fileprivate func words(for category: Category?) -> String {
        var words = [
            "stage \(stage.rawValue)", "operation \(operation.rawValue)", "subject \(subject.rawValue)",
            "source \(source.rawValue)", "access \(access.rawValue)", "standing \(standing.rawValue)",
            "tier \(tier)", "adult-mode \(adultMode ? "on" : "off")", "audience \(audience.rawValue)",
            "country \(country ?? Scales.other)",
        ]
        if let category { words.append("closed \(closedCategories.contains(category) ? "yes" : "no")") }
        return words.joined(separator: ", ")
    }
}

/// A walk over the axes for one line. At each axis only one value of each kind is tried, and the rules and rows that
/// cannot count any more are left behind.
private struct Search {
    let policy: Policy
    let category: Category?
    private(set) var points = 0

    init(policy: Policy, category: Category?) {
        self.policy = policy
        self.category = category
    }

    mutating func run() -> PolicyCounterExample? {
        let rules = policy.rules(for: category).map { rule in
            Axis.allCases.map { axis in
                rule.conditions.filter { $0.axis == axis }.reduce(UInt64.max) { $0 & $1.values }
            }
        }
        let rows = FloorTable.rows(for: category).map { row in
            Axis.allCases.map { row.positions(on: $0) ?? .max }
        }
        return visit(0, Point(), rules + rows)
    }

    private mutating func visit(_ depth: Int, _ point: Point, _ boxes: [[UInt64]]) -> PolicyCounterExample? {
        guard depth < Axis.allCases.count else { return judge(point) }
        let axis = Axis.allCases[depth]
        let positions = skips(axis) ? 1 : policy.scales.words(axis).count
        var seen = Set<[Bool]>()
        for position in 0..<positions {
            let inside = boxes.map { $0[depth] >> UInt64(position) & 1 == 1 }
            guard seen.insert(inside).inserted else { continue }
            var next = point
            next[axis] = position
            let left = zip(boxes, inside).filter(\.1).map(\.0)
            if let found = visit(depth + 1, next, left) { return found }
        }
        return nil
    }

    /// The line about account and switches has neither a level nor a closed category.
    private func skips(_ axis: Axis) -> Bool { category == nil && (axis == .level || axis == .closed) }

    private mutating func judge(_ point: Point) -> PolicyCounterExample? {
        points += 1
        let facts = policy.scales.facts(at: point, for: category)
        let shared = policy.scales.point(facts)
        let place = policy.scales.point(shared, for: category, facts: facts)
        let verdict = policy.verdict(category, at: place)
        for row in FloorTable.rows(for: category) where row.counts(facts, on: category) {
            guard let expected = row.broken(by: verdict) else { continue }
            let matching = policy.rules(for: category).filter { $0.matches(place) }.sorted { $0.beats($1) }
            return PolicyCounterExample(
                facts: facts, category: category, expected: expected, got: verdict.kind,
                rules: verdict.matched ? matching.map(\.id) : [Verdict.noRule], clause: row.clause)
        }
        return nil
    }
}

extension FloorTable.Row {
    /// What the verdict should have been; nil where it keeps the row. A missing rule refuses, which no row forbids.
    fileprivate func broken(by verdict: Verdict) -> PolicyCounterExample.Expectation? {
        switch bound {
        case .atLeast(let kind): verdict.kind < kind ? .atLeast(kind) : nil
        case .atMost(let kind): verdict.kind > kind && verdict.matched ? .atMost(kind) : nil
        }
    }
}
