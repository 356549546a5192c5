public import SafetyModel

extension CaseFile {
    public var isOpened: Bool { sequence > 0 }

    /// What the case waits for.
    public enum Stage: String, CaseIterable, Hashable, Sendable, Codable {
        /// A person has to look: an item, an order, a report or a pause is undecided.
        case waiting
        /// A second person has to agree.
        case secondPerson = "second-person"
        /// A complaint is undecided.
        case complaint
        /// Decided; windows run.
        case decided
    }

    /// What the case waits for, the most pressing first.
    public var stage: Stage {
        if proposals.values.contains(where: \.isOpen) { return .secondPerson }
        if waitsForLook { return .waiting }
        return complaints.values.contains(where: \.isOpen) ? .complaint : .decided
    }

    private var waitsForLook: Bool {
        if items.values.contains(where: { $0.ruling == nil && $0.order == nil && $0.erasedAt == nil }) {
            return true
        }
        if let order, order.effect == nil { return true }
        if measures.values.contains(where: { $0.measure.basis == .machinePause && !$0.isSeen }) { return true }
        if accountReturn != nil && rulings.isEmpty { return true }
        if dangerAt != nil && reports.values.allSatisfy({ $0.report.kind != .danger }) { return true }
        return reports.values.contains { $0.report.kind == .danger && $0.reviewedBy == nil }
    }

    /// The claim, if it keeps others out at that moment.
    public func standingClaim(at moment: Moment) -> Claim? { claim.flatMap { $0.holds(at: moment) ? $0 : nil } }

    /// Items with their states in the order of their identifiers, so that every walk over them is the same.
    var sortedItems: [ItemState] { items.values.sorted { $0.item.id.text < $1.item.id.text } }

    /// The grounds of the notices that name an item or what it is a copy of.
    func grounds(of item: ItemState) -> Set<NoticeGround> {
        let names = [item.item.id, item.item.relation.isCopy ? item.item.relation.origin : nil].compactMap { $0 }
        return Set(notices.values.filter { !Set($0.notice.items).isDisjoint(with: names) }.map(\.notice.ground))
    }

    /// Notices that name the item, earliest first.
    func notices(naming item: ItemID) -> [NoticeState] {
        notices.values.filter { $0.notice.items.contains(item) }
            .sorted { ($0.at, $0.notice.id.text) < ($1.at, $1.notice.id.text) }
    }

    /// The end of the complaint window of a statement; nil while the addressee was not told, so the window is open.
    func windowEnd(_ statement: StatementState, _ settings: CaseworkSettings) -> Moment? {
        statement.sentAt.map {
            max($0.adding(seconds: settings.clocks.complaintSeconds), statement.statement.complaintsUntil)
        }
    }

    /// The end of the complaint window of a notice's answer; nil while it is open without end.
    func windowEnd(_ notice: NoticeState, _ settings: CaseworkSettings) -> Moment? {
        guard let answer = notice.answer, let answeredAt = notice.answeredAt else { return nil }
        guard answer.isReachable else { return answeredAt.adding(seconds: settings.clocks.complaintSeconds) }
        return notice.toldAt.map { max($0.adding(seconds: settings.clocks.complaintSeconds), answer.complaintsUntil) }
    }

    /// When every window that concerns a ruling's items is over; nil while one is open without end.
    func windowsEnd(of item: ItemID, _ settings: CaseworkSettings) -> Moment? {
        guard let state = items[item] else { return nil }
        var end = (state.quarantinedAt ?? state.addedAt).adding(seconds: settings.clocks.complaintSeconds)
        for statement in statements.values where statement.statement.items.contains(item) {
            guard let own = windowEnd(statement, settings) else { return nil }
            end = max(end, own)
        }
        for notice in notices(naming: item) {
            guard let own = windowEnd(notice, settings) else { return nil }
            end = max(end, own)
        }
        return end
    }

    /// True while a complaint about a restriction or notice of the item is undecided.
    func hasOpenComplaint(about item: ItemID) -> Bool {
        complaints.values.contains { state in
            guard state.isOpen else { return false }
            switch state.complaint.target {
            case .statement(let id): return statements[id]?.statement.items.contains(item) ?? false
            case .notice(let id): return notices[id]?.notice.items.contains(item) ?? false
            case .refusal: return false
            }
        }
    }

    /// The order whose preservation keeps an item of this case, among those that stand.
    func preservation(of item: Item, among standing: [Preservation], at moment: Moment) -> Preservation? {
        (standing + [preservation].compactMap { $0 }).first { $0.covers(item, of: id, at: moment) }
    }
}
