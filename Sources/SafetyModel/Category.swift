/// What can be wrong with a request or a picture; one word for each idea, in every rule, record, answer and page.
public enum Category: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
    /// Taking clothes off a person, or showing through them.
    case undress
    /// Making a real person sexual or revealing without undressing them: pose, swimwear, substances, gestures.
    case sexualisedPerson = "sexualised-person"
    /// Any sexual, nude or revealing depiction of a child or of somebody who may be one.
    case minorSexual = "minor-sexual"
    /// Sexual content about adults who do not exist.
    case adultSexual = "adult-sexual"
    /// Humiliating a real person: filth, chains, animals, symbols of persecution.
    case degradation
    /// Gore, torture, killing.
    case violence
    /// Contempt of people for what they are.
    case hate
    /// Threatening or hounding somebody.
    case harassment
    /// Suicide, self-injury, eating disorders.
    case selfHarm = "self-harm"
    /// Making or selling what the law forbids.
    case illegal
    /// Disgusting or disturbing for its own sake.
    case shocking
    /// A real person doing or saying what they never did, above all in politics.
    case politicalDeception = "political-deception"
    /// The picture's subject asked that strangers' AI leaves it alone.
    case protected
    /// The picture is known, or close to one that is known.
    case bankMatch = "bank-match"
    /// Beside a person, something in the wording was not understood.
    case notUnderstood = "not-understood"
    /// A reader that the policy requires did not read an input.
    case unread

    public static func < (left: Category, right: Category) -> Bool { left.rawValue < right.rawValue }
}

/// How sure and how grave a reader is about one category; readers deliver levels, not scores.
public enum Level: Int, CaseIterable, Hashable, Sendable, Codable, Comparable {
    case none, suspected, clear, severe

    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    /// The word that policies, answers and records use.
    public var name: String {
        switch self {
        case .none: "none"
        case .suspected: "suspected"
        case .clear: "clear"
        case .severe: "severe"
        }
    }

    /// The level with that word, or nil.
    public init?(name: String) {
        guard let level = Level.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }
}
