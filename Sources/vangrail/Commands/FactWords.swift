import ArgumentParser
import PolicyEngine
import SafetyModel

/// Reads facts as people write them on the command line.
enum FactWords {
    static func read(facts words: [String], levels: [String]) throws -> Facts {
        var facts = Facts()
        for word in words {
            let (name, value) = try split(word)
            switch name {
            case "stage": facts.stage = try choice(value, name)
            case "operation": facts.operation = try choice(value, name)
            case "subject": facts.subject = try choice(value, name)
            case "source": facts.source = try choice(value, name)
            case "access": facts.access = try choice(value, name)
            case "standing": facts.standing = try choice(value, name)
            case "audience": facts.audience = try choice(value, name)
            case "adult-mode": facts.adultMode = value == "on"
            case "tier": facts.tier = value
            case "country": facts.country = value
            case "closed": facts.closedCategories.insert(try choice(value, name))
            default:
                let known = [
                    "stage", "operation", "subject", "source", "access", "standing", "audience", "adult-mode", "tier",
                    "country", "closed",
                ]
                throw ValidationError("unknown fact `\(name)`: \(Suggestion.hint(for: name, among: known))")
            }
        }
        for word in levels {
            let (name, value) = try split(word)
            let category: SafetyModel.Category = try choice(name, "category")
            guard let level = Level(name: value) else {
                throw ValidationError(
                    "unknown level `\(value)`: \(Suggestion.hint(for: value, among: Level.allCases.map(\.name)))")
            }
            facts.levels[category] = level
        }
        return facts
    }

    private static func split(_ word: String) throws -> (String, String) {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ValidationError("`\(word)` is not NAME=VALUE") }
        return (parts[0], parts[1])
    }

    private static func choice<Value: RawRepresentable & CaseIterable>(_ word: String, _ name: String) throws -> Value
    where Value.RawValue == String {
        guard let value = Value(rawValue: word) else {
            let known = Value.allCases.map(\.rawValue)
            throw ValidationError("unknown \(name) `\(word)`: \(Suggestion.hint(for: word, among: known))")
        }
        return value
    }
}
