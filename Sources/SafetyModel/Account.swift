/// What Vangrail knows of an account of the platform: its standing and rights, nothing personal.
public struct Account: Hashable, Sendable, Codable {
    /// How the account stands after rulings by people.
    public enum Standing: String, CaseIterable, Hashable, Sendable, Codable {
        case good, warned, paused, suspended, removed
    }

    /// The tier of an account that nobody placed in one.
    public static let defaultTier = "default"

    public var id: AccountID
    public var standing: Standing
    /// The tier that staff fixed for this account; nil leaves it to the platform's header.
    public var tier: String?
    /// The account opted in to adult mode.
    public var adultMode: Bool
    public var mayGenerate: Bool
    public var mayEditPeople: Bool
    /// The account's owner lets strangers edit pictures of them.
    public var strangersMayEdit: Bool

    public init(
        id: AccountID, standing: Standing = .good, tier: String? = nil, adultMode: Bool = false,
        mayGenerate: Bool = true, mayEditPeople: Bool = true, strangersMayEdit: Bool = false
    ) {
        self.id = id
        self.standing = standing
        self.tier = tier
        self.adultMode = adultMode
        self.mayGenerate = mayGenerate
        self.mayEditPeople = mayEditPeople
        self.strangersMayEdit = strangersMayEdit
    }
}
