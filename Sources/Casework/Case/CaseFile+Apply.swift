public import SafetyModel

extension CaseFile {
    /// What a command leads to. Nothing changes; the caller stores the events, then carries out the effects.
    /// - Throws: `CaseworkError`, and then nothing has happened.
    public func apply(
        _ command: CaseCommand, by actor: Actor, at moment: Moment, in surroundings: Surroundings
    ) throws(CaseworkError) -> CaseStep {
        guard isOpened || command.mayOpen else { throw .notOpen }
        guard Rights.allows(actor.kind, command.kind, severity) else { throw .notAllowed(command.kind) }
        var draft = Draft(file: self, surroundings: surroundings, actor: actor, now: moment)
        try draft.perform(command)
        return CaseStep(events: draft.recorded, file: draft.file)
    }
}

extension CaseCommand {
    /// True for commands that make a case where there is none.
    var mayOpen: Bool {
        switch self {
        case .receiveNotice, .receiveOrder, .openHeld, .flagReturn, .contestRefusal, .pauseGeneration: true
        default: false
        }
    }
}

extension Draft {
    mutating func perform(_ command: CaseCommand) throws(CaseworkError) {
        switch command {
        case .receiveNotice(let notice, let items): try receive(notice, items)
        case .receiveOrder(let order, let items): try receive(order, items)
        case .amendNotice(let notice, let text, let elements): try amend(notice, text, elements)
        case .withdrawNotice(let notice): try withdraw(notice)
        case .openHeld(let decision, let items): try openHeld(decision, items)
        case .flagReturn(let found): try flag(found)
        case .addItems(let items): try add(items)
        case .claim: try claim()
        case .releaseClaim: try releaseClaim()
        case .note(let row): try note(row)
        case .escalate(let severity): try escalate(severity)
        case .hide(let items): try hide(items)
        case .show(let items): try show(items)
        case .rule(let form): try rule(form)
        case .undo(let ruling): try undo(ruling)
        case .confirm(let proposal): try confirm(proposal)
        case .reject(let proposal): try reject(proposal)
        case .reportDanger(let text): try reportDanger(text)
        case .reviewReport(let report): try reviewReport(report)
        case .pauseGeneration(let owner, let seconds): try pause(owner, seconds: seconds)
        case .reviewPause(let measure, let ends): try reviewPause(measure, ends: ends)
        case .recount(let account): recount(account)
        case .complain(let target, let text): try complain(target, text)
        case .contestRefusal(let decision, let decidedAt, let text): try contest(decision, decidedAt, text)
        case .decideComplaint(let complaint, let decision): try decide(complaint, decision)
        case .recordDispute(let dispute): try record(dispute)
        case .completeOrder(let elements): try complete(elements)
        case .confirmSender: try confirmSender()
        case .giveEffect(let effect): try give(effect)
        case .endPreservation: try endPreservation()
        case .warnMisuse(let misuser): try warn(misuser)
        case .suspendMisuse(let misuser, let judgement): try suspend(misuser, judgement)
        case .informCoordinator(let flagger): try inform(flagger)
        case .liftHold(let hold): try proposeLift(hold)
        case .liftMatch(let entry, let item): try proposeLift(entry, item)
        case .erase(let items, let cause): try erase(items, cause)
        case .eraseTexts: try eraseTexts()
        case .tick: tick()
        case .acknowledge(let effect): try acknowledge(effect)
        case .giveUp(let effect, let why): try giveUp(effect, why)
        }
    }
}
