import Casework
import SafetyModel
import Screening

/// One effect with its surroundings.
struct EffectWork: Sendable {
    let ports: EffectPorts
    let file: CaseFile
    let entry: Outbox.Entry
    let desk: CaseDesk

    var now: Moment { desk.clock.now() }
    /// The same for every attempt.
    var name: String { "\(entry.caseID.text)-\(entry.effect.sequence)-\(entry.effect.index)" }

    func carryOut(_ effect: Effect) async throws(DeskError) -> Outbox.Outcome {
        switch effect {
        case .hideItem(let item): try await tellItem(.hide, item)
        case .removeItem(let item): try await tellItem(.remove, item)
        case .labelItem(let item): try await tellItem(.label, item)
        case .restoreItem(let item): try await tellItem(.restore, item)
        case .actOnAccount(let account, let action, let until): try await act(account, action, until)
        case .stopAccount(let account): try await stop(account)
        case .releaseHeld(let decision): try await close(decision, .released)
        case .refuseHeld(let decision): try await close(decision, .refused)
        case .permitRefused(let decision): try await permit(decision)
        case .confirmReceipt(let notice):
            try await mailSender(notice, [MessageLine(.noticeReceived, ["notice": notice.text])])
        case .askSender(let notice, let missing):
            try await ask(notice, missing)
        case .answerNotice(let answer): try await mailSender(answer.notice, answer.lines)
        case .sendStatement(let statement): try await send(statement)
        case .confirmComplaint(let complaint): try await confirm(complaint)
        case .answerComplaint(let outcome): try await answer(outcome)
        case .sendMisuseWarning(let misuser): try await tell(misuser, [MessageLine(.misuseWarning)])
        case .sendMisuseSuspension(let suspension):
            try await tell(
                suspension.misuser,
                [MessageLine(.misuseSuspension, ["date": suspension.until.dateText])])
        case .tellRecipient(let notice): try await tellRecipient(notice)
        case .findRelated(let item): try await findRelated(item)
        case .enterBank(let order): try await enter(order)
        case .disableBank(let entry): try await disable(entry)
        case .allowMatch(let entry, let item): try await allow(entry, item)
        case .quarantine(let item): try await quarantine(item)
        case .eraseItem(let item): try await erase(item)
        case .eraseTexts(let rows): try await erase(rows)
        case .placeHold(_, let scope): try await place(scope)
        case .liftHold(_, let scope): try await lift(scope)
        case .recount(let account): try await recount(account)
        // Never asked for: the outbox leaves them to a person.
        case .submitToCommission, .confirmOrder, .reportOrderEffect, .report, .correctReport, .informCoordinator:
            .later("a person has to do this")
        case .warnOfClock: .done
        }
    }
}
