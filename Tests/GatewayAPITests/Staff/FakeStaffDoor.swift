import Casework
import Desk
import Foundation
import SafetyModel
import Synchronization

/// The desk as the pages need it: the real state machine in a docket, everything else in memory.
final class FakeStaffDoor: StaffDoor {
    struct State {
        var docket = Docket()
        var timeline: [CaseID: [RecordedEvent]] = [:]
        var words: [SealedID: String] = [:]
        var looks: [(item: ItemID, view: PictureView, by: Member)] = []
        var given: [CaseCommand] = []
        var listeners: [AsyncStream<CaseID>.Continuation] = []
        var now = Moment(milliseconds: 1_780_000_000_000)
        var isDown = false
    }

    let state = Mutex(State())
    var settings: CaseworkSettings { CaseworkSettings() }

    func queue(_ wish: QueueWish, for member: Member, limit: Int, offset: Int) async throws(DeskError) -> QueuePage {
        try up()
        return state.withLock { state in
            let all = state.docket.queue(at: state.now).filter { Self.mayRead($0.severity, member) }
            let wished = all.filter { entry in
                (wish.route == nil || entry.route == wish.route)
                    && (!wish.isMineToTake || entry.isOpen(to: member.id, member.role, at: state.now))
            }
            return QueuePage(
                entries: Array(wished.dropFirst(offset).prefix(limit)), total: wished.count,
                waiting: Dictionary(grouping: all, by: \.route).mapValues(\.count),
                overdue: all.count { ($0.due ?? state.now) < state.now })
        }
    }

    func caseView(_ id: CaseID, for member: Member) async throws(DeskError) -> CaseView {
        try up()
        let view: CaseView? = state.withLock { state in
            guard let file = state.docket.cases[id], Self.mayRead(file.severity, member) else { return nil }
            let mayLook = Rights.roles(.rule, file.severity).contains(member.role)
            let accounts = Set(file.items.values.compactMap { $0.item.owner?.account })
            let first = file.items.keys.min { $0.text < $1.text }
            return CaseView(
                file: file, entry: QueueEntry(file, state.docket.settings),
                clocks: file.clocks(state.docket.settings), words: state.words,
                links: Dictionary(
                    uniqueKeysWithValues: file.items.keys.map {
                        ($0, "https://platform.example/p/\($0.text)?a=1&b=<2>")
                    }),
                shown: mayLook ? Set(file.items.keys) : [], gate: Self.gate(file),
                accounts: Dictionary(
                    uniqueKeysWithValues: accounts.map { ($0, state.docket.accounts[$0] ?? AccountFile()) }),
                earlier: first.map {
                    [
                        $0: [
                            CaseView.EarlierRuling(
                                caseID: CaseID(text: "case_earlier"), item: $0, reason: .undressed,
                                at: file.openedAt, distance: 7)
                        ]
                    ]
                } ?? [:],
                allowed: Set(CommandKind.allCases.filter { Rights.roles($0, file.severity).contains(member.role) }),
                failures: file.notices.values.contains { !$0.notice.regimes.isEmpty } == false
                    ? [] : ["The platform has not confirmed 1 change."],
                timeline: state.timeline[id] ?? [])
        }
        guard let view else { throw .unknown }
        return view
    }

    func enterOrder(_ draft: OrderDraft, by member: Member) async throws(DeskError) -> CaseID {
        guard !draft.links.contains("https://bad.example/ x") else { throw .invalid(.link) }
        let id = CaseID(text: "case_entered")
        let order = Order(
            id: OrderID(text: "ord_entered"), kind: draft.kind, authority: draft.authority, elements: draft.elements,
            accounts: draft.accounts, territory: draft.territory)
        let opened: Result<CaseID, DeskError> = state.withLock { state in
            do throws(CaseworkError) {
                _ = try state.docket.perform(
                    .receiveOrder(order, items: []), on: id, by: .staff(member.id, member.role), at: state.now)
                return .success(id)
            } catch { return .failure(.refused(error)) }
        }
        return try opened.get()
    }

    func phraseFamily(_ words: String, in id: CaseID, by member: Member) async throws(DeskError) -> PhraseFamilyID {
        guard words.contains(" ") else { throw .invalid(.words) }
        return PhraseFamilyID(text: words.replacing(" ", with: "-"))
    }

    func handedOver(_ effect: EffectID, in id: CaseID, by member: Member) async throws(DeskError) -> CaseFile {
        guard [.reviewer, .childSafety, .lead].contains(member.role) else { throw .refused(.notAllowed(.acknowledge)) }
        guard file(id.text)?.outstanding[effect]?.isForPerson == true else { throw .refused(.alreadyDone) }
        let done: Result<CaseFile, DeskError> = state.withLock { state in
            do throws(CaseworkError) {
                return .success(
                    try state.docket.perform(.acknowledge(effect), on: id, by: .machine, at: state.now).file)
            } catch { return .failure(.refused(error)) }
        }
        return try done.get()
    }

