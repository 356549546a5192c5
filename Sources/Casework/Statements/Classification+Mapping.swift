public import SafetyModel

extension Classification {
    /// The Commission's category and keywords for a category of ours. Keywords of intimate images say "excluding
    /// content depicting minors" and are never combined with a child. Sex is taken from notice or reviewer, never
    /// guessed.
    public init(_ category: Category, reason: RulingReason?, isSynthetic: Bool, subjectIsWoman: Bool?) {
        let isWoman = subjectIsWoman ?? false
        switch category {
        case .minorSexual:
            self.init(
                category: .protectionOfMinors, additions: [],
                keywords: [isSynthetic ? .childSexualAbuseMaterialDeepfake : .childSexualAbuseMaterial])
        case .undress, .sexualisedPerson, .degradation, .protected, .bankMatch:
            self = .againstPerson(isAuthentic: reason == .intimateImage || !isSynthetic, isWoman: isWoman)
        case .adultSexual:
            self.init(category: .otherViolationTC, additions: [], keywords: [.adultSexualMaterial])
        case .violence, .shocking:
            self.init(category: .violence, additions: [], keywords: [.other])
        case .hate:
            self.init(category: .illegalOrHarmfulSpeech, additions: [], keywords: [.hateSpeech])
        case .harassment:
            self.init(
                category: isWoman ? .cyberViolenceAgainstWomen : .cyberViolence, additions: [],
                keywords: [isWoman ? .cyberHarassmentAgainstWomen : .cyberHarassment])
        case .selfHarm:
            self.init(category: .selfHarm, additions: [], keywords: [.other])
        case .politicalDeception:
            self.init(
                category: .civicDiscourse, additions: [], keywords: [.misinformationDisinformation])
        case .illegal:
            self.init(category: .riskForPublicSecurity, additions: [], keywords: [.other])
        case .notUnderstood, .unread:
            self.init(category: .otherViolationTC, additions: [], keywords: [.other])
        }
    }

    private static func againstPerson(isAuthentic: Bool, isWoman: Bool) -> Classification {
        let keyword: CommissionKeyword =
            switch (isAuthentic, isWoman) {
            case (true, true): .nonConsensualImageSharingAgainstWomen
            case (true, false): .nonConsensualImageSharing
            case (false, true): .nonConsensualMaterialDeepfakeAgainstWomen
            case (false, false): .nonConsensualMaterialDeepfake
            }
        var additions: [CommissionCategory] = isAuthentic ? [] : [.dataProtectionAndPrivacy]
        if isWoman && !isAuthentic { additions.insert(.cyberViolence, at: 0) }
        return Classification(
            category: isWoman ? .cyberViolenceAgainstWomen : .cyberViolence, additions: additions, keywords: [keyword])
    }
}
