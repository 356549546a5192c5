import SafetyModel

/// A statement in the shape of the Commission's transparency database (Art. 24(5)): fixed texts, no personal data.
public struct CommissionStatement: Hashable, Sendable, Encodable {
    public var decisionVisibility: [CommissionVisibility]?
    public var decisionProvision: CommissionProvision?
    public var decisionAccount: CommissionAccount?
    public var decisionGround: CommissionGround
    public var illegalContentLegalGround: String?
    public var illegalContentExplanation: String?
    public var incompatibleContentGround: String?
    public var incompatibleContentExplanation: String?
    public var contentType: [CommissionContentType]
    public var category: CommissionCategory
    public var categoryAddition: [CommissionCategory]
    public var categorySpecification: [CommissionKeyword]
    /// Upper-case codes of the European Economic Area.
    public var territorialScope: [String]
    public var contentDate: String
    public var applicationDate: String
    public var endDateVisibilityRestriction: String?
    public var endDateServiceRestriction: String?
    public var endDateAccountRestriction: String?
    public var decisionFacts: String
    public var sourceType: CommissionSource
    public var automatedDetection: CommissionAnswer
    public var automatedDecision: CommissionAutomation
    public var puid: String

    private enum CodingKeys: String, CodingKey {
        case decisionVisibility = "decision_visibility"
        case decisionProvision = "decision_provision"
        case decisionAccount = "decision_account"
        case decisionGround = "decision_ground"
        case illegalContentLegalGround = "illegal_content_legal_ground"
        case illegalContentExplanation = "illegal_content_explanation"
        case incompatibleContentGround = "incompatible_content_ground"
        case incompatibleContentExplanation = "incompatible_content_explanation"
        case contentType = "content_type"
        case category
        case categoryAddition = "category_addition"
        case categorySpecification = "category_specification"
        case territorialScope = "territorial_scope"
        case contentDate = "content_date"
        case applicationDate = "application_date"
        case endDateVisibilityRestriction = "end_date_visibility_restriction"
        case endDateServiceRestriction = "end_date_service_restriction"
        case endDateAccountRestriction = "end_date_account_restriction"
        case decisionFacts = "decision_facts"
        case sourceType = "source_type"
        case automatedDetection = "automated_detection"
        case automatedDecision = "automated_decision"
        case puid
    }

    /// The statement in the Commission's words; texts are the fixed English ones.
    public init(_ statement: StatementOfReasons, texts: [MessageKey: String] = EnglishTexts.all) {
        let text = { (key: MessageKey) in texts[key] ?? key.text }
        let explanation = text(.explanation(statement.explanation))
        switch statement.ground {
        case .illegal(let ground):
            decisionGround = .illegalContent
            illegalContentLegalGround = "\(ground.jurisdiction.uppercased()): \(ground.citation)"
            illegalContentExplanation = explanation
        case .terms(let clause):
            decisionGround = .incompatibleContent
            incompatibleContentGround = clause.text
            incompatibleContentExplanation = explanation
        }
        let end = statement.until.map(\.dateText)
        switch statement.restriction {
        case .contentRemoved: decisionVisibility = [.contentRemoved]
        case .contentDisabled: decisionVisibility = [.contentDisabled]
        case .contentLabelled: decisionVisibility = [.contentLabelled]
        case .generationSuspended: decisionProvision = .partialSuspension
        case .generationTerminated: decisionProvision = .partialTermination
        case .accountSuspended: decisionAccount = .suspended
        case .accountTerminated: decisionAccount = .terminated
        }
        endDateVisibilityRestriction = decisionVisibility == nil ? nil : end
        endDateServiceRestriction = decisionProvision == nil ? nil : end
        endDateAccountRestriction = decisionAccount == nil ? nil : end
        contentType = statement.isSynthetic ? [.image, .syntheticMedia] : [.image]
        category = statement.classification.category
        categoryAddition = statement.classification.additions
        categorySpecification = statement.classification.keywords
        territorialScope = statement.territory.eea
        contentDate = statement.contentDate.dateText
        applicationDate = statement.issuedAt.dateText
        decisionFacts = text(.facts(statement.facts))
        switch statement.source {
        case .notice: sourceType = .article16
        case .trustedFlagger: sourceType = .trustedFlagger
        case .otherNotification: sourceType = .typeOtherNotification
        case .ownInitiative: sourceType = .voluntary
        }
        automatedDetection = statement.automatedDetection ? .yes : .no
        switch statement.automation {
        case .full: automatedDecision = .fully
        case .partial: automatedDecision = .partially
        case .none: automatedDecision = .notAutomated
        }
        puid = statement.id.text
    }
}

extension Territory {
    static let economicArea = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
        "LT",
        "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
    ]

    /// The part of the European Economic Area in which it holds, upper-case and sorted.
    var eea: [String] {
        switch self {
        case .everywhere: Self.economicArea
        case .countries(let codes): Self.economicArea.filter { codes.contains($0.lowercased()) }
        }
    }
}
