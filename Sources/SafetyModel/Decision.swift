/// What Vangrail decided, why, and on what it looked. A value: refusing is never an error.
public struct Decision: Hashable, Sendable, Codable {
    /// The five answers, from mild to strict; the order is what "the strictest rule wins" means.
    public enum Kind: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
        case allow
        /// Released with a visible label besides the mark.
        case label
        /// Not understood: say it differently. Opens no case, stores no picture, never counts against the account.
        case ask
        /// Not released; a case waits for a person.
        case hold
        case refuse

        public static func < (left: Kind, right: Kind) -> Bool { left.severity < right.severity }

        /// True when a picture may leave.
        public var releases: Bool { self <= .label }

        private var severity: Int {
            switch self {
            case .allow: 0
            case .label: 1
            case .ask: 2
            case .hold: 3
            case .refuse: 4
            }
        }
    }

    public var id: DecisionID
    public var kind: Kind
    public var stage: Facts.Stage
    /// The strictest reasons, most grave first; empty only for a plain `allow`.
    public var reasons: [Reason]
    public var coverage: Coverage
    public var versions: Versions
    public var at: Moment

    public init(
        id: DecisionID, kind: Kind, stage: Facts.Stage, reasons: [Reason], coverage: Coverage, versions: Versions,
        at: Moment
    ) {
        self.id = id
        self.kind = kind
        self.stage = stage
        self.reasons = reasons
        self.coverage = coverage
        self.versions = versions
        self.at = at
    }
}

/// One rule that led to the decision.
public struct Reason: Hashable, Sendable, Codable {
    /// On what a refusal rests; statements of reasons must not call illegal what is only against the terms.
    public enum Ground: String, CaseIterable, Hashable, Sendable, Codable { case terms, law, access }

    /// The category judged; nil where the rule is about the account or a switch.
    public var category: Category?
    public var level: Level
    public var rule: RuleID
    public var ground: Ground

    public init(category: Category?, level: Level, rule: RuleID, ground: Ground) {
        self.category = category
        self.level = level
        self.rule = rule
        self.ground = ground
    }
}

/// What judged: enough to repeat the judgement later.
public struct Versions: Hashable, Sendable, Codable {
    /// Version of the program.
    public var binary: String
    /// Name, version and content digest of the policy, for instance `default/1@9f2c…`.
    public var policy: String
    /// Version of the reader's language files and models.
    public var model: String

    public init(binary: String, policy: String, model: String) {
        self.binary = binary
        self.policy = policy
        self.model = model
    }
}
