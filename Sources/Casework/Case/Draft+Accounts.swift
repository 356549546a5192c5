import SafetyModel

// Strikes and measures on accounts.
extension Draft {
    /// The measure that a strike by that form leads to, were it given now; nil for none.
    func measure(for account: AccountID, _ form: RulingForm) -> (step: AccountStep, basis: AccountMeasure.Basis)? {
        let ladder = settings.ladder(isMinor: owner(account)?.isMinor ?? false)
        guard form.reason != .childAbuse else { return (ladder.childAbuseStep, .childAbuse) }
        let known = self.account(account)
        let points = known.points(at: now) + ladder.weight(of: form.reason)
        return ladder.step(points: points, wasWarned: known.wasWarned(at: now, ladder)).map { ($0, .ladder) }
    }

    mutating func strike(_ ruling: Ruling, hasSecond: Bool) {
        for account in ruling.form.strikes.sorted(by: { $0.text < $1.text }) {
            let ladder = settings.ladder(isMinor: owner(account)?.isMinor ?? false)
            var wanted = measure(for: account, ruling.form)
            // Points may have risen since the form was read; one person still removes nobody.
            if wanted?.step == .removal && !hasSecond {
                wanted = ladder.rungs.last { $0.step.rank < 4 }.map { ($0.step, .ladder) }
            }
            record(
                .struck(
                    Strike(
                        id: next(), account: account, ruling: ruling.id, weight: ladder.weight(of: ruling.form.reason),
                        until: now.adding(seconds: ladder.strikeSeconds))))
            guard let wanted else { continue }
            let provisional = file.measures.values.filter {
                $0.measure.ruling == ruling.id && $0.measure.account == account && $0.end == nil
            }
            impose(wanted.step, on: account, wanted.basis, ruling)
            for state in provisional.sorted(by: { $0.measure.id.text < $1.measure.id.text }) {
                end(state.measure, .superseded)
            }
        }
    }

    mutating func impose(_ step: AccountStep, on account: AccountID, _ basis: AccountMeasure.Basis, _ ruling: Ruling) {
        let measure = AccountMeasure(
            id: next(), account: account, step: step, basis: basis, ruling: ruling.id, until: step.end(from: now))
        record(.measureImposed(measure))
        guard let restriction = step.restriction, let owner = owner(account) else { return }
        tell(
            owner, restriction, items: [], ruling: ruling, measure: measure,
            facts: basis == .childAbuse ? .generic : .strikes)
    }

    mutating func end(_ measure: AccountMeasure, _ cause: MeasureEnd.Cause) {
        let others = account(measure.account).livingMeasures(at: now).map(\.measure).filter { $0.id != measure.id }
        let strictest = others.max { ($0.step.rank, $0.id.text) < ($1.step.rank, $1.id.text) }
        record(
            .measureEnded(
                MeasureEnd(
                    measure: measure.id, account: measure.account, cause: cause, step: measure.step,
                    basis: measure.basis,
                    remaining: strictest.map { MeasureEnd.Remaining(step: $0.step, until: $0.until) })))
    }

    /// A machine pauses generation: for at most 24 hours, and not again before a person has looked.
    mutating func pause(_ owner: Item.Owner, seconds: Int64) throws(CaseworkError) {
        guard seconds > 0, seconds <= ClockSettings.machinePauseSecondsMax, !account(owner.account).hasUnseenPause()
        else {
            throw .machineLimit
        }
        guard owner.language.isValid, isPrintable(owner.account.text, scalarsMax: CaseLimits.identifierMax) else {
            throw .invalid(.identifier)
        }
        open(.machinePause)
        let step = AccountStep.lossOfGeneration(seconds: seconds)
        let measure = AccountMeasure(
            id: next(), account: owner.account, step: step, basis: .machinePause, until: step.end(from: now))
        record(.measureImposed(measure))
        tell(owner, .generationSuspended, items: [], ruling: nil, measure: measure, facts: .machinePause)
    }

    mutating func reviewPause(_ id: MeasureID, ends: Bool) throws(CaseworkError) {
        _ = try claimant()
        guard let state = file.measures[id], state.measure.basis == .machinePause else { throw .unknownPart }
        guard !state.isSeen else { throw .alreadyDone }
        record(.pauseReviewed(id, state.measure.account))
        if ends && state.end == nil { end(state.measure, .ended) }
    }

    /// Strikes were withdrawn elsewhere: measures that the rest does not carry end. Only ever in the account's favour.
    mutating func recount(_ id: AccountID) {
        let ladder = settings.ladder(isMinor: owner(id)?.isMinor ?? false)
        let carried = ladder.step(points: account(id).points(at: now), wasWarned: true)?.rank ?? 0
        for state in file.measures.values.sorted(by: { $0.measure.id.text < $1.measure.id.text })
        where state.measure.account == id && state.measure.basis == .ladder && state.end == nil
            && state.measure.step.rank > carried
        {
            end(state.measure, .recounted)
        }
    }
}

extension AccountStep {
    /// The restriction that a statement of reasons states; nil for a warning, which restricts nothing.
    var restriction: StatementOfReasons.Restriction? {
        switch self {
        case .warning: nil
        case .lossOfGeneration(let seconds): seconds == nil ? .generationTerminated : .generationSuspended
        case .suspension: .accountSuspended
        case .removal: .accountTerminated
        }
    }
}
