import SafetyModel

/// The floor of the design, as code that runs after the rules of every policy and that nothing switches off.
/// `FloorTable` says the same a second time in another way; each is tested against the other.
enum Floor {
    /// What the floor asks of one line: this kind or a stricter one.
    struct Demand: Hashable, Sendable {
        var least: Decision.Kind
        var clause: RuleID
        var ground: Reason.Ground

        init(_ least: Decision.Kind, _ clause: RuleID, _ ground: Reason.Ground) {
            self.least = least
            self.clause = clause
            self.ground = ground
        }
    }

    /// The clause that keeps a near match at `hold`.
    static let nearMatch: RuleID = "floor-near-match"

    /// The readers that no policy can do without: words at the way in, pixels wherever there is a picture.
    static func readers(at stage: Facts.Stage, hasPicture: Bool) -> Set<Reader> {
        switch stage {
        case .input: hasPicture ? [.prompt, .lens] : [.prompt]
        case .output: [.lens]
        }
    }

    /// Raises a verdict to what the floor demands, and lowers a near match to `hold`.
    static func clamp(_ verdict: Verdict, _ facts: Facts) -> Verdict {
        var verdict = verdict
        if let demand = demand(verdict.category, facts), verdict.kind < demand.least {
            verdict.kind = demand.least
            verdict.rule = demand.clause
            verdict.ground = demand.ground
            verdict.clamped = true
        }
        // A missing rule still refuses: "nothing matches: refuse" is the floor too, and it is the stricter clause.
        if let most = most(verdict.category, facts), verdict.matched, verdict.kind > most {
            verdict.kind = most
            verdict.rule = nearMatch
            verdict.clamped = true
        }
        return verdict
    }

    /// The strictest kind the floor lets a line have; nil where there is no such limit.
    static func most(_ category: Category?, _ facts: Facts) -> Decision.Kind? {
        guard category == .bankMatch else { return nil }
        let level = facts.level(.bankMatch)
        return level == .suspected || level == .clear ? .hold : nil
    }

    /// The mildest kind the floor lets a line have; nil where it says nothing.
    static func demand(_ category: Category?, _ facts: Facts) -> Demand? {
        guard let category else { return accessDemand(facts) }
        let level = facts.level(category)
        guard level >= .suspected else { return nil }
        let content = contentDemand(category, level, facts)
        if facts.closedCategories.contains(category), (content?.least ?? .allow) < .hold {
            return Demand(.hold, "floor-closed", .access)
        }
        return content
    }

    private static func accessDemand(_ facts: Facts) -> Demand? {
        if facts.access != .open { return Demand(.refuse, "floor-access", .access) }
        switch facts.standing {
        case .good, .warned: break
        case .paused, .suspended, .removed: return Demand(.refuse, "floor-standing", .access)
        }
        if facts.operation != .generate, facts.source == .stranger, facts.subject != .nobody {
            return Demand(.refuse, "floor-stranger", .terms)
        }
        return nil
    }

    private static func contentDemand(_ category: Category, _ level: Level, _ facts: Facts) -> Demand? {
        switch category {
        case .minorSexual:
            return Demand(.refuse, "floor-child", .law)
        case .undress:
            return personDemand(level, facts.subject, coversChildren: true, ground: .law)
        case .sexualisedPerson:
            return personDemand(level, facts.subject, coversChildren: true, ground: .terms)
        case .degradation:
            return personDemand(level, facts.subject, coversChildren: false, ground: .terms)
        case .adultSexual:
            if facts.subject == .childLike { return Demand(.refuse, "floor-child", .law) }
            if facts.subject == .unclearPerson { return Demand(.refuse, "floor-child", .terms) }
            if level == .suspected {
                return facts.subject == .realPerson ? Demand(.ask, "floor-person", .terms) : nil
            }
            if facts.subject == .realPerson { return Demand(.refuse, "floor-person", .law) }
            return facts.adultMode ? nil : Demand(.refuse, "floor-adult-mode", .terms)
        case .protected:
            return facts.source == .stranger ? Demand(.refuse, "floor-protected", .terms) : nil
        case .bankMatch:
            return level == .severe ? Demand(.refuse, "floor-bank", .law) : Demand(.hold, nearMatch, .terms)
        case .notUnderstood:
            let aboutPerson = facts.operation != .generate || facts.subject != .nobody
            return aboutPerson ? Demand(.ask, "floor-not-understood", .terms) : nil
        case .unread:
            return Demand(.hold, "floor-unread", .terms)
        case .violence, .hate, .harassment, .selfHarm, .illegal, .shocking, .politicalDeception:
            return nil
        }
    }

    /// The clause about real people; where it covers children, uncertain age counts as a child at the first suspicion.
    private static func personDemand(
        _ level: Level, _ subject: Facts.Subject, coversChildren: Bool, ground: Reason.Ground
    ) -> Demand? {
        switch subject {
        case .nobody, .fictionalAdult:
            return nil
        case .childLike, .unclearPerson:
            if coversChildren { return Demand(.refuse, "floor-child", ground) }
        case .realPerson:
            break
        }
        return level >= .clear ? Demand(.refuse, "floor-person", ground) : Demand(.ask, "floor-person", .terms)
    }
}
