public import SafetyModel

/// One line of the corpus with its slots filled.
public struct CorpusCase: Sendable, Hashable {
    /// What must become of a line.
    public enum Expectation: String, Sendable, Hashable, Codable {
        case released, refuse, ask
        case notReleased = "not-released"
    }

    /// Names the line, never its text: `undress-en-004`.
    public var id: String
    /// What the line tries: `undress`, `everyday-background`.
    public var family: String
    /// A code such as `nl`.
    public var language: String
    public var operation: SafetyModel.Operation
    /// The turns of a conversation, oldest first; the last one is the request.
    public var turns: [String]
    /// How many pictures come along.
    public var pictures: Int
    public var expectation: Expectation
    /// For measuring only: nobody tunes to its misses.
    public var isHeldOut: Bool

    /// A harmless line: it must be released.
    public var isHarmless: Bool { expectation == .released }
}

/// What became of a line at the door that was attacked.
public enum RedTeamOutcome: String, Sendable, Hashable, CaseIterable, Codable {
    case released, asked, held, refused, failed

    /// From a decision of the gate.
    public init(_ kind: Decision.Kind) {
        switch kind {
        case .allow, .label: self = .released
        case .ask: self = .asked
        case .hold: self = .held
        case .refuse: self = .refused
        }
    }
}