    func perform(_ command: CaseCommand, on id: CaseID, by member: Member) async throws(DeskError) -> CaseFile {
        try up()
        let result: Result<CaseFile, DeskError> = state.withLock { state in
            guard let file = state.docket.cases[id], Self.mayRead(file.severity, member) else {
                return .failure(.unknown)
            }
            do throws(CaseworkError) {
                let step = try state.docket.perform(
                    command, on: id, by: .staff(member.id, member.role), at: state.now)
                state.timeline[id, default: []] += step.events
                state.given.append(command)
                for listener in state.listeners { listener.yield(id) }
                return .success(step.file)
            } catch { return .failure(.refused(error)) }
        }
        return try result.get()
    }

    func seal(_ words: String, in id: CaseID, by member: Member) async throws(DeskError) -> SealedID {
        try up()
        return state.withLock { state in
            let row = SealedID(text: "sld_\(state.words.count)")
            state.words[row] = words
            return row
        }
    }

    func openQuarantine(_ item: ItemID, in id: CaseID, reviewers: String, leads: String, for member: Member)
        async throws(DeskError) -> Bool
    {
        let view = try await caseView(id, for: member)
        guard view.shown.contains(item) else { throw .unknown }
        return reviewers == "key-of-reviewers" && leads == "key-of-leads"
    }

    func picture(_ item: ItemID, in id: CaseID, as view: PictureView, for member: Member)
        async throws(DeskError) -> Picture
    {
        let shown = try await caseView(id, for: member)
        guard shown.file.items[item] != nil else { throw .unknown }
        guard shown.shown.contains(item) else { throw .refused(.notAllowed(.rule)) }
        state.withLock { $0.looks.append((item, view, member)) }
        return Picture(bytes: Self.drawing)
    }

    func search(_ words: String, for member: Member) async throws(DeskError) -> [QueueEntry] {
        try up()
        return state.withLock { state in
            state.docket.cases.values.filter { file in
                Self.mayRead(file.severity, member)
                    && (file.id.text == words || file.items.keys.contains { $0.text == words }
                        || file.items.values.contains { $0.item.owner?.account.text == words })
            }.map { QueueEntry($0, state.docket.settings) }
        }
    }

    func account(_ id: AccountID, for member: Member) async throws(DeskError) -> AccountView {
        let cases = try await search(id.text, for: member)
        let file = state.withLock { $0.docket.accounts[id] }
        guard let file = file ?? (cases.isEmpty ? nil : AccountFile()) else { throw .unknown }
        return AccountView(id: id, file: file, cases: cases)
    }

    func exposure(of member: Member) async throws(DeskError) -> Exposure {
        try up()
        let count = state.withLock { $0.looks.count { $0.by.id == member.id } }
        return Exposure(today: count, lastHour: count, wantsBreak: count >= 40)
    }

    func forecast(for member: Member) async throws(DeskError) -> WorkForecast {
        try up()
        return WorkForecast(openedPerDay: 41.25, ruledPerHour: 17.5, waiting: 53, dueToday: 12, hoursOwed: 7.04)
    }

    func changes() -> AsyncStream<CaseID> {
        let (stream, continuation) = AsyncStream.makeStream(of: CaseID.self)
        state.withLock { $0.listeners.append(continuation) }
        return stream
    }

    private func up() throws(DeskError) { if state.withLock({ $0.isDown }) { throw .unavailable } }

    /// Cases about children are open to those who are trained for them, and to auditors.
    private static func mayRead(_ severity: Severity, _ member: Member) -> Bool {
        severity < .child || [.childSafety, .lead, .auditor].contains(member.role)
    }

    private static func gate(_ file: CaseFile) -> [DecisionID: CaseView.GateReasons] {
        Dictionary(
            uniqueKeysWithValues: Set(file.items.values.compactMap(\.item.releasedBy)).map { decision in
                (
                    decision,
                    CaseView.GateReasons(
                        decision: decision, outcome: "allow", reasons: ["nothing found"],
                        coverage: ["prompt: read", "output faces: read", "exposure: not read"],
                        prompt: "put <script>alert(1)</script> the woman on a beach")
                )
            })
    }

    /// A circle above a curve, 96 × 72.
    static let drawing = Array(
        Data(
            base64Encoded: """
                iVBORw0KGgoAAAANSUhEUgAAAGAAAABICAAAAAAsDK+/AAAA9UlEQVR42u2YUQ6DMAxDfbDc/zg7w/4mBGmbYnubRPrBB8R+CoQ2\
                LV7mgQY0oAEPBESEDRDHoQfEeWgBZ8s6AmX/9a37gNyrRgBROSUCmMqsEEBVfoEA7s9aEwoA5vEaEEtAsAAyAOzctooAmcAypAEk\
                IEqAeDKgq+gvAOa5yD6b+tcD+4rmX5PtXYW/L/J3dv7e1N9d+/cH/h2OGXDw/FyrEGy//s0Pge3y2QwApS4EQbGpn0VCcmgwiYXo\
                TGIYD9GZx1CBu81EVQSZ/0AGnX8uhNA/lULpn4nB189cDWkCiRzSBBI9tAlcDb4NoP0vFg34PeANzG0PBTzpEVwAAAAASUVORK5C\
                YII=
                """) ?? Data())
}
