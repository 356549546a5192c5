public import Casework
public import SafetyModel

/// The desk for staff. Rights are checked here: pages only show what would be allowed.
public protocol StaffDoor: Sendable {
    var settings: CaseworkSettings { get }

    /// Cases that wait for somebody, in the order of work; at most `limit` from `offset`.
    func queue(_ wish: QueueWish, for member: Member, limit: Int, offset: Int) async throws(DeskError) -> QueuePage
    /// Everything a person needs to decide, except pictures. Reading is recorded for child cases.
    func caseView(_ id: CaseID, for member: Member) async throws(DeskError) -> CaseView
    /// Gives a command; the answer is the case as it stands then.
    @discardableResult
    func perform(_ command: CaseCommand, on id: CaseID, by member: Member) async throws(DeskError) -> CaseFile
    /// Takes in an order that an authority sent; answers with its case.
    func enterOrder(_ draft: OrderDraft, by member: Member) async throws(DeskError) -> CaseID
    /// Somebody has told an authority, a coordinator or the Commission what the effect asks for (`Effect.isForPerson`).
    @discardableResult
    func handedOver(_ effect: EffectID, in id: CaseID, by member: Member) async throws(DeskError) -> CaseFile
    /// Keeps words sealed, for a note, a ruling or a report, and gives back the row's number.
    func seal(_ words: String, in id: CaseID, by member: Member) async throws(DeskError) -> SealedID
    /// Names a family of requests by the words that all of them hold, two to twelve; the same words are one family.
    func phraseFamily(_ words: String, in id: CaseID, by member: Member) async throws(DeskError) -> PhraseFamilyID
    /// A picture of an item, drawn by the lens; every call is an exposure and is counted.
    func picture(_ item: ItemID, in id: CaseID, as view: PictureView, for member: Member)
        async throws(DeskError) -> Picture
    /// Opens a picture in quarantine for the member, for some minutes, with the keys of both groups; false where they do
    /// not open it.
    func openQuarantine(_ item: ItemID, in id: CaseID, reviewers: String, leads: String, for member: Member)
        async throws(DeskError) -> Bool
    /// Cases by the number of a case, notice, decision, item, statement or complaint, or an account's name.
    func search(_ words: String, for member: Member) async throws(DeskError) -> [QueueEntry]
    /// What is known of an account over all cases.
    func account(_ id: AccountID, for member: Member) async throws(DeskError) -> AccountView
    /// How many pictures the member saw, and whether it is time for a break.
    func exposure(of member: Member) async throws(DeskError) -> Exposure
    /// What came in and was decided by hour of the week, and how many people are needed to keep the clocks.
    func forecast(for member: Member) async throws(DeskError) -> WorkForecast
    /// Numbers of cases that changed, as they change, until the listener lets go.
    func changes() -> AsyncStream<CaseID>
}

/// A signed-in member of staff, in one of their roles.
public struct Member: Hashable, Sendable {
    public var id: StaffID
    public var role: Role
    public init(id: StaffID, role: Role) {
        self.id = id
        self.role = role
    }
}

/// Which part of the queue somebody wants to see.
public struct QueueWish: Hashable, Sendable {
    /// One desk; nil for all.
    public var route: QueueEntry.Route?
    /// Only what the member may take.
    public var isMineToTake = true
    public init(route: QueueEntry.Route? = nil, isMineToTake: Bool = true) {
        self.route = route
        self.isMineToTake = isMineToTake
    }
}

/// A page of the queue.
public struct QueuePage: Sendable {
    public var entries: [QueueEntry]
    /// All that meet the wish.
    public var total: Int
    /// All that wait, by desk.
    public var waiting: [QueueEntry.Route: Int]
    public var overdue: Int
    public init(entries: [QueueEntry], total: Int, waiting: [QueueEntry.Route: Int], overdue: Int) {
        self.entries = entries
        self.total = total
        self.waiting = waiting
        self.overdue = overdue
    }
}

/// A case on one screen.
public struct CaseView: Sendable {
    /// Why the gate decided as it did about an item.
    public struct GateReasons: Hashable, Sendable {
        public var decision: DecisionID
        public var outcome: String
        /// Category and rule of each reason.
        public var reasons: [String]
        /// Signals, reader by reader, and what was not read.
        public var coverage: [String]
        /// The words of the request while they are kept.
        public var prompt: String?
        public init(decision: DecisionID, outcome: String, reasons: [String], coverage: [String], prompt: String?) {
            self.decision = decision
            self.outcome = outcome
            self.reasons = reasons
            self.coverage = coverage
            self.prompt = prompt
        }
    }

