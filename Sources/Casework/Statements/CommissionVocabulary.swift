// The vocabulary of the Commission's transparency database, schema in force since 2025-07-01. Names and values are
// facts of the interface; a test compares them with the published list.

/// Categories of statements.
public enum CommissionCategory: String, CaseIterable, Hashable, Sendable, Codable {
    case animalWelfare = "STATEMENT_CATEGORY_ANIMAL_WELFARE"
    case consumerInformation = "STATEMENT_CATEGORY_CONSUMER_INFORMATION"
    case cyberViolence = "STATEMENT_CATEGORY_CYBER_VIOLENCE"
    case cyberViolenceAgainstWomen = "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN"
    case dataProtectionAndPrivacy = "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS"
    case illegalOrHarmfulSpeech = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"
    case intellectualPropertyInfringements = "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"
    case civicDiscourse = "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS"
    case notSpecifiedNotice = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"
    case otherViolationTC = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
    case protectionOfMinors = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"
    case riskForPublicSecurity = "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY"
    case scamsAndFraud = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
    case selfHarm = "STATEMENT_CATEGORY_SELF_HARM"
    case unsafeAndProhibitedProducts = "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS"
    case violence = "STATEMENT_CATEGORY_VIOLENCE"
}

/// Restrictions of visibility.
public enum CommissionVisibility: String, CaseIterable, Hashable, Sendable, Codable {
    case contentRemoved = "DECISION_VISIBILITY_CONTENT_REMOVED"
    case contentDisabled = "DECISION_VISIBILITY_CONTENT_DISABLED"
    case contentDemoted = "DECISION_VISIBILITY_CONTENT_DEMOTED"
    case contentAgeRestricted = "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED"
    case contentInteractionRestricted = "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED"
    case contentLabelled = "DECISION_VISIBILITY_CONTENT_LABELLED"
    case other = "DECISION_VISIBILITY_OTHER"
}

/// Monetary restrictions; casework makes none.
public enum CommissionMonetary: String, CaseIterable, Hashable, Sendable, Codable {
    case suspension = "DECISION_MONETARY_SUSPENSION"
    case termination = "DECISION_MONETARY_TERMINATION"
    case other = "DECISION_MONETARY_OTHER"
}

/// Restrictions of the service.
public enum CommissionProvision: String, CaseIterable, Hashable, Sendable, Codable {
    case partialSuspension = "DECISION_PROVISION_PARTIAL_SUSPENSION"
    case totalSuspension = "DECISION_PROVISION_TOTAL_SUSPENSION"
    case partialTermination = "DECISION_PROVISION_PARTIAL_TERMINATION"
    case totalTermination = "DECISION_PROVISION_TOTAL_TERMINATION"
}

/// Restrictions of the account.
public enum CommissionAccount: String, CaseIterable, Hashable, Sendable, Codable {
    case suspended = "DECISION_ACCOUNT_SUSPENDED"
    case terminated = "DECISION_ACCOUNT_TERMINATED"
}

/// Types of accounts.
public enum CommissionAccountType: String, CaseIterable, Hashable, Sendable, Codable {
    case business = "ACCOUNT_TYPE_BUSINESS"
    case `private` = "ACCOUNT_TYPE_PRIVATE"
}

/// Grounds of decisions.
public enum CommissionGround: String, CaseIterable, Hashable, Sendable, Codable {
    case illegalContent = "DECISION_GROUND_ILLEGAL_CONTENT"
    case incompatibleContent = "DECISION_GROUND_INCOMPATIBLE_CONTENT"
}

/// Types of content.
public enum CommissionContentType: String, CaseIterable, Hashable, Sendable, Codable {
    case app = "CONTENT_TYPE_APP"
    case audio = "CONTENT_TYPE_AUDIO"
    case image = "CONTENT_TYPE_IMAGE"
    case product = "CONTENT_TYPE_PRODUCT"
    case syntheticMedia = "CONTENT_TYPE_SYNTHETIC_MEDIA"
    case text = "CONTENT_TYPE_TEXT"
    case video = "CONTENT_TYPE_VIDEO"
    case other = "CONTENT_TYPE_OTHER"
}

/// Sources of information.
public enum CommissionSource: String, CaseIterable, Hashable, Sendable, Codable {
    case article16 = "SOURCE_ARTICLE_16"
    case trustedFlagger = "SOURCE_TRUSTED_FLAGGER"
    case typeOtherNotification = "SOURCE_TYPE_OTHER_NOTIFICATION"
    case voluntary = "SOURCE_VOLUNTARY"
}

/// How far machines decided.
public enum CommissionAutomation: String, CaseIterable, Hashable, Sendable, Codable {
    case fully = "AUTOMATED_DECISION_FULLY"
    case partially = "AUTOMATED_DECISION_PARTIALLY"
    case notAutomated = "AUTOMATED_DECISION_NOT_AUTOMATED"
}

/// The database writes booleans as words.
public enum CommissionAnswer: String, CaseIterable, Hashable, Sendable, Codable {
    case yes = "Yes"
    case no = "No"
}
