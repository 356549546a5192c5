import SafetyModel

/// The floor a second time, as rows of plain sets that name every value. Only `PolicyCheck` reads it: a policy is
/// compared with this table, never with the code in `Floor`, so that a slip in one is seen by the other.
///
/// WHY: written from the design's words, not from `Floor`; no shared functions, no comparisons of levels.
enum FloorTable {
    /// What one row allows a line to be.
    enum Bound: Hashable, Sendable {
        case atLeast(Decision.Kind)
        case atMost(Decision.Kind)
    }

    /// One row: it counts where every fact is among its values.
    struct Row: Sendable {
        var clause: RuleID
        /// Empty for the line about account and switches.
        var categories: Set<Category>
        var bound: Bound
        var levels = Set(Level.allCases)
        var subjects = Set(Facts.Subject.allCases)
        var operations = Set(Operation.allCases)
        var sources = Set(Facts.Source.allCases)
        var access = Set(Facts.Access.allCases)
        var standings = Set(Account.Standing.allCases)
        var adultMode: Set<Bool> = [false, true]
        var closed: Set<Bool> = [false, true]
    }

    static let rows: [Row] = [
        // 1. Children: anything sexual, nude or revealing; uncertain age is a child.
        Row(
            clause: "table-minor", categories: [.minorSexual], bound: .atLeast(.refuse),
            levels: [.suspected, .clear, .severe]),
        Row(
            clause: "table-uncertain-age", categories: [.adultSexual, .undress, .sexualisedPerson],
            bound: .atLeast(.refuse), levels: [.suspected, .clear, .severe], subjects: [.childLike, .unclearPerson]),

        // 2. Real people.
        Row(
            clause: "table-person", categories: [.undress, .sexualisedPerson, .degradation, .adultSexual],
            bound: .atLeast(.refuse), levels: [.clear, .severe], subjects: [.realPerson, .unclearPerson, .childLike]),
        Row(
            clause: "table-person-suspected", categories: [.undress, .sexualisedPerson, .degradation],
            bound: .atLeast(.ask), levels: [.suspected], subjects: [.realPerson, .unclearPerson, .childLike]),
        Row(
            clause: "table-person-suspected", categories: [.adultSexual], bound: .atLeast(.ask),
            levels: [.suspected], subjects: [.realPerson]),

        // 3. Banks: a confirmed match is refused, a near one waits for a person and nothing more.
        Row(clause: "table-bank", categories: [.bankMatch], bound: .atLeast(.refuse), levels: [.severe]),
        Row(
            clause: "table-near-match", categories: [.bankMatch], bound: .atLeast(.hold),
            levels: [.suspected, .clear]),
        Row(
            clause: "table-near-match", categories: [.bankMatch], bound: .atMost(.hold), levels: [.suspected, .clear]),

        // 4. Strangers.
        Row(
            clause: "table-protected", categories: [.protected], bound: .atLeast(.refuse),
            levels: [.suspected, .clear, .severe], sources: [.stranger]),
        Row(
            clause: "table-stranger", categories: [], bound: .atLeast(.refuse),
            subjects: [.fictionalAdult, .realPerson, .unclearPerson, .childLike], operations: [.edit, .vary],
            sources: [.stranger]),

        // 5. What was not read waits; what was not understood is asked about.
        Row(
            clause: "table-unread", categories: [.unread], bound: .atLeast(.hold),
            levels: [.suspected, .clear, .severe]),
        Row(
            clause: "table-not-understood", categories: [.notUnderstood], bound: .atLeast(.ask),
            levels: [.suspected, .clear, .severe], operations: [.edit, .vary]),
        Row(
            clause: "table-not-understood", categories: [.notUnderstood], bound: .atLeast(.ask),
            levels: [.suspected, .clear, .severe],
            subjects: [.fictionalAdult, .realPerson, .unclearPerson, .childLike]),

        // 6. Adult mode reaches fictional adults only.
        Row(
            clause: "table-adult-mode", categories: [.adultSexual], bound: .atLeast(.refuse),
            levels: [.clear, .severe], adultMode: [false]),

        // 7. Account and switches.
        Row(
            clause: "table-access", categories: [], bound: .atLeast(.refuse), access: [.switchedOff, .noRight]),
        Row(
            clause: "table-standing", categories: [], bound: .atLeast(.refuse),
            standings: [.paused, .suspended, .removed]),

        // 8. Closed categories.
        Row(
            clause: "table-closed",
            categories: [
                .undress, .sexualisedPerson, .minorSexual, .adultSexual, .degradation, .violence, .hate, .harassment,
                .selfHarm, .illegal, .shocking, .politicalDeception, .protected, .bankMatch, .notUnderstood, .unread,
            ],
            bound: .atLeast(.hold), levels: [.suspected, .clear, .severe], closed: [true]),
    ]

    /// The rows that speak of a line at all.
    static func rows(for category: Category?) -> [Row] { rows.filter { $0.speaksOf(category) } }
}

extension FloorTable.Row {
    func speaksOf(_ category: Category?) -> Bool {
        guard let category else { return categories.isEmpty }
        return categories.contains(category)
    }

    /// The row counts for these facts on that line.
    func counts(_ facts: Facts, on category: Category?) -> Bool {
        guard speaksOf(category), subjects.contains(facts.subject), operations.contains(facts.operation),
            sources.contains(facts.source), access.contains(facts.access), standings.contains(facts.standing),
            adultMode.contains(facts.adultMode)
        else { return false }
        guard let category else { return true }
        return levels.contains(facts.level(category)) && closed.contains(facts.closedCategories.contains(category))
    }

    /// The positions on an axis where the row can count; nil where the axis plays no part.
    func positions(on axis: Axis) -> UInt64? {
        switch axis {
        case .level: bits(levels)
        case .subject: bits(subjects)
        case .operation: bits(operations)
        case .source: bits(sources)
        case .access: bits(access)
        case .standing: bits(standings)
        case .adultMode: bits(adultMode)
        case .closed: bits(closed)
        case .stage, .tier, .audience, .country: nil
        }
    }

    private func bits<Value: CaseIterable & Hashable>(_ values: Set<Value>) -> UInt64? {
        values.count == Value.allCases.count ? nil : values.reduce(0) { $0 | 1 << UInt64(position($1)) }
    }

    private func bits(_ values: Set<Bool>) -> UInt64? {
        values.count == 2 ? nil : values.contains(true) ? 2 : 1
    }
}
