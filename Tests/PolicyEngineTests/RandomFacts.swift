import SafetyModel
import TestSupport

extension Seeded {
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