    /// An earlier ruling on a picture that is nearly the same.
    public struct EarlierRuling: Hashable, Sendable {
        public var caseID: CaseID
        public var item: ItemID
        public var reason: RulingReason
        public var at: Moment
        /// Bits that differ, 0 to 31.
        public var distance: Int
        public init(caseID: CaseID, item: ItemID, reason: RulingReason, at: Moment, distance: Int) {
            self.caseID = caseID
            self.item = item
            self.reason = reason
            self.at = at
            self.distance = distance
        }
    }

    public var file: CaseFile
    public var entry: QueueEntry
    public var clocks: [LegalClock]
    /// Sealed words that are still kept, by their rows.
    public var words: [SealedID: String]
    /// Where items stand on the platform.
    public var links: [ItemID: String]
    /// Items whose picture can be shown.
    public var shown: Set<ItemID>
    /// Items whose picture lies in quarantine, closed to this member.
    public var quarantined: Set<ItemID>
    public var gate: [DecisionID: GateReasons]
    public var accounts: [AccountID: AccountFile]
    public var earlier: [ItemID: [EarlierRuling]]
    /// The commands that this member may give now.
    public var allowed: Set<CommandKind>
    /// Work for machines that has not succeeded, in words for staff.
    public var failures: [String]
    /// The words of families of phrases that are on hold.
    public var families: [PhraseFamilyID: String] = [:]
    /// Everything that happened, in order.
    public var timeline: [RecordedEvent]

    public init(
        file: CaseFile, entry: QueueEntry, clocks: [LegalClock], words: [SealedID: String], links: [ItemID: String],
        shown: Set<ItemID>, quarantined: Set<ItemID> = [], gate: [DecisionID: GateReasons],
        accounts: [AccountID: AccountFile],
        earlier: [ItemID: [EarlierRuling]], allowed: Set<CommandKind>, failures: [String],
        timeline: [RecordedEvent] = []
    ) {
        self.file = file
        self.entry = entry
        self.clocks = clocks
        self.words = words
        self.links = links
        self.shown = shown
        self.quarantined = quarantined
        self.gate = gate
        self.accounts = accounts
        self.earlier = earlier
        self.allowed = allowed
        self.failures = failures
        self.timeline = timeline
    }
}

/// An account as all cases together know it.
public struct AccountView: Sendable {
    public var id: AccountID
    public var file: AccountFile
    /// The cases that name it and that the member may read, newest first.
    public var cases: [QueueEntry]
    public init(id: AccountID, file: AccountFile, cases: [QueueEntry]) {
        self.id = id
        self.file = file
        self.cases = cases
    }
}

/// How a picture is shown, the mildest first.
public enum PictureView: String, CaseIterable, Hashable, Sendable {
    /// Edges only, 320 pixels.
    case outline
    /// Small, grey and blurred.
    case grey
    /// As it is, at most 1,024 pixels.
    case full
}

/// What a member has seen today.
public struct Exposure: Hashable, Sendable {
    public var today: Int
    public var lastHour: Int
    /// A break is advised: too many pictures in the hour.
    public var wantsBreak: Bool
    public init(today: Int, lastHour: Int, wantsBreak: Bool) {
        self.today = today
        self.lastHour = lastHour
        self.wantsBreak = wantsBreak
    }
}

/// Work that is to be expected.
public struct WorkForecast: Hashable, Sendable {
    /// Cases opened a day, over the last four weeks.
    public var openedPerDay: Double
    /// Rulings of one person in an hour of work.
    public var ruledPerHour: Double
    public var waiting: Int
    public var dueToday: Int
    /// Hours of work that are owed within a day.
    public var hoursOwed: Double
    public init(openedPerDay: Double, ruledPerHour: Double, waiting: Int, dueToday: Int, hoursOwed: Double) {
        self.openedPerDay = openedPerDay
        self.ruledPerHour = ruledPerHour
        self.waiting = waiting
        self.dueToday = dueToday
        self.hoursOwed = hoursOwed
    }
}
