/// Everything a policy judges, as closed sets: facts are measured by readers and use cases, never by the policy.
public struct Facts: Hashable, Sendable {
    /// Before or after the generator.
    public enum Stage: String, CaseIterable, Hashable, Sendable, Codable { case input, output }

    /// Who the picture shows, as far as the readers can tell.
    public enum Subject: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
        case nobody
        /// An adult who does not exist.
        case fictionalAdult = "fictional-adult"
        /// A named, described or photographed person; any uploaded photo counts unless shown otherwise.
        case realPerson = "real-person"
        /// Somebody, but neither "fictional" nor "adult" is certain; counts as a real person and as a child.
        case unclearPerson = "unclear-person"
        /// A child, a child-like person, or uncertain age.
        case childLike = "child-like"

        /// From the subject that allows most to the one that allows least.
        public static func < (left: Subject, right: Subject) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .nobody: 0
            case .fictionalAdult: 1
            case .realPerson: 2
            case .unclearPerson: 3
            case .childLike: 4
            }
        }
    }

    /// Whose picture is edited.
    public enum Source: String, CaseIterable, Hashable, Sendable, Codable {
        /// There is no input picture.
        case none
        /// The requester's own, or of an owner nobody named.
        case own
        /// Somebody else's, who switched on that strangers may edit it.
        case ownerAllows = "owner-allows"
        /// Somebody else's, who did not.
        case stranger
    }

    /// What stands in the way before any content is judged.
    public enum Access: String, CaseIterable, Hashable, Sendable, Codable {
        case open
        /// A switch has turned this off for everybody, for the tier or for the account.
        case switchedOff = "switched-off"
        /// The account has lost, or never had, the right.
        case noRight = "no-right"
    }

    public var stage: Stage
    public var operation: Operation
    public var subject: Subject
    public var source: Source
    public var access: Access
    public var standing: Account.Standing
    /// The account's tier; policies see tiers they do not name as `other`.
    public var tier: String
    /// Adult mode is on for this request: switched on by operator and account, age verified by the platform.
    public var adultMode: Bool
    public var audience: Audience
    /// Lower-case ISO 3166 code or nil; policies see countries they do not name as `other`.
    public var country: String?
    /// The level of every category that is not `none`.
    public var levels: [Category: Level]
    /// Categories that a switch has closed: any signal of them stops the request.
    public var closedCategories: Set<Category>

    public init(
        stage: Stage = .input, operation: Operation = .generate, subject: Subject = .nobody, source: Source = .none,
        access: Access = .open, standing: Account.Standing = .good, tier: String = Account.defaultTier,
        adultMode: Bool = false, audience: Audience = .public, country: String? = nil,
        levels: [Category: Level] = [:], closedCategories: Set<Category> = []
    ) {
        self.stage = stage
        self.operation = operation
        self.subject = subject
        self.source = source
        self.access = access
        self.standing = standing
        self.tier = tier
        self.adultMode = adultMode
        self.audience = audience
        self.country = country
        self.levels = levels
        self.closedCategories = closedCategories
    }

    /// The level of a category; `none` where nobody signalled it.
    public func level(_ category: Category) -> Level { levels[category] ?? .none }
}

/// What is asked of the generator.
public enum Operation: String, CaseIterable, Hashable, Sendable, Codable {
    case generate, edit, vary
}

/// Who will see the picture, as the platform says; `public` unless told otherwise.
public enum Audience: String, CaseIterable, Hashable, Sendable, Codable {
    case `public`, `private`
}
