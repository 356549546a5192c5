public import AuditTrail
public import PolicyEngine
public import PromptReading
public import SafetyModel

/// Everything screening works with, put together by the executable.
public struct ScreeningParts: Sendable {
    public var reader: PromptReader
    public var policy: Policy
    public var lens: any PictureLens
    public var store: any GateStore
    public var ledger: any Ledger
    public var digester: KeyedDigest
    public var clock: Timepiece
    /// Version of the program, for every decision.
    public var binaryVersion: String
    public var settings: ScreeningSettings
    public var memory: ChainMemory
    public var holds: StandingHolds
    /// Models that the operator has plugged in; nil where there are none.
    public var models: (any PictureModels)?
    let texts = TextMemory()
    /// Hears of what was stopped; nil where nobody does.
    public var watcher: (any GateWatcher)?

    public init(
        reader: PromptReader, policy: Policy, lens: any PictureLens, store: any GateStore, ledger: any Ledger,
        digester: KeyedDigest, clock: Timepiece, binaryVersion: String,
        settings: ScreeningSettings = ScreeningSettings(), memory: ChainMemory = ChainMemory(),
        holds: StandingHolds = StandingHolds(), models: (any PictureModels)? = nil,
        watcher: (any GateWatcher)? = nil
    ) {
        self.reader = reader
        self.policy = policy
        self.lens = lens
        self.store = store
        self.ledger = ledger
        self.digester = digester
        self.clock = clock
        self.binaryVersion = binaryVersion
        self.settings = settings
        self.memory = memory
        self.holds = holds
        self.models = models
        self.watcher = watcher
    }

    /// What judges, as every decision names it.
    public var versions: Versions {
        Versions(binary: binaryVersion, policy: policy.version, model: reader.version)
    }
}

/// What an operator may set; none of it lowers the floor.
public struct ScreeningSettings: Hashable, Sendable {
    /// Adult mode can be switched on for accounts at all. Off by default.
    public var adultModeAvailable: Bool
    /// How long the words of a request are kept, sealed; 0 keeps none.
    public var promptRetentionSeconds: Int64
    /// How long a picture behind a link is kept.
    public var linkSeconds: Int64
    /// How pictures look that policy wants labelled.
    public var label: LabelSettings

    public init(
        adultModeAvailable: Bool = false, promptRetentionSeconds: Int64 = 30 * 24 * 3600, linkSeconds: Int64 = 3600,
        label: LabelSettings = LabelSettings()
    ) {
        self.adultModeAvailable = adultModeAvailable
        self.promptRetentionSeconds = promptRetentionSeconds
        self.linkSeconds = linkSeconds
        self.label = label
    }
}
