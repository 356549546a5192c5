import AuditTrail
import Casework
import Desk
import PolicyEngine
import PromptReading
import SafetyModel
import Screening
import StaffAccess
import Storage
import Synchronization
import TestSupport
import Testing

/// A desk over a store in memory, with a platform and a mailbox that note what they are told.
final class DeskBench: Sendable {
    static let start = Moment(milliseconds: 1_800_000_000_000)

    let store: MemoryStore
    let lens = PretendLens()
    let platform = PretendPlatform()
    let mailbox = PretendMailer()
    let web = PretendWeb()
    let holds = StandingHolds()
    let desk: CaseDesk
    let assets: AssetRegister
    let assetDesk: AssetDesk
    let notices: NoticeDesk
    let statements: StatementDesk
    let outbox: Outbox
    let staff: StaffDesk
    let ports: EffectPorts

    let reviewersKey = QuarantineKey(random: RandomSource { [UInt8](repeating: 1, count: $0) })
    let leadsKey = QuarantineKey(random: RandomSource { [UInt8](repeating: 2, count: $0) })

    init(store: MemoryStore = MemoryStore(), settings: CaseworkSettings = CaseworkSettings()) async throws {
        self.store = store
        let box = SharedTime(Self.start)
        let clock = Timepiece { box.now }
        sharedTime = box
        desk = try await CaseDesk.open(
            store: store, ledger: store, clock: clock, digester: store.digester, settings: settings)
        assets = try await AssetRegister.open(store: store, gate: store, digester: store.digester)
        let look = PictureLook(lens: lens, markKeys: [])
        assetDesk = AssetDesk(desk: desk, assets: assets, look: look, fetcher: web, ledger: store)
        notices = NoticeDesk(
            desk: desk, assets: assets, look: look, ledger: store, digester: store.digester, wording: .english,
            publicURL: "https://desk.test")
        statements = StatementDesk(notices: notices)
        ports = EffectPorts(
            assets: assets, gate: store, ledger: store,
            review: CaseReview(store: store, ledger: store, clock: clock, digester: store.digester),
            controls: Controls(store: store, ledger: store, clock: clock, digester: store.digester), holds: holds,
            look: look, fetcher: web,
            locks: try #require(QuarantineLocks(reviewers: reviewersKey.lock, leads: leadsKey.lock)),
            platform: platform, mailer: mailbox, wording: .english,
            digester: store.digester, publicURL: "https://desk.test")
        outbox = Outbox(desk: desk, ports: ports)
        staff = StaffDesk(
            desk: desk, assets: assets, outbox: outbox, lens: lens, fetcher: web, ledger: store,
            digester: store.digester, look: look, publicURL: "https://desk.test")
    }

    private let sharedTime: SharedTime

    func pass(seconds: Int64) { sharedTime.pass(seconds) }
    var now: Moment { sharedTime.now }

    // MARK: - People

    static let ann = Member(id: StaffID(text: "ann"), role: .lead)
    static let bob = Member(id: StaffID(text: "bob"), role: .childSafety)
    static let cas = Member(id: StaffID(text: "cas"), role: .reviewer)
    static let eve = Member(id: StaffID(text: "eve"), role: .auditor)

    // MARK: - The platform's pictures

    /// An output that the gate released and the platform posted.
    func post(_ name: String, byte: UInt8 = 200, account: String = "maker") async throws {
        let decision = DecisionID.mint(at: now)
        let read = try await lens.read(Picture(bytes: [byte]), as: .output)
        try await store.commit([
            .registerOutput(
                OutputRecord(
                    id: OutputID.mint(at: now), decision: decision, account: AccountID(text: account),
                    fingerprint: read.fingerprint, signature: read.signature, sha256: "\(name)", source: nil,
                    released: true, at: now)),
            .audit(
                AuditEntry(
                    kind: .decision, subject: decision.text, at: now,
                    fields: [
                        "decision": "allow", "operation": "edit", "request": "digest-\(name)",
                        "coverage": "lens=read:1,failed:0,absent:0",
                    ])),
        ])
        var asset = Asset(id: ItemID(text: name), postedAt: now, isHosted: true)
        asset.url = "https://platform.test/\(name)"
        asset.decision = decision
        try await assetDesk.register(asset)
    }

