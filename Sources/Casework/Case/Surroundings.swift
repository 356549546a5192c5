public import SafetyModel

/// What a case must know of the world outside it: registers, and the files of the accounts and senders it names. Loaded
/// by the caller; a `Docket` keeps all of it in memory.
public struct Surroundings: Hashable, Sendable {
    public var settings = CaseworkSettings()
    public var flaggers: [FlaggerID: TrustedFlagger] = [:]
    public var authorities: [AuthorityID: Authority] = [:]
    /// Files of every account that the command or the case names; an absent one is new.
    public var accounts: [AccountID: AccountFile] = [:]
    public var notifiers: [NotifierID: NotifierFile] = [:]
    public var flaggerQuality: [FlaggerID: FlaggerQuality] = [:]
    /// Preservation orders that stand anywhere.
    public var preservations: [Preservation] = []
    /// How many items machines hid lately, of the sender in question and over all.
    public var hidingUse = HidingUse()
    /// Grounds on which items were ruled harmless in other cases.
    public var cleared: [ItemID: Set<NoticeGround>] = [:]

    public init() {}

    /// Adds an event to the files it belongs to.
    mutating func fold(_ recorded: RecordedEvent) {
        for account in recorded.event.accounts {
            accounts[account, default: AccountFile()].fold(recorded, of: account)
        }
        if let notifier = recorded.event.notifier {
            notifiers[notifier, default: NotifierFile()].fold(recorded, of: notifier)
        }
    }
}

/// What a command leads to.
public struct CaseStep: Hashable, Sendable {
    /// To be stored together, or not at all; `file` holds only when they are.
    public var events: [RecordedEvent]
    public var file: CaseFile
    public init(events: [RecordedEvent], file: CaseFile) {
        self.events = events
        self.file = file
    }

    /// What the adapters must do once the events are stored.
    public var effects: [RequestedEffect] { events.flatMap(\.effects) }
}
