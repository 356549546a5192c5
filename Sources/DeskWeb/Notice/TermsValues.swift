public import Casework
public import SafetyModel

/// What `/terms` says (Art. 11, 12, 14), as values that the program really works by.
public struct TermsValues: Sendable {
    /// What the policy does about one category.
    public struct Rule: Hashable, Sendable {
        public var category: Category
        /// Every outcome that some rule about it has, besides letting the request pass.
        public var outcomes: Set<Decision.Kind>
        public init(category: Category, outcomes: Set<Decision.Kind>) {
            self.category = category
            self.outcomes = outcomes
        }
    }

    /// Where authorities write (Art. 11).
    public struct AuthorityContact: Hashable, Sendable {
        public var address: String
        public var languages: [String]
        public init(address: String, languages: [String]) {
            self.address = address
            self.languages = languages
        }
    }

    /// Name, version and digest of the policy in force.
    public var policyVersion: String
    public var rules: [Rule]
    public var casework: CaseworkSettings
    public var operatorName: String?
    /// Where everybody writes (Art. 12): an address of a page or a mail address.
    public var contact: String?
    public var authorities: AuthorityContact?
    /// Art. 13; nil where none is needed.
    public var representative: String?

    public init(
        policyVersion: String, rules: [Rule], casework: CaseworkSettings, operatorName: String? = nil,
        contact: String? = nil, authorities: AuthorityContact? = nil, representative: String? = nil
    ) {
        self.policyVersion = policyVersion
        self.rules = rules
        self.casework = casework
        self.operatorName = operatorName
        self.contact = contact
        self.authorities = authorities
        self.representative = representative
    }
}
