public import SafetyModel

/// Models that the operator has plugged in. They can only make a decision stricter, so they are asked last, about
/// pictures that would otherwise go on.
public protocol PictureModels: Sendable {
    /// Readers that some model is at that stage.
    func readers(at stage: Facts.Stage) -> Set<Reader>

    /// What every model of that stage says of a picture as the lens encoded it. Models at somebody else's are asked only
    /// where it may leave. Never throws: a model that fails says so.
    func read(_ picture: Picture, at stage: Facts.Stage, mayLeave: Bool) async -> [ModelReading]
}

/// What one model said of one picture.
public struct ModelReading: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        /// Nothing, or what its rules make of its numbers; the subject where somebody may be a child.
        case read([Signal], subject: Facts.Subject?)
        case failed
        /// The picture must not leave, and the model is at somebody else's.
        case notAsked
    }

    /// What the model gives a label, for a person who chooses thresholds.
    public struct Value: Hashable, Sendable {
        public var label: String
        public var value: Double

        public init(label: String, value: Double) {
            self.label = label
            self.value = value
        }
    }

    public var model: String
    public var reader: Reader
    public var outcome: Outcome
    /// Empty where it did not read.
    public var values: [Value]

    public init(model: String, reader: Reader, outcome: Outcome, values: [Value] = []) {
        self.model = model
        self.reader = reader
        self.outcome = outcome
        self.values = values
    }
}
