public import SafetyModel

extension Policy {
    /// What the rules can decide about each category besides letting the request pass, for the published rules.
    public var outcomes: [Category: Set<Decision.Kind>] {
        Dictionary(
            uniqueKeysWithValues: Category.allCases.map { category in
                (category, Set(rules(for: category).map(\.decision)).subtracting([.allow]))
            })
    }
}
