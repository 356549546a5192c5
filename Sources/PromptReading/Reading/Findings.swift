internal import SafetyModel

/// Collects signals, the strictest for each category.
struct SignalSheet: Sendable {
    private(set) var best: [Category: Signal] = [:]

    mutating func add(_ signal: Signal) {
        guard signal.level > .none else { return }
        if let old = best[signal.category], old.level >= signal.level { return }
        best[signal.category] = signal
    }

    func level(_ category: Category) -> Level { best[category]?.level ?? .none }

    /// Most grave first, then by category.
    var signals: [Signal] {
        best.values.sorted { ($1.level, $0.category.rawValue) < ($0.level, $1.category.rawValue) }
    }
}

extension Harm {
    /// Which category a rule of harm speaks of, by the subject.
    func category(isChild: Bool, isReal: Bool) -> Category {
        switch category {
        case "sexual": isChild ? .minorSexual : isReal ? .sexualisedPerson : .adultSexual
        case "undress": isChild ? .minorSexual : isReal ? .undress : .adultSexual
        default: Category(rawValue: category) ?? .shocking
        }
    }

    /// The level of a rule, by the subject.
    func level(isChild: Bool, isReal: Bool) -> Level {
        Level(rawValue: Int(isChild ? max(child, isReal ? real : 0) : isReal ? real : fiction)) ?? .clear
    }
}
