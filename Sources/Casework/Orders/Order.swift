public import SafetyModel

/// What an authority demands (Art. 9, Art. 10), or asks to keep.
public struct Order: Hashable, Sendable, Codable {
    public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        /// To act against content (Art. 9).
        case act
        /// To provide information (Art. 10).
        case inform
        /// To keep evidence: suspends erasure within its scope.
        case preserve
    }

    public var id: OrderID
    public var kind: Kind
    /// The issuing authority; it must stand in the register.
    public var authority: AuthorityID
    public var elements: Set<OrderElement>
    /// The items to act against; may be empty for the other kinds.
    public var items: [ItemID] = []
    /// The accounts that information is demanded of, or that are preserved.
    public var accounts: Set<AccountID> = []
    public var territory: Territory = .everywhere
    /// For an order to preserve: until when; nil until the authority ends it.
    public var preserveUntil: Moment?
    /// The authority asked to tell the recipient not before this moment (Art. 9(5), 10(5)).
    public var tellNotBefore: Moment?
    /// The sealed text of the order.
    public var text: SealedID?
    public init(
        id: OrderID, kind: Kind, authority: AuthorityID, elements: Set<OrderElement>, items: [ItemID] = [],
        accounts: Set<AccountID> = [], territory: Territory = .everywhere, preserveUntil: Moment? = nil,
        tellNotBefore: Moment? = nil, text: SealedID? = nil
    ) {
        self.id = id
        self.kind = kind
        self.authority = authority
        self.elements = elements
        self.items = items
        self.accounts = accounts
        self.territory = territory
        self.preserveUntil = preserveUntil
        self.tellNotBefore = tellNotBefore
        self.text = text
    }
}

/// The elements that make an order valid (Art. 9(2)(a)(i) to (vi); Art. 10(2)(a) alike), and language and scope.
public enum OrderElement: String, CaseIterable, Hashable, Sendable, Codable {
    case legalBasis = "legal-basis"
    /// Reasons, citing the provisions.
    case reasons
    case authority
    /// Exact locations, or what identifies the recipients.
    case location
    /// Redress for provider and recipient.
    case redress
    /// Which authority is told of the effect.
    case reportTo = "report-to"
}

/// Why an order has no effect yet.
public enum OrderDefect: Hashable, Sendable, Codable {
    case missing(OrderElement)
    /// The sender does not stand in the register, or not for this kind of order.
    case unverifiedSender
}

/// An authority in the register of senders.
public struct Authority: Hashable, Sendable, Codable {
    public var id: AuthorityID
    /// Lower-case ISO 3166, or `eu`.
    public var country: String
    public var mayOrder: Set<Order.Kind>
    /// Reports of danger and child abuse can be addressed to it.
    public var takesReports: Bool = false
    public init(id: AuthorityID, country: String, mayOrder: Set<Order.Kind>, takesReports: Bool = false) {
        self.id = id
        self.country = country
        self.mayOrder = mayOrder
        self.takesReports = takesReports
    }
}

extension Authority {
    /// Who is told of a threat to life or safety (Art. 18): the authorities of the country concerned; where that is not
    /// known or has none in the register, those of the operator's own country and of the Union (Europol).
    public static func recipients(
        ofDangerIn country: String?, establishment: String, register: [AuthorityID: Authority]
    ) -> [AuthorityID] {
        let takers = register.values.filter(\.takesReports)
        let concerned = takers.filter { $0.country == country }
        let chosen = concerned.isEmpty ? takers.filter { $0.country == establishment || $0.country == "eu" } : concerned
        return chosen.map(\.id).sorted { $0.text < $1.text }
    }
}

/// Art. 9(2), 10(2): what an order must hold.
enum OrderRule {
    /// What stands in the way of the order's effect.
    static func defects(
        _ order: Order, completed: Set<OrderElement>, senderConfirmed: Bool, register: [AuthorityID: Authority]
    ) -> Set<OrderDefect> {
        let known = order.elements.union(completed)
        var defects = Set(OrderElement.allCases.filter { !known.contains($0) }.map(OrderDefect.missing))
        let isRegistered = register[order.authority]?.mayOrder.contains(order.kind) ?? false
        if !isRegistered && !senderConfirmed { defects.insert(.unverifiedSender) }
        return defects
    }
}

/// What was done on an order: what the authority is told (Art. 9(1), 10(1)).
public struct OrderEffect: Hashable, Sendable, Codable {
    public enum Given: String, CaseIterable, Hashable, Sendable, Codable { case full, partial, none }

    public var given: Given
    /// The items acted against.
    public var items: Set<ItemID> = []
    /// The information handed over, sealed; only what was already collected (Art. 10(2)(b)).
    public var information: SealedID?
    /// Why not everything; required unless the effect is full.
    public var reason: Reason?

    public enum Reason: String, CaseIterable, Hashable, Sendable, Codable {
        case notFound = "not-found"
        /// The information was never collected, or is not under the operator's control.
        case notHeld = "not-held"
        case manifestError = "manifest-error"
        case outsideScope = "outside-scope"
        case contested
    }
    public init(given: Given, items: Set<ItemID> = [], information: SealedID? = nil, reason: Reason? = nil) {
        self.given = given
        self.items = items
        self.information = information
        self.reason = reason
    }
}

/// An order in its case.
public struct OrderState: Hashable, Sendable {
    public let order: Order
    public let receivedAt: Moment
    public internal(set) var completed: Set<OrderElement> = []
    public internal(set) var senderConfirmed = false
    public internal(set) var effect: OrderEffect?
    public internal(set) var effectAt: Moment?
}
