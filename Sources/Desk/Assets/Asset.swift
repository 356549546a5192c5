public import Casework
public import ImageFingerprint
public import SafetyModel

/// A picture outside: one that the platform hosts, or that a notice named. Where it is, whose, and how it is recognised.
public struct Asset: Hashable, Sendable, Codable {
    /// How it is recognised, as it was read.
    public struct Look: Hashable, Sendable, Codable {
        private var pdq: String
        private var quality: Int
        public var signature: LocalSignature?
        /// Of its bytes, lower-case hex.
        public var sha256: String?
        private var markValue: UInt64?

        public init(
            fingerprint: Fingerprint, signature: LocalSignature? = nil, sha256: String? = nil, mark: MarkID? = nil
        ) {
            pdq = fingerprint.hex
            quality = fingerprint.quality
            self.signature = signature
            self.sha256 = sha256
            markValue = mark?.value
        }

        public var fingerprint: Fingerprint {
            Fingerprint(hex: pdq, quality: quality) ?? Fingerprint(words: .zero, quality: 0)
        }

        /// The mark in its pixels.
        public var mark: MarkID? { markValue.flatMap(MarkID.init) }
    }

    /// The platform's own name for it; for what a notice named and the platform did not, one of ours.
    public var id: ItemID
    public var url: String?
    /// The decision that let it leave the gate.
    public var decision: DecisionID?
    /// Which of that decision's outputs it is; nil where there is one, or nobody said.
    public var output: OutputID?
    public var account: AccountID?
    public var language: LanguageCode = "en"
    /// The platform knows the account's owner as a minor.
    public var isMinor = false
    public var isSynthetic = true
    public var postedAt: Moment
    /// Nil for what is recognised by its output, or not at all.
    public var look: Look?
    /// The document with its bytes, where they are kept.
    public var evidence: String?
    /// The platform registered it, so it can be told to hide it.
    public var isHosted: Bool

    public init(id: ItemID, postedAt: Moment, isHosted: Bool) {
        self.id = id
        self.postedAt = postedAt
        self.isHosted = isHosted
    }

    /// Characters of an asset's name and address.
    public static let nameMax = 200
    public static let addressMax = 2_000

    /// The item of a case that it becomes.
    func item(_ relation: Item.Relation, operation: SafetyModel.Operation?) -> Item {
        Item(
            id: id, owner: account.map { Item.Owner(account: $0, language: language, isMinor: isMinor) },
            relation: relation, isHosted: isHosted, releasedBy: decision, operation: operation,
            isSynthetic: isSynthetic, postedAt: postedAt)
    }
}
