import Casework
import Desk
import SafetyModel

/// REPLACE ME: stands where the desk's use cases will stand, so that the pages can be served. It takes nothing in and
/// knows nothing; every page says that it did not work.
struct DeskNotWired: NoticeDoor, StatementDoor {
    func submit(_ draft: NoticeDraft) async throws(DeskError) -> NoticeTicket { throw .unavailable }
    func status(_ code: CaseCode) async throws(DeskError) -> NoticeStatus { throw .unavailable }
    func recover(_ recovery: CaseCode) async throws(DeskError) -> NoticeTicket { throw .unavailable }
    func withdraw(_ code: CaseCode) async throws(DeskError) { throw .unavailable }
    func eraseEvidence(_ code: CaseCode) async throws(DeskError) { throw .unavailable }
    func complain(_ words: String, about code: CaseCode) async throws(DeskError) { throw .unavailable }
    func statement(_ secret: String) async throws(DeskError) -> StatementView { throw .unavailable }
    func complain(_ words: String, aboutStatement secret: String) async throws(DeskError) { throw .unavailable }
    func contest(_ decision: DecisionID, words: String) async throws(DeskError) { throw .unavailable }
    func add(_ words: String, elements: Set<NoticeElement>, to code: CaseCode) async throws(DeskError) {
        throw .unavailable
    }
}
