public import SafetyModel

/// What became of one item in its case.
public struct ItemState: Hashable, Sendable {
    /// What everybody may see of it.
    public enum Visibility: String, Hashable, Sendable, Codable {
        case visible
        /// Hidden while a ruling is pending.
        case hidden
        case removed
        /// Visible with a label.
        case labelled
    }

    public let item: Item
    public internal(set) var visibility: Visibility = .visible
    /// The platform has confirmed the visibility: hidden means acknowledged.
    public internal(set) var isAcknowledged = true
    public internal(set) var addedAt: Moment
    /// When the platform confirmed that it was hidden, the first time.
    public internal(set) var hiddenAt: Moment?
    /// The ruling in effect or in proposal that covers the item.
    public internal(set) var ruling: RulingID?
    /// Ruled harmless on this ground; not hidden again by a machine on the same ground.
    public internal(set) var clearedOn: Set<NoticeGround> = []
    /// When it was put into quarantine.
    public internal(set) var quarantinedAt: Moment?
    public internal(set) var erasedAt: Moment?
    /// Whether an order by an authority, not a ruling, restricts it.
    public internal(set) var order: OrderID?
    /// When a person hid, released or ruled it last; nil while only machines touched it.
    public internal(set) var effect: EffectID?

    /// True while the item is asked to be hidden or gone.
    public var isRestricted: Bool { visibility == .hidden || visibility == .removed }
    /// True when the platform confirmed that it is hidden or gone.
    public var isConfirmedHidden: Bool { isRestricted && isAcknowledged }
}
