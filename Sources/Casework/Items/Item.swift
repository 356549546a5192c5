public import SafetyModel

/// One picture that a case is about.
public struct Item: Hashable, Sendable, Codable {
    public var id: ItemID
    /// Whose account published or made it; nil when nobody is known.
    public var owner: Owner?
    public var relation: Relation = .reported
    /// False for a picture that the gate still holds: nothing is hosted, so nothing can be hidden.
    public var isHosted: Bool = true
    /// The decision that let it leave the gate; a ruling against it marks a miss.
    public var releasedBy: DecisionID?
    /// What was asked of the generator, where known.
    public var operation: Operation?
    /// Made or changed by AI, as far as known.
    public var isSynthetic: Bool = true
    /// When it was posted or made.
    public var postedAt: Moment

    public init(
        id: ItemID, owner: Owner? = nil, relation: Relation = .reported, isHosted: Bool = true,
        releasedBy: DecisionID? = nil, operation: Operation? = nil, isSynthetic: Bool = true, postedAt: Moment
    ) {
        self.id = id
        self.owner = owner
        self.relation = relation
        self.isHosted = isHosted
        self.releasedBy = releasedBy
        self.operation = operation
        self.isSynthetic = isSynthetic
        self.postedAt = postedAt
    }

    /// The account behind an item, as far as statements and ladders need it.
    public struct Owner: Hashable, Sendable, Codable {
        public var account: AccountID
        /// The language of the account; statements are written in it.
        public var language: LanguageCode = "en"
        /// The platform knows the account's owner as a minor: another ladder applies.
        public var isMinor: Bool = false

        public init(account: AccountID, language: LanguageCode = "en", isMinor: Bool = false) {
            self.account = account
            self.language = language
            self.isMinor = isMinor
        }
    }

    /// How an item came into the case.
    public enum Relation: Hashable, Sendable, Codable {
        case reported
        /// The same picture, shown to be so; shares the fate of what it copies.
        case copy(of: ItemID, proof: CopyProof)
        /// Close to another item, or a different answer to the same request; waits for its own ruling.
        case sibling(of: ItemID)
        /// Made from another item; waits for its own ruling.
        case derivative(of: ItemID)

        /// The item that this one relates to.
        public var origin: ItemID? {
            switch self {
            case .reported: nil
            case .copy(let origin, _), .sibling(let origin), .derivative(let origin): origin
            }
        }

        /// True for a verified copy.
        public var isCopy: Bool {
            guard case .copy = self else { return false }
            return true
        }
    }

    /// What shows that two items are the same picture. A close fingerprint alone shows nothing.
    public enum CopyProof: String, CaseIterable, Hashable, Sendable, Codable {
        case sha256
        case watermark
        case localSignature = "local-signature"
        /// A person compared them.
        case person
    }
}
