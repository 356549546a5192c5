import ArgumentParser
import Casework
import Desk
import DeskWeb
import SafetyModel
import Screening
import ServiceLifecycle
import StaffAccess
import Storage

/// The desk of a running server, put together from its other parts.
struct DeskParts {
    let assets: AssetDesk
    let notices: NoticeDesk
    let statements: StatementDesk
    let staff: StaffDesk
    let outbox: Outbox
    let roll: StaffRoll

    init(
        _ parts: Parts, _ settings: SettingsReader, locks: QuarantineLocks, publicURL: String
    ) async throws {
        let (store, desk) = (parts.store, parts.desk)
        let provider = try SignInProvider.read(
            settings, client: parts.outreach.client, publicURL: publicURL, random: .system)
        do throws(DeskError) {
            let register = try await AssetRegister.open(store: store, gate: store, digester: store.digester)
            let look = PictureLook(lens: parts.lens, markKeys: parts.markKeys)
            assets = AssetDesk(
                desk: desk, assets: register, look: look, fetcher: parts.outreach.fetcher, ledger: store)
            notices = NoticeDesk(
                desk: desk, assets: register, look: look, ledger: store, digester: store.digester,
                wording: Self.wording, publicURL: publicURL)
            statements = StatementDesk(notices: notices)
            let ports = EffectPorts(
                assets: register, gate: store, ledger: store, review: parts.review, controls: parts.controls,
                holds: parts.holds, look: look, fetcher: parts.outreach.fetcher, locks: locks,
                platform: parts.outreach.platform,
                mailer: parts.outreach.mailer, wording: Self.wording, digester: store.digester, publicURL: publicURL)
            try await ports.restoreHolds(desk)
            outbox = Outbox(desk: desk, ports: ports)
            staff = StaffDesk(
                desk: desk, assets: register, outbox: outbox, lens: parts.lens, fetcher: parts.outreach.fetcher,
                ledger: store, digester: store.digester, look: look, publicURL: publicURL)
            roll = try await StaffRoll.open(
                desk: desk, store: store, ledger: store, digester: store.digester, issuer: "Vangrail",
                random: .system, provider: provider)
        } catch { throw ValidationError("the desk does not open: \(error)") }
    }

    private static let wording = Wording(
        texts: { DeskTexts.messages($0) }, subject: { DeskTexts.mail(.subject, $0) },
        clause: { DeskTexts.clause($0, $1) })

    /// Reads all cases; the gate needs to know them before its first request.
    static func open(_ store: SQLiteStore, clock: Timepiece, _ settings: SettingsReader) async throws -> CaseDesk {
        let casework = try casework(settings)
        do throws(DeskError) {
            return try await CaseDesk.open(
                store: store, ledger: store, clock: clock, digester: store.digester, settings: casework)
        } catch { throw ValidationError("the desk does not open: \(error)") }
    }

    private static func casework(_ settings: SettingsReader) throws -> CaseworkSettings {
        var casework = CaseworkSettings()
        casework.hiding.isOn = try settings.isOn("hide-at-once")
        casework.hiding.perSenderDay = try settings.number("hide-per-sender-day")
        casework.hiding.overallHour = try settings.number("hide-per-hour")
        casework.clocks.decisionSeconds = Int64(try settings.number("decision-hours")) * 3600
        casework.clocks.graveDecisionSeconds = Int64(try settings.number("grave-decision-hours")) * 3600
        casework.settlementBodies = try settings.list("settlement-bodies").map(SettlementBodyID.init(text:))
        casework.sendsToCommission = try settings.isOn("commission-statements")
        if try settings.text("child-abuse-law") == "us" { casework.childAbuseLaw = .unitedStates }
        return casework
    }
}

/// Does what cases ask for, for as long as the server runs.
struct DeskWork: Service {
    let outbox: Outbox

    func run() async throws { await cancelWhenGracefulShutdown { await outbox.run() } }
}
