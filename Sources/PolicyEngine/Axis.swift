import SafetyModel

/// One fact that a rule can ask about. Every axis has a short list of values, so a set of values is 64 bits.
enum Axis: Int, CaseIterable, Sendable {
    case level, stage, operation, subject, source, access, standing, tier, adultMode, audience, country, closed

    /// The word for this fact under `when`; `level` has its own keys.
    var key: String {
        switch self {
        case .level: "level"
        case .stage: "stage"
        case .operation: "operation"
        case .subject: "subject"
        case .source: "source"
        case .access: "access"
        case .standing: "standing"
        case .tier: "tier"
        case .adultMode: "adult-mode"
        case .audience: "audience"
        case .country: "country"
        case .closed: "closed"
        }
    }
}

/// The facts for one category, each as its position on its axis.
struct Point: Hashable, Sendable {
    private var positions = SIMD16<UInt8>()

    subscript(axis: Axis) -> Int {
        get { Int(positions[axis.rawValue]) }
        set { positions[axis.rawValue] = UInt8(truncatingIfNeeded: newValue) }
    }
}

/// The values on each axis for one policy: the closed sets of the model, and the tiers and countries the policy names.
struct Scales: Hashable, Sendable {
    /// Stands for every tier or country that the policy does not name.
    static let other = "other"
    /// How many tiers, and how many countries, a policy may name.
    static let namesMax = 63

    var tiers: [String] = []
    var countries: [String] = []

    /// The words of an axis, in the order of their positions.
    func words(_ axis: Axis) -> [String] {
        switch axis {
        case .level: Level.allCases.map(\.name)
        case .stage: Facts.Stage.allCases.map(\.rawValue)
        case .operation: Operation.allCases.map(\.rawValue)
        case .subject: Facts.Subject.allCases.map(\.rawValue)
        case .source: Facts.Source.allCases.map(\.rawValue)
        case .access: Facts.Access.allCases.map(\.rawValue)
        case .standing: Account.Standing.allCases.map(\.rawValue)
        case .tier: tiers + [Self.other]
        case .adultMode: ["off", "on"]
        case .audience: Audience.allCases.map(\.rawValue)
        case .country: countries + [Self.other]
        case .closed: ["no", "yes"]
        }
    }

    /// Every value of an axis.
    func all(_ axis: Axis) -> UInt64 {
        let count = words(axis).count
        return count >= 64 ? .max : (1 << UInt64(count)) - 1
    }

    /// Where the facts lie. Level and closed are set for each category by `point(_:for:facts:)`.
    func point(_ facts: Facts) -> Point {
        var point = Point()
        point[.stage] = position(facts.stage)
        point[.operation] = position(facts.operation)
        point[.subject] = position(facts.subject)
        point[.source] = position(facts.source)
        point[.access] = position(facts.access)
        point[.standing] = position(facts.standing)
        point[.tier] = tiers.firstIndex(of: facts.tier) ?? tiers.count
        point[.adultMode] = facts.adultMode ? 1 : 0
        point[.audience] = position(facts.audience)
        point[.country] = facts.country.flatMap { countries.firstIndex(of: $0) } ?? countries.count
        return point
    }

    /// The shared point, moved to where one category lies; nil is the line about account and switches.
    func point(_ shared: Point, for category: Category?, facts: Facts) -> Point {
        var point = shared
        if let category {
            point[.level] = facts.level(category).rawValue
            point[.closed] = facts.closedCategories.contains(category) ? 1 : 0
        }
        return point
    }

    /// Facts that lie at a point, with a signal of no other category.
    func facts(at point: Point, for category: Category?) -> Facts {
        var facts = Facts(
            stage: value(point[.stage]), operation: value(point[.operation]), subject: value(point[.subject]),
            source: value(point[.source]), access: value(point[.access]), standing: value(point[.standing]),
            tier: words(.tier)[point[.tier]], adultMode: point[.adultMode] == 1, audience: value(point[.audience]),
            country: point[.country] < countries.count ? countries[point[.country]] : nil)
        if let category {
            let level: Level = value(point[.level])
            if level != .none { facts.levels[category] = level }
            if point[.closed] == 1 { facts.closedCategories = [category] }
        }
        return facts
    }
}

/// The position of a value among all values of its type.
func position<Value: CaseIterable & Equatable>(_ value: Value) -> Int {
    var position = 0
    for candidate in Value.allCases {
        if candidate == value { return position }
        position += 1
    }
    return position
}

/// The value at a position; a position comes from `position` or from the count of an axis, so it exists.
private func value<Value: CaseIterable>(_ position: Int) -> Value {
    Value.allCases[Value.allCases.index(Value.allCases.startIndex, offsetBy: position)]
}
