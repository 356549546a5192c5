import Casework
import Desk
import SafetyModel
import Synchronization

/// REPLACE ME with the desk's use cases: keeps notices in memory, unsealed and until the program stops, so that the pages
/// can be used and tested. No person ever looks at what it takes in.
final class DeskNotWired: NoticeDoor, StatementDoor {
    private struct Kept {
        var recovery: CaseCode
        var status: NoticeStatus
    }

    private let kept = Mutex<[CaseCode: Kept]>([:])
    private let clock: Timepiece
    private static let countMax = 1_000

    init(clock: Timepiece) { self.clock = clock }

    func submit(_ draft: NoticeDraft) async throws(DeskError) -> NoticeTicket {
        let now = clock.now()
        let id = NoticeID.mint(at: now)
        let isHidden = draft.ground.hidesAtOnce
        let things = draft.things.map { thing -> NoticeStatus.Thing in
            var link: String?
            if case .link(let text) = thing { link = text }
            return .init(link: link, outcome: isHidden ? .hiding : .waiting, copies: [:])
        }
        let seconds = ClockSettings().graveDecisionSeconds
        let ticket = NoticeTicket(code: .mint(), recovery: .mint())
        let status = NoticeStatus(
            notice: id, ground: draft.ground, language: draft.language, receivedAt: now, things: things,
            steps: [.init(at: now, kind: .received)],
            clocks: [
                LegalClock(name: .decision(id), start: now, due: now.adding(seconds: seconds), isForPerson: true)
            ], answer: [], missing: draft.email.isEmpty && draft.ground != .childAbuse ? [.identity] : [],
            complaintsUntil: nil, complaintAnswer: [], hasOpenComplaint: false, isWithdrawn: false,
            hasEvidence: draft.things.contains { if case .file = $0 { true } else { false } }, isLookedAt: false)
        let hadRoom = kept.withLock { kept in
            guard kept.count < Self.countMax else { return false }
            kept[ticket.code] = Kept(recovery: ticket.recovery, status: status)
            return true
        }
        guard hadRoom else { throw .unavailable }
        return ticket
    }

    func status(_ code: CaseCode) async throws(DeskError) -> NoticeStatus {
        guard let found = kept.withLock({ $0[code]?.status }) else { throw .unknown }
        return found
    }

    func recover(_ recovery: CaseCode) async throws(DeskError) -> NoticeTicket {
        let ticket = NoticeTicket(code: .mint(), recovery: .mint())
        let isKnown = kept.withLock { kept in
            guard let old = kept.first(where: { $0.value.recovery == recovery }) else { return false }
            kept[old.key] = nil
            kept[ticket.code] = Kept(recovery: ticket.recovery, status: old.value.status)
            return true
        }
        guard isKnown else { throw .unknown }
        return ticket
    }

    func add(_ words: String, elements: Set<NoticeElement>, to code: CaseCode) async throws(DeskError) {
        try change(code, .added) { $0.missing.subtract(elements) }
    }

    func withdraw(_ code: CaseCode) async throws(DeskError) { try change(code, .withdrawn) { $0.isWithdrawn = true } }

    func eraseEvidence(_ code: CaseCode) async throws(DeskError) {
        try change(code, .evidenceErased) { $0.hasEvidence = false }
    }

    func complain(_ words: String, about code: CaseCode) async throws(DeskError) { throw .refused(.tooEarly) }

    private func change(
        _ code: CaseCode, _ kind: NoticeStatus.Step.Kind, _ change: (inout NoticeStatus) -> Void
    ) throws(DeskError) {
        let now = clock.now()
        let isKnown = kept.withLock { kept in
            guard var found = kept[code] else { return false }
            change(&found.status)
            found.status.steps.append(.init(at: now, kind: kind))
            kept[code] = found
            return true
        }
        guard isKnown else { throw .unknown }
    }

    func statement(_ secret: String) async throws(DeskError) -> StatementView { throw .unknown }
    func complain(_ words: String, aboutStatement secret: String) async throws(DeskError) { throw .unknown }
    func contest(_ decision: DecisionID, words: String) async throws(DeskError) { throw .unavailable }
}
