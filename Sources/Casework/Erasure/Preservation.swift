public import SafetyModel

/// An authority's demand to keep evidence: nothing in its scope is erased while it stands.
public struct Preservation: Hashable, Sendable, Codable {
    public var order: OrderID
    /// The case in which it was ordered.
    public var caseID: CaseID
    public var items: Set<ItemID>
    public var accounts: Set<AccountID>
    /// Nil until the authority ends it.
    public var until: Moment?
    public init(order: OrderID, caseID: CaseID, items: Set<ItemID>, accounts: Set<AccountID>, until: Moment? = nil) {
        self.order = order
        self.caseID = caseID
        self.items = items
        self.accounts = accounts
        self.until = until
    }

    /// True while it keeps that item.
    public func covers(_ item: Item, of caseID: CaseID, at moment: Moment) -> Bool {
        isStanding(at: moment)
            && (items.contains(item.id) || caseID == self.caseID
                || (item.owner.map { accounts.contains($0.account) } ?? false))
    }

    func isStanding(at moment: Moment) -> Bool { until.map { moment < $0 } ?? true }
}

/// Why items are erased.
public enum ErasureCause: String, CaseIterable, Hashable, Sendable, Codable {
    /// The complaint window has ended.
    case windowEnded = "window-ended"
    /// The person shown asks for it.
    case victimRequest = "victim-request"
    /// The time that the operator's named law allows for child abuse material is over.
    case childAbuseLaw = "child-abuse-law"
}

/// How long the operator keeps child abuse material as evidence, and by which law.
public struct ChildAbuseLaw: Hashable, Sendable {
    /// The law as it is recorded.
    public var ground: LegalGround
    /// Seconds after the report to the authority was confirmed; 0 erases with the confirmation.
    public var keepSeconds: Int64
    public init(ground: LegalGround, keepSeconds: Int64) {
        self.ground = ground
        self.keepSeconds = keepSeconds
    }

    /// European operators without a duty to keep: reported (Art. 18), then erased.
    public static let reportThenErase = ChildAbuseLaw(
        ground: LegalGround(jurisdiction: "eu", citation: "Regulation (EU) 2022/2065, Art. 18"), keepSeconds: 0)
    /// Providers in the United States: contents are preserved for one year.
    public static let unitedStates = ChildAbuseLaw(
        ground: LegalGround(jurisdiction: "us", citation: "18 U.S.C. 2258A(h)"), keepSeconds: 365 * day)
}
