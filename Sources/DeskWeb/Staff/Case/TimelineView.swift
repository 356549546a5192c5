import Casework
import Desk
import SafetyModel

/// Everything that happened in a case, the latest first.
struct TimelineView {
    let page: CasePage

    private static let shownMax = 300

    var html: HTML {
        let events = page.view.timeline
        guard !events.isEmpty else { return "" }
        let rows = events.suffix(Self.shownMax).reversed().map { event -> HTML in
            "<li>\(Times.html(event.at))<span>\(event.event.words) <span class=\"hint\">\(event.by.words)</span></span></li>"
        }
        let more = events.count - Self.shownMax
        return """
            <section class="card"><details><summary>Timeline, \(events.count) events</summary>
            <ol class="timeline" reversed>\(rows)</ol>
            \(HTML.when(more > 0, "<p class=\"hint\">\(more) earlier ones are not shown.</p>"))
            </details></section>
            """
    }
}

extension Actor {
    var words: String {
        switch self {
        case .staff(let id, let role): "\(id.text), \(role.words)"
        case .machine: "by itself"
        case .notifier: "sender of a notice"
        case .account(let id): "account \(id.text)"
        case .authority(let id): "authority \(id.text)"
        }
    }
}

extension CaseEvent {
    /// What happened, in a few words.
    var words: String {
        switch self {
        case .opened, .noticeReceived, .noticeAmended, .noticeWithdrawn, .orderReceived, .itemsAdded, .returnFlagged,
            .markedUrgent, .dangerNoted, .escalated:
            openingWords
        case .claimed, .claimReleased, .noted, .proposed, .confirmed, .rejected, .ruled, .rulingEffective,
            .rulingReversed:
            workWords
        case .itemsHidden, .hidingRefused, .itemsShown, .itemsRemoved, .itemsLabelled, .itemsCleared,
            .clearanceWithdrawn, .heldDecided, .refusalReversed, .bankEntered, .bankDisabled, .matchLifted:
            itemWords
        case .struck, .strikeWithdrawn, .measureImposed, .measureEnded, .pauseReviewed, .missMarked, .holdLifted:
            accountWords
        case .statementIssued, .noticeAnswered, .complained, .complaintDecided, .disputeRecorded: tellingWords
        case .orderCompleted, .senderConfirmed, .orderEffectGiven, .recipientToBeTold, .preservationStarted,
            .preservationEnded, .reported, .reportReviewed, .reportCorrected:
            authorityWords
        case .misuseWarned, .misuseSuspended, .coordinatorInformed, .itemsErased, .textsErased, .clockWarned,
            .acknowledged, .unreached:
            keepingWords
        }
    }

    private var openingWords: String {
        switch self {
        case .opened(let origin): "Opened from \(origin.words)"
        case .noticeReceived(let receipt): "Notice \(receipt.notice.id.text): \(receipt.notice.ground.words)"
        case .noticeAmended(let notice, _, _): "Sender added to notice \(notice.text)"
        case .noticeWithdrawn(let notice): "Notice \(notice.text) taken back"
        case .orderReceived(let order): "Order \(order.id.text) \(order.kind.words)"
        case .itemsAdded(let items): "\(count(items.count)) added"
        case .returnFlagged(let found): "Account \(found.owner.account.text) flagged as one that is back"
        case .markedUrgent(let cause): "Marked urgent (\(cause.words))"
        case .dangerNoted: "Danger noted"
        case .escalated(let severity): "Severity raised to \(severity.name)"
        default: ""
        }
    }

    private var workWords: String {
        switch self {
        case .claimed(let claim): "Claimed by \(claim.by.text)"
        case .claimReleased(let person): "Given back by \(person.text)"
        case .noted: "Note kept"
        case .proposed(let proposal): "Proposed \(proposal.id.text)"
        case .confirmed(let id): "Confirmed \(id.text)"
        case .rejected(let id): "Rejected \(id.text)"
        case .ruled(let ruling): "Ruled \(count(ruling.form.items.count)): \(ruling.form.reason.words)"
        case .rulingEffective(let id, let second): "\(id.text) in effect\(second.map { ", with \($0.text)" } ?? "")"
        case .rulingReversed(let id, let cause): "\(id.text) reversed (\(cause.rawValue))"
        default: ""
        }
    }

