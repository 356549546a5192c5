public import Desk
public import SafetyModel
public import Screening

/// What the pages call, put together by the executable.
public struct DeskServices: Sendable {
    public var gate: any Gating
    public var protection: PictureProtection
    /// The door against registrations of protected pictures.
    public var disputes: any DisputeDoor
    public var check: PictureCheck
    /// Fetches what strangers paste a link of: pictures of the public internet only.
    public var fetcher: any PictureFetcher
    /// The door for notices, and the door for those whom a decision restricts.
    public var notices: any NoticeDoor
    public var statements: any StatementDoor
    /// What `/terms` says.
    public var terms: TermsValues
    /// True for the admin password. Attempts are throttled by address before it is called.
    public var isAdminPassword: @Sendable (String) async -> Bool
    /// Where a person complains about a decision (`GatewaySettings.complainAddress`).
    public var complainAddress: @Sendable (String) -> String
    /// The desk for staff, and who works there.
    public var staff: any StaffDoor
    public var register: any StaffRegister
    /// What administrators look after at the desk besides people.
    public var controls: Controls
    public var banks: BankKeeping
    public var policy: PolicyText
    public var clock: Timepiece

    public init(
        gate: any Gating, protection: PictureProtection, disputes: any DisputeDoor, check: PictureCheck,
        fetcher: any PictureFetcher, notices: any NoticeDoor,
        statements: any StatementDoor, terms: TermsValues,
        isAdminPassword: @escaping @Sendable (String) async -> Bool,
        complainAddress: @escaping @Sendable (String) -> String, staff: any StaffDoor, register: any StaffRegister,
        controls: Controls, banks: BankKeeping, policy: PolicyText, clock: Timepiece
    ) {
        self.gate = gate
        self.protection = protection
        self.disputes = disputes
        self.check = check
        self.fetcher = fetcher
        self.notices = notices
        self.statements = statements
        self.terms = terms
        self.isAdminPassword = isAdminPassword
        self.complainAddress = complainAddress
        self.staff = staff
        self.register = register
        self.controls = controls
        self.banks = banks
        self.policy = policy
        self.clock = clock
    }
}
