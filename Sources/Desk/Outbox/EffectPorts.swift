public import AuditTrail
import Casework
import SafetyModel
public import Screening
public import StaffAccess

/// What effects reach outside their cases: tell the platform and people, change banks, accounts and holds, search, erase.
public struct EffectPorts: Sendable {
    let assets: AssetRegister
    let gate: any GateStore
    let ledger: any Ledger
    let review: CaseReview
    let controls: Controls
    let holds: StandingHolds
    let look: PictureLook
    let fetcher: any PictureFetcher
    let locks: QuarantineLocks
    let platform: any PlatformMessenger
    let mailer: any Mailer
    let wording: Wording
    let digester: KeyedDigest
    let publicURL: String
    /// How machines sign what they do, where a person's name is asked for.
    static let machineName = "desk"

    var store: any DeskStore { assets.store }

    public init(
        assets: AssetRegister, gate: any GateStore, ledger: any Ledger, review: CaseReview, controls: Controls,
        holds: StandingHolds, look: PictureLook, fetcher: any PictureFetcher, locks: QuarantineLocks,
        platform: any PlatformMessenger, mailer: any Mailer,
        wording: Wording, digester: KeyedDigest, publicURL: String
    ) {
        self.assets = assets
        self.gate = gate
        self.ledger = ledger
        self.review = review
        self.controls = controls
        self.holds = holds
        self.look = look
        self.fetcher = fetcher
        self.locks = locks
        self.platform = platform
        self.mailer = mailer
        self.wording = wording
        self.digester = digester
        self.publicURL = publicURL
    }

    /// Carries one effect out; failing is no harm, it is tried again.
    func carryOut(_ effect: Effect, _ entry: Outbox.Entry, _ desk: CaseDesk) async -> Outbox.Outcome {
        guard let file = await desk.file(entry.caseID) else { return .done }
        let work = EffectWork(ports: self, file: file, entry: entry, desk: desk)
        do throws(DeskError) { return try await work.carryOut(effect) } catch {
            return .later(Self.words(error))
        }
    }

    private static func words(_ error: DeskError) -> String {
        switch error {
        case .unavailable: "the store is not available"
        case .unknown: "something it needs is gone"
        case .refused(let why): "the case says no: \(why.code)"
        case .lastAdministrator: "nobody could administer the desk any more"
        case .invalid(let field): "not valid: \(field.rawValue)"
        }
    }
}
