import AuditTrail
import Casework
public import SafetyModel
import Screening

extension StaffDesk {
    private static let earlierMax = 20
    private static let itemsMax = 50
    private static let eventsMax = 300

    /// Everything a person needs to decide, except pictures.
    public func caseView(_ id: CaseID, for member: Member) async throws(DeskError) -> CaseView {
        guard let file = await desk.file(id), let entry = await desk.entry(id), member.role.mayRead(file.severity)
        else { throw .unknown }
        if file.severity == .child { try await note("case-read", in: id, member) }
        var words: [SealedID: String] = [:]
        for row in file.sealedRows {
            if row == contactRow(row, file) { continue }
            if let text = try await SealedWords.read(row, in: store) { words[row] = text }
        }
        var links: [ItemID: String] = [:]
        var earlier: [ItemID: [CaseView.EarlierRuling]] = [:]
        for state in file.items.values.prefix(Self.itemsMax) {
            guard let asset = try await assets.asset(state.item.id) else { continue }
            links[state.item.id] = asset.url
            earlier[state.item.id] = try await earlierRulings(near: asset, besides: id)
        }
        var accounts: [AccountID: AccountFile] = [:]
        for account in file.namedAccounts { accounts[account] = await desk.account(account) ?? AccountFile() }
        let closed = try await quarantined(in: file, for: member)
        var view = CaseView(
            file: file, entry: entry, clocks: file.clocks(settings), words: words, links: links,
            shown: try await shown(in: file, for: member).subtracting(closed), quarantined: closed,
            gate: try await gateReasons(file), accounts: accounts,
            earlier: earlier, allowed: allowed(file, member), failures: await outbox.failures(of: id),
            timeline: try await timeline(id))
        for case .phrases(let family) in file.holds.values.map(\.miss.scope) {
            do throws(StoreError) {
                view.families[family] = try await store.document(.phrases, family.text).map {
                    String(decoding: $0.body, as: UTF8.self)
                }
            } catch { throw .unavailable }
        }
        return view
    }

    /// What happened last, in order.
    private func timeline(_ id: CaseID) async throws(DeskError) -> [RecordedEvent] {
        do throws(StoreError) {
            return try await store.caseEvents(of: id, limit: Self.eventsMax).compactMap { EventCoding.event($0.body) }
        } catch { throw .unavailable }
    }

    /// Who sent a notice is not shown: nobody decides by it.
    private func contactRow(_ row: SealedID, _ file: CaseFile) -> SealedID? {
        file.notices.values.lazy.compactMap(\.notice.contact).first { $0 == row }
    }

    private func earlierRulings(
        near asset: Asset, besides id: CaseID
    ) async throws(DeskError) -> [CaseView.EarlierRuling] {
        guard let look = try await assets.look(of: asset) else { return [] }
        var rulings: [CaseView.EarlierRuling] = []
        for found in try await assets.find(BankQuery(look)) {
            guard rulings.count < Self.earlierMax, let home = await desk.home(of: found.asset.id), home != id,
                let other = await desk.file(home), let ruling = other.items[found.asset.id]?.ruling,
                let state = other.rulings[ruling], state.status == .effective
            else { continue }
            rulings.append(
                CaseView.EarlierRuling(
                    caseID: home, item: found.asset.id, reason: state.ruling.form.reason, at: state.at,
                    distance: found.distance ?? 0))
        }
        return rulings
    }

    private func gateReasons(_ file: CaseFile) async throws(DeskError) -> [DecisionID: CaseView.GateReasons] {
        var decisions = Set(file.items.values.compactMap(\.item.releasedBy))
        switch file.origin {
        case .held(let decision), .refusal(let decision, _): decisions.insert(decision)
        default: break
        }
        var reasons: [DecisionID: CaseView.GateReasons] = [:]
        for decision in decisions.sorted(by: { $0.text < $1.text }).prefix(Self.itemsMax) {
            do throws(StoreError) {
                guard let entry = try await store.auditEntries(.decision, about: decision.text, limit: 1).first else {
                    continue
                }
                reasons[decision] = CaseView.GateReasons(
                    decision: decision, outcome: entry.fields["decision"] ?? "",
                    reasons: (entry.fields["reasons"] ?? "").split(separator: " ").map(String.init),
                    coverage: (entry.fields["coverage"] ?? "").split(separator: " ").map(String.init),
                    prompt: try await gate.prompt(of: decision))
            } catch { throw .unavailable }
        }
        return reasons
    }

    /// Commands that the rights table gives this member here. Whether the case takes one is the case's to say.
    private func allowed(_ file: CaseFile, _ member: Member) -> Set<CommandKind> {
        Set(CommandKind.allCases.filter { Rights.roles($0, file.severity).contains(member.role) })
    }
}
