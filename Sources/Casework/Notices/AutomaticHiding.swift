import SafetyModel

/// How many items machines have hidden lately.
public struct HidingUse: Hashable, Sendable {
    /// Hidden on notices of the sender in question during the last day; senders without a name share one count.
    public var bySender: Int = 0
    /// Hidden on all notices during the last hour.
    public var overall: Int = 0
    public init(bySender: Int = 0, overall: Int = 0) {
        self.bySender = bySender
        self.overall = overall
    }
}

/// Why a machine did not hide an item that a notice asks to hide.
public enum HidingRefusal: String, CaseIterable, Hashable, Sendable, Codable {
    /// The setting is off.
    case switchedOff = "switched-off"
    /// Ruled harmless on this ground before.
    case cleared
    /// The sender's false reports.
    case sender
    /// The sender's or the overall budget is used up: urgent, but unhidden.
    case budget
}

/// Decides which items of a notice are hidden at once, pending a ruling.
struct AutomaticHiding {
    var settings: HidingSettings
    var use: HidingUse
    /// The sender has lost automatic hiding, or the processing of their notices is suspended.
    var senderLost: Bool

    /// Hides one item more, or says why not.
    mutating func judge(_ item: ItemID, on ground: NoticeGround, cleared: Set<NoticeGround>) -> HidingRefusal? {
        guard settings.isOn else { return .switchedOff }
        guard !cleared.contains(ground) else { return .cleared }
        guard !senderLost else { return .sender }
        guard use.bySender < settings.perSenderDay, use.overall < settings.overallHour else { return .budget }
        use.bySender += 1
        use.overall += 1
        return nil
    }
}
