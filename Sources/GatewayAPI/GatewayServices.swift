public import Desk
public import SafetyModel
public import Screening

/// What the routes call: use cases and ports, put together by the executable.
public struct GatewayServices: Sendable {
    public var gate: any Gating
    /// Judges without ever making a picture; the only thing behind `/v1/vangrail/decisions`.
    public var decider: any Deciding
    public var review: CaseReview
    public var controls: Controls
    public var banks: BankKeeping
    public var store: any GateStore
    public var fetcher: any PictureFetcher
    public var assets: any AssetDoor
    public var notices: any NoticeDoor
    public var register: any StaffRegister
    /// 32 bytes that sign addresses of pictures.
    public var linkKey: [UInt8]
    public var clock: Timepiece
    /// What must answer before the program is ready, by name; the store is always asked.
    public var readiness: [ReadinessCheck]
    public var versionText: String

    public init(
        gate: any Gating, decider: any Deciding, review: CaseReview, controls: Controls, banks: BankKeeping,
        store: any GateStore, fetcher: any PictureFetcher, assets: any AssetDoor,
        notices: any NoticeDoor, register: any StaffRegister, linkKey: [UInt8], clock: Timepiece,
        readiness: [ReadinessCheck] = [], versionText: String
    ) {
        self.gate = gate
        self.decider = decider
        self.review = review
        self.controls = controls
        self.banks = banks
        self.store = store
        self.fetcher = fetcher
        self.assets = assets
        self.notices = notices
        self.register = register
        self.linkKey = linkKey
        self.clock = clock
        self.readiness = readiness
        self.versionText = versionText
    }
}

/// Something that must answer before the program is ready.
public struct ReadinessCheck: Sendable {
    public var name: String
    public var isReady: @Sendable () async -> Bool

    public init(name: String, isReady: @escaping @Sendable () async -> Bool) {
        self.name = name
        self.isReady = isReady
    }
}
