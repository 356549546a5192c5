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
        let end = statement.until.map(dateText)
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
        contentDate = dateText(statement.contentDate)
        applicationDate = dateText(statement.issuedAt)
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

/// `YYYY-MM-DD` in UTC. Counts days by the Gregorian rule, without a calendar of the system.
func dateText(_ moment: Moment) -> String {
    let span: Int64 = 86_400_000
    let days = Int(moment.milliseconds / span - (moment.milliseconds % span < 0 ? 1 : 0))
    // Days since 0000-03-01, in eras of 400 years.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + two(month) + "-" + two(dayOfMonth)
}
