import SafetyModel

/// A small seeded generator, so that a failing run can be repeated.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &self)] }

    /// Facts anywhere in the space, with names that no policy lists, and several signals at once.
    mutating func facts() -> Facts {
        var facts = Facts(
            stage: pick(Facts.Stage.allCases), operation: pick(Operation.allCases),
            subject: pick(Facts.Subject.allCases), source: pick(Facts.Source.allCases),
            access: pick(Facts.Access.allCases + [.open, .open, .open]),
            standing: pick(Account.Standing.allCases + [.good, .good, .good]),
            tier: pick(["default", "free", "paid", "other", "", "TÏER"]), adultMode: pick([false, true]),
            audience: pick(Audience.allCases), country: pick([nil, "nl", "no", "other", "", "??"]))
        for _ in 0..<Int.random(in: 0...3, using: &self) {
            facts.levels[pick(Category.allCases)] = pick(Level.allCases)
        }
        if Bool.random(using: &self) { facts.closedCategories = [pick(Category.allCases)] }
        return facts
    }
}
