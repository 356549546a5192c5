public import Casework
public import SafetyModel

/// An order by an authority as somebody of the staff enters it, before it is an order.
public struct OrderDraft: Sendable {
    /// Pictures that one order names, at most.
    public static let linksMax = 50
    /// Accounts that one order names, at most.
    public static let accountsMax = 50

    public var kind: Order.Kind
    public var authority: AuthorityID
    /// What the order holds of what it has to hold (Art. 9(2), 10(2)).
    public var elements: Set<OrderElement>
    /// Where the pictures stand.
    public var links: [String] = []
    public var accounts: Set<AccountID> = []
    public var territory: Territory = .everywhere
    public var preserveUntil: Moment?
    /// The authority asks to tell the recipient not before.
    public var tellNotBefore: Moment?
    /// The order's words.
    public var text = ""

    public init(kind: Order.Kind, authority: AuthorityID, elements: Set<OrderElement>) {
        self.kind = kind
        self.authority = authority
        self.elements = elements
    }
}