    private var itemWords: String {
        switch self {
        case .itemsHidden(let change): "\(count(change.items.count)) hidden"
        case .hidingRefused(let items, let cause): "\(count(items.count)) not hidden (\(cause.words))"
        case .itemsShown(let change): "\(count(change.items.count)) shown again"
        case .itemsRemoved(let change): "\(count(change.items.count)) removed"
        case .itemsLabelled(let change): "\(count(change.items.count)) labelled"
        case .itemsCleared(let clearance): "\(count(clearance.items.count)) found harmless"
        case .clearanceWithdrawn(let clearance): "\(count(clearance.items.count)) no longer counted as harmless"
        case .heldDecided(let id, let released): "\(id.text) \(released ? "let out" : "kept in")"
        case .refusalReversed(let id): "Refusal \(id.text) reversed"
        case .bankEntered(let order): "Item \(order.item.text) into the bank as \(order.entry.text)"
        case .bankDisabled(let id): "Bank entry \(id.text) switched off"
        case .matchLifted(let entry, let item): "Item \(item.text) may pass \(entry.text)"
        default: ""
        }
    }

    private var accountWords: String {
        switch self {
        case .struck(let strike): "Strike of weight \(strike.weight) against \(strike.account.text)"
        case .strikeWithdrawn(_, let account): "Strike against \(account.text) withdrawn"
        case .measureImposed(let measure): "\(measure.account.text): \(measure.step.words)"
        case .measureEnded(let end): "\(end.account.text): \(end.step.words) \(end.cause.words)"
        case .pauseReviewed(_, let account): "Pause of \(account.text) looked at"
        case .missMarked(let miss): "Miss: \(miss.decision.text) had let \(miss.item.text) out"
        case .holdLifted(let id, _): "Hold \(id.text) lifted"
        default: ""
        }
    }

    private var tellingWords: String {
        switch self {
        case .statementIssued(let statement): "Statement \(statement.id.text) to \(statement.addressee.text)"
        case .noticeAnswered(let answer): "Notice \(answer.notice.text) answered: \(answer.verdict.words)"
        case .complained(let complaint): "Complaint \(complaint.id.text) against \(complaint.target.words)"
        case .complaintDecided(let outcome): "Complaint \(outcome.complaint.text): \(outcome.decision.result.words)"
        case .disputeRecorded(let dispute): "Dispute before \(dispute.body.text)"
        default: ""
        }
    }

    private var authorityWords: String {
        switch self {
        case .orderCompleted(let elements):
            "Order completed: \(elements.map(\.words).sorted().joined(separator: ", "))"
        case .senderConfirmed: "Sender of the order confirmed"
        case .orderEffectGiven(let id, let effect): "Order \(id.text): effect \(effect.given.rawValue)"
        case .recipientToBeTold(let notice): "Account \(notice.account.text) to be told of the order"
        case .preservationStarted(let kept): "Preservation for order \(kept.order.text)"
        case .preservationEnded(let id): "Preservation for order \(id.text) ended"
        case .reported(let report): "Report \(report.id.text) to authorities"
        case .reportReviewed(let id): "Report \(id.text) reviewed"
        case .reportCorrected(let id): "Report \(id.text) corrected"
        default: ""
        }
    }

    private var keepingWords: String {
        switch self {
        case .misuseWarned: "Warned of misuse"
        case .misuseSuspended(let suspension): "Processing suspended until \(Times.text(suspension.until))"
        case .coordinatorInformed(let id): "Coordinator told of \(id.text)"
        case .itemsErased(let items, let cause):
            "\(count(items.count)) erased (\(cause.rawValue.replacing("-", with: " ")))"
        case .textsErased: "Texts erased"
        case .clockWarned: "A clock warned"
        case .acknowledged: "Carried out"
        case .unreached(_, let why): "A letter reached nobody: \(why.words); the addressee's page says the same"
        default: ""
        }
    }

    private func count(_ items: Int) -> String { items == 1 ? "1 item" : "\(items) items" }
}

extension Unreached {
    fileprivate var words: String {
        switch self {
        case .refused: "the mail server refused it for good"
        case .noServer: "no mail server is set"
        }
    }
}

extension HidingRefusal {
    var words: String {
        switch self {
        case .switchedOff: "hiding at once is off"
        case .cleared: "ruled harmless before"
        case .sender: "the sender lost hiding at once"
        case .budget: "the budget for hiding is used up"
        }
    }
}