    /// A notice that the picture at a link is an intimate one.
    func draft(_ names: [String], ground: NoticeGround = .intimateImage) -> NoticeDraft {
        var draft = NoticeDraft(
            things: names.map { .link("https://platform.test/\($0)") }, ground: ground, sender: .subject,
            language: "nl")
        draft.explanation = "this is me and I did not agree"
        draft.isBonaFide = true
        return draft
    }

    /// Sends a notice in.
    @discardableResult
    func report(_ draft: NoticeDraft) async throws -> NoticeTicket { try await notices.submit(draft) }

    /// The only case, or the one that holds an item.
    func home(of item: String) async throws -> CaseID {
        let id = try await staff.search(item, for: Self.ann).first?.caseID
        guard let id else { throw Missing() }
        return id
    }

    struct Missing: Error {}

    /// How many cases wait for a lead.
    func staffQueue() async -> Int {
        (try? await staff.queue(QueueWish(), for: Self.ann, limit: 9, offset: 0).total) ?? -1
    }

    func staffCases() async -> [CaseID] {
        let page = try? await staff.queue(QueueWish(isMineToTake: false), for: Self.ann, limit: 99, offset: 0)
        return page?.entries.map(\.caseID) ?? []
    }

    /// Claims and rules.
    @discardableResult
    func rule(_ form: RulingForm, on id: CaseID, by member: Member) async throws -> CaseFile {
        try await staff.perform(.claim, on: id, by: member)
        let file = try await staff.perform(.rule(form), on: id, by: member)
        await outbox.runOnce()
        return file
    }
}

/// A clock that tests move.
final class SharedTime: Sendable {
    private let moment: Mutex<Moment>
    init(_ moment: Moment) { self.moment = Mutex(moment) }
    var now: Moment { moment.withLock { $0 } }
    func pass(_ seconds: Int64) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// A platform that notes what it is told and answers as the test says.
final class PretendPlatform: PlatformMessenger {
    private let state = Mutex((told: [PlatformMessage](), answer: MessageOutcome.acknowledged))

    func tell(_ message: PlatformMessage) async -> MessageOutcome {
        state.withLock {
            $0.told.append(message)
            return $0.answer
        }
    }

    func answer(_ outcome: MessageOutcome) { state.withLock { $0.answer = outcome } }
    var told: [PlatformMessage] { state.withLock { $0.told } }
    /// Kind and asset or account, in order.
    var words: [String] {
        told.map { "\($0.kind.rawValue) \($0.asset?.text ?? $0.account?.text ?? "")" }
    }
}

final class PretendMailer: Mailer {
    private let sent = Mutex<[Letter]>([])
    private let isStuck = Mutex(false)
    private let outcome = Mutex(MessageOutcome.acknowledged)

    /// From now on no letter comes to an end before its sender gives up.
    func hang() { isStuck.withLock { $0 = true } }

    func answer(_ outcome: MessageOutcome) { self.outcome.withLock { $0 = outcome } }

    func send(_ letter: Letter) async -> MessageOutcome {
        sent.withLock { $0.append(letter) }
        if isStuck.withLock({ $0 }) { try? await Task.sleep(for: .seconds(3600)) }
        return outcome.withLock { $0 }
    }
    var letters: [Letter] { sent.withLock { $0 } }
}

/// Pages of the web: the last part of a path of the form `…/byte-200` is a picture of that byte.
final class PretendWeb: PictureFetcher {
    private let fetched = Mutex<[String]>([])
    func fetch(_ url: String) async throws(FetchError) -> Picture {
        fetched.withLock { $0.append(url) }
        guard let byte = url.split(separator: "-").last.flatMap({ UInt8($0) }) else { throw .notFound }
        return Picture(bytes: [byte])
    }
    var addresses: [String] { fetched.withLock { $0 } }
}
