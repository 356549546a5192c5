import Casework
import Desk
import SafetyModel
import Synchronization

/// A register of assets in memory; `missing` as decision is one that nobody knows.
final class FakeAssetDoor: AssetDoor {
    private let assets = Mutex<[ItemID: Asset]>([:])

    func register(_ asset: Asset) async throws(DeskError) {
        if asset.decision?.text == "missing" { throw .unknown }
        assets.withLock { $0[asset.id] = asset }
    }

    func asset(_ id: ItemID) async throws(DeskError) -> Asset? { assets.withLock { $0[id] } }
}

/// A door for notices that keeps the last draft and knows one code.
final class FakeNoticeDoor: NoticeDoor {
    static let ticket = NoticeTicket(code: .mint(), recovery: .mint())
    private let drafts = Mutex<[NoticeDraft]>([])

    var last: NoticeDraft? { drafts.withLock { $0.last } }

    func submit(_ draft: NoticeDraft) async throws(DeskError) -> NoticeTicket {
        if draft.ground == .childAbuse, draft.things.contains(where: { if case .file = $0 { true } else { false } }) {
            throw .invalid(.fileForbidden)
        }
        drafts.withLock { $0.append(draft) }
        return Self.ticket
    }

    func status(_ code: CaseCode) async throws(DeskError) -> NoticeStatus {
        guard code == Self.ticket.code, let draft = last else { throw .unknown }
        return NoticeStatus(
            notice: NoticeID(text: "ntc_1"), ground: draft.ground, language: draft.language, receivedAt: Made.now,
            things: [.init(link: "https://platform.test/1", outcome: .hidden, copies: [.hidden: 2])],
            steps: [.init(at: Made.now, kind: .received)], clocks: [], answer: [], missing: [.identity],
            complaintsUntil: nil, complaintAnswer: [], hasOpenComplaint: false, isWithdrawn: false, hasEvidence: false,
            isLookedAt: false)
    }

    func recover(_ recovery: CaseCode) async throws(DeskError) -> NoticeTicket { throw .unknown }
    func add(_ words: String, elements: Set<NoticeElement>, to code: CaseCode) async throws(DeskError) {
        throw .unknown
    }
    func withdraw(_ code: CaseCode) async throws(DeskError) { throw .unknown }
    func eraseEvidence(_ code: CaseCode) async throws(DeskError) { throw .unknown }
    func complain(_ words: String, about code: CaseCode) async throws(DeskError) { throw .unknown }
}
