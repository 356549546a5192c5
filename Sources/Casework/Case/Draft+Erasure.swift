import SafetyModel

// Erasure, clocks that run out, and what the outbox confirms.
extension Draft {
    mutating func erase(_ items: Set<ItemID>, _ cause: ErasureCause) throws(CaseworkError) {
        guard !items.isEmpty else { throw .noItems }
        guard cause != .victimRequest || actor.person != nil else { throw .erasureNotAllowed }
        let chosen = items.sorted { $0.text < $1.text }
        for item in chosen { try checkErasure(try state(item), cause) }
        record(.itemsErased(chosen, cause))
    }

    private func checkErasure(_ state: ItemState, _ cause: ErasureCause) throws(CaseworkError) {
        let item = state.item
        guard state.erasedAt == nil else { throw .alreadyDone }
        guard state.visibility == .removed else { throw .erasureNotAllowed }
        if let kept = file.preservation(of: item, among: surroundings.preservations, at: now) {
            throw .preserved(kept.order)
        }
        let ruling = state.ruling.flatMap { file.rulings[$0] }
        let isChildAbuse = ruling?.status == .effective && ruling?.ruling.form.reason == .childAbuse
        switch cause {
        case .windowEnded:
            guard !isChildAbuse else { throw .erasureNotAllowed }
            guard !file.hasOpenComplaint(about: item.id), let end = file.windowsEnd(of: item.id, settings), now > end
            else {
                throw .erasureNotDue
            }
        case .victimRequest:
            guard !isChildAbuse, ruling?.status == .effective, file.severity != .child else { throw .erasureNotAllowed }
            guard !file.hasOpenComplaint(about: item.id) else { throw .complaintOpen }
        case .childAbuseLaw:
            guard isChildAbuse else { throw .erasureNotAllowed }
            let report = file.reports.values.first { $0.report.ruling == state.ruling && $0.report.kind == .childAbuse }
            guard let confirmed = report?.confirmedAt,
                now >= confirmed.adding(seconds: settings.childAbuseLaw.keepSeconds)
            else { throw .erasureNotDue }
        }
    }

    /// Personal text goes when everything is decided, every window is over and nothing is kept.
    mutating func eraseTexts() throws(CaseworkError) {
        guard !file.sealedRows.isEmpty else { throw .alreadyDone }
        guard file.stage == .decided else { throw .erasureNotDue }
        for state in file.sortedItems {
            if let kept = file.preservation(of: state.item, among: surroundings.preservations, at: now) {
                throw .preserved(kept.order)
            }
            guard state.quarantinedAt == nil else { throw .erasureNotDue }
        }
        if let kept = (surroundings.preservations + [file.preservation].compactMap { $0 }).first(where: {
            $0.caseID == file.id && $0.isStanding(at: now)
        }) {
            throw .preserved(kept.order)
        }
        let windows =
            file.statements.values.map { file.windowEnd($0, settings) }
            + file.notices.values.map { file.windowEnd($0, settings) }
            + file.complaints.values.map { $0.decidedAt?.adding(seconds: settings.clocks.complaintSeconds) }
            + [file.openedAt.adding(seconds: settings.clocks.complaintSeconds)]
        for end in windows { guard let end, now > end else { throw .erasureNotDue } }
        let isDisputed = file.complaints.values.contains { $0.dispute != nil && $0.dispute?.outcome == nil }
        guard !isDisputed else { throw .erasureNotDue }
        record(.textsErased(file.sealedRows.sorted { $0.text < $1.text }))
    }

    /// Warns of clocks, once each, and ends measures whose time is over.
    mutating func tick() {
        for clock in file.clocks(settings) where !file.warned.contains(clock.name) {
            switch clock.state(at: now, warnPercent: settings.clocks.warnPercent) {
            case .warning, .overdue: record(.clockWarned(clock.name))
            case .met, .metLate, .running: break
            }
        }
        for state in file.measures.values.sorted(by: { $0.measure.id.text < $1.measure.id.text }) {
            if let until = state.measure.until, state.end == nil, now >= until { end(state.measure, .expired) }
        }
    }

    mutating func acknowledge(_ id: EffectID) throws(CaseworkError) {
        guard file.outstanding[id] != nil else { throw .alreadyDone }
        record(.acknowledged(id))
    }

    /// Only letters are given up: what the platform has to do is tried until it is done.
    mutating func giveUp(_ id: EffectID, _ why: Unreached) throws(CaseworkError) {
        guard let effect = file.outstanding[id] else { throw .alreadyDone }
        guard effect.isLetter else { throw .notAllowed(.giveUp) }
        record(.unreached(id, why))
    }
}
