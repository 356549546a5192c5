public import SafetyModel

/// What people are told. Plain, true, and never a hint at how to pass or at which bank matched.
public enum PublicWords {
    /// The words of the thirteen-key vocabulary that stand for a category in `moderation_details`.
    static func openAI(_ category: Category?) -> String {
        switch category {
        case .undress, .sexualisedPerson, .adultSexual: "sexual"
        case .minorSexual: "sexual/minors"
        case .degradation, .harassment: "harassment"
        case .violence: "violence"
        case .hate: "hate"
        case .selfHarm: "self-harm"
        case .illegal: "illicit"
        case .shocking, .politicalDeception, .protected, .bankMatch, .notUnderstood, .unread, nil: "other"
        }
    }

    /// A category as the answer names it. What would tell of a list or a bank reads like any other refusal.
    static func category(_ reason: Reason?) -> String {
        switch reason?.category {
        case .protected, .bankMatch, .shocking: "other"
        case nil: reason?.ground == .access ? "access" : "other"
        case let category?: category.rawValue
        }
    }

    /// Every reason in one plain sentence each, gravest first, none twice.
    public static func reasons(_ decision: Decision) -> [String] {
        guard decision.kind > .label else { return [] }
        guard decision.kind != .ask else { return [ask] }
        var sentences: [String] = []
        for sentence in decision.reasons.map({ reason($0) }) where !sentences.contains(sentence) {
            sentences.append(sentence)
        }
        return sentences.isEmpty ? [reason(nil)] : sentences
    }

    /// One plain sentence for a decision.
    public static func sentence(_ decision: Decision) -> String {
        switch decision.kind {
        case .allow: "This request is fine."
        case .label: "This request is fine; the picture carries a visible label."
        case .ask: ask
        case .hold: "\(reason(decision.reasons.first)) A person will look at it first."
        case .refuse: reason(decision.reasons.first)
        }
    }

    static let ask =
        "We did not fully understand what should happen to the person in this picture. Please say it in other, "
        + "simpler words, one change at a time."

    private static func reason(_ reason: Reason?) -> String {
        guard let reason else { return "This request is against the rules of this service." }
        guard let category = reason.category else {
            return "This is not available to this account at the moment."
        }
        return switch category {
        case .undress: "Pictures that undress somebody, or show through their clothes, are not made here."
        case .sexualisedPerson: "Pictures that make a real person sexual or revealing are not made here."
        case .minorSexual: "Sexual or revealing pictures of children, or of anybody who may be one, are never made."
        case .adultSexual: "Sexual pictures are not made here."
        case .degradation: "Pictures that humiliate a real person are not made here."
        case .violence: "Pictures of this kind of violence are not made here."
        case .hate: "Pictures that show contempt for people for what they are are not made here."
        case .harassment: "Pictures that threaten or hound somebody are not made here."
        case .selfHarm:
            "Pictures about hurting oneself are not made here. If this is about you: please talk to somebody near you, "
                + "or call a helpline in your country."
        case .illegal: "Pictures about making or selling what is forbidden are not made here."
        case .politicalDeception: "Pictures that show a real person doing what they never did are not made here."
        case .notUnderstood: "We did not fully understand what should happen to the person in this picture."
        case .unread: "A part of this request could not be checked."
        case .shocking, .protected, .bankMatch: "This request is against the rules of this service."
        }
    }
}
