import SafetyModel

/// The thirteen keys of OpenAI's moderation, and what our categories and levels are in them.
enum ModerationWords {
    static let keys = [
        "harassment", "harassment/threatening", "hate", "hate/threatening", "illicit", "illicit/violent", "self-harm",
        "self-harm/instructions", "self-harm/intent", "sexual", "sexual/minors", "violence", "violence/graphic",
    ]

    /// The keys that pictures can be judged by, as the schema has them.
    static let pictureKeys: Set<String> = [
        "self-harm", "self-harm/intent", "self-harm/instructions", "sexual", "violence", "violence/graphic",
    ]

    /// The keys that a signal counts for.
    static func keys(_ category: Category, _ level: Level) -> [String] {
        switch category {
        case .undress, .sexualisedPerson, .adultSexual: ["sexual"]
        case .minorSexual: ["sexual", "sexual/minors"]
        case .degradation: ["harassment"]
        case .harassment: level == .severe ? ["harassment", "harassment/threatening"] : ["harassment"]
        case .hate: level == .severe ? ["hate", "hate/threatening"] : ["hate"]
        case .violence: level == .severe ? ["violence", "violence/graphic"] : ["violence"]
        case .shocking: ["violence/graphic"]
        case .selfHarm: ["self-harm"]
        case .illegal: ["illicit"]
        case .politicalDeception, .protected, .bankMatch, .notUnderstood, .unread: []
        }
    }

    static func score(_ level: Level) -> Double {
        switch level {
        case .none: 0
        case .suspected: 0.4
        case .clear: 0.9
        case .severe: 0.99
        }
    }
}
