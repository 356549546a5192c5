import Foundation
public import LensWire
public import SafetyModel

/// A model that the operator has plugged in: where it runs, when it is asked, and what its numbers mean here.
public struct PluggedModel: Sendable {
    /// Where it runs.
    public enum Place: Sendable {
        /// In a lens worker, from a file.
        case lens(LocalModel)
        /// At somebody else's, over HTTP.
        case remote(RemoteModel)
    }

    /// What a model's numbers become before they are judged.
    public enum Squash: String, CaseIterable, Sendable { case none, softmax, sigmoid }

    /// As people call it; in coverage and in what staff see.
    public var name: String
    /// Reads as a classifier, or judges age.
    public var reader: Reader
    public var stages: Set<Facts.Stage>
    public var labels: [String]
    public var squash: Squash
    public var rules: [LevelRule]
    public var place: Place

    /// What its rules make of its values, one for each label.
    func meaning(of values: [Double]) -> ModelMeaning {
        var meaning = ModelMeaning()
        for rule in rules {
            let value = rule.labels.reduce(0) { $0 + values[$1] }
            let words = rule.labels.map { labels[$0] }.joined(separator: "+")
            meaning.add(rule.effect, value: value, note: "\(name) says \(words) \(Self.shown(value))")
        }
        return meaning
    }

    /// Its raw numbers as they are judged.
    func values(of numbers: [Double]) -> [Double] {
        switch squash {
        case .none: return numbers
        case .sigmoid: return numbers.map { 1 / (1 + exp(-$0)) }
        case .softmax:
            let most = numbers.max() ?? 0
            let powers = numbers.map { exp($0 - most) }
            let sum = powers.reduce(0, +)
            return powers.map { $0 / sum }
        }
    }

    private static func shown(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}

/// What one or more labels of a model mean for the decision; their values are added up.
public struct LevelRule: Hashable, Sendable {
    public enum Effect: Hashable, Sendable {
        /// From which value a category has a level; the highest that is reached counts.
        case category(Category, [Level: Double])
        /// Somebody may be, or looks like, a child where the value is at least, or below, a bound.
        case subject(Facts.Subject, atLeast: Double?, below: Double?)
    }

    /// Places in the model's list of labels.
    public var labels: [Int]
    public var effect: Effect
}

/// What a model says, in the words of the gate.
struct ModelMeaning: Sendable {
    var signals: [Signal] = []
    var subject: Facts.Subject?

    mutating func add(_ effect: LevelRule.Effect, value: Double, note: String) {
        switch effect {
        case .category(let category, let bounds):
            guard let level = bounds.filter({ value >= $0.value }).keys.max() else { return }
            signals.append(Signal(category, level, evidence: Evidence(reader: .model, note: note)))
        case .subject(let found, let atLeast, let below):
            guard value >= atLeast ?? -.infinity, value < below ?? .infinity else { return }
            subject = max(subject ?? found, found)
        }
    }
}
