import SafetyModel

// Misuse of notices and complaints (Art. 23(2)), the quality of trusted flaggers (Art. 22(6)), danger to life (Art.
// 18).
extension Draft {
    mutating func warn(_ misuser: Misuser) throws(CaseworkError) {
        guard try counts(misuser, since: now.adding(seconds: -settings.misuse.frameSeconds)).unfounded > 0 else {
            throw .misuseNotFrequent
        }
        record(.misuseWarned(misuser))
    }

    mutating func suspend(_ misuser: Misuser, _ judgement: MisuseJudgement) throws(CaseworkError) {
        let counts = try counts(misuser, since: now.adding(seconds: -settings.misuse.frameSeconds))
        let (misuse, notifier, complainant) = records(misuser)
        try MisuseRule.check(
            misuse, counts: counts,
            sinceWarning: { moment in
                (notifier?.counts(since: moment) ?? complainant?.complaintCounts(since: moment))?.unfounded ?? 0
            }, judgement: judgement, at: now, settings.misuse)
        record(
            .misuseSuspended(
                MisuseSuspension(
                    misuser: misuser, counts: counts, judgement: judgement,
                    until: now.adding(seconds: judgement.seconds))))
    }

    private func records(_ misuser: Misuser) -> (MisuseRecord, NotifierFile?, AccountFile?) {
        switch misuser {
        case .notifier(let id):
            let file = surroundings.notifiers[id] ?? NotifierFile()
            return (file.misuse, file, nil)
        case .complainant(let id): return (account(id).misuse, nil, account(id))
        }
    }

    /// Counts of somebody who has a part in this case.
    private func counts(_ misuser: Misuser, since moment: Moment) throws(CaseworkError) -> MisuseCounts {
        switch misuser {
        case .notifier(let id):
            guard file.notices.values.contains(where: { $0.notice.notifier == id }) else { throw .unknownPart }
        case .complainant(let id):
            guard file.complaints.values.contains(where: { $0.complaint.by == .account(id) }) else {
                throw .unknownPart
            }
        }
        let (_, notifier, complainant) = records(misuser)
        return notifier?.counts(since: moment) ?? complainant?.complaintCounts(since: moment)
            ?? MisuseCounts(unfounded: 0, total: 0)
    }

    mutating func inform(_ flagger: FlaggerID) throws(CaseworkError) {
        guard let quality = surroundings.flaggerQuality[flagger], quality.callsForCoordinator(settings.flaggers),
            file.notices.values.contains(where: { $0.notice.flagger == flagger })
        else { throw .misuseNotFrequent }
        record(.coordinatorInformed(flagger))
    }

    /// One person reports a threat to life at once; another looks at it after.
    mutating func reportDanger(_ text: SealedID?) throws(CaseworkError) {
        let person = try person()
        guard file.reports.count < CaseLimits.partsMax else { throw .tooMany }
        if file.dangerAt == nil { record(.dangerNoted) }
        record(
            .reported(
                AuthorityReport(
                    id: next(), kind: .danger, items: file.sortedItems.map(\.item.id), by: person, text: text)))
    }

    mutating func reviewReport(_ id: ReportID) throws(CaseworkError) {
        let person = try person()
        guard let state = file.reports[id], state.report.kind == .danger else { throw .unknownPart }
        guard state.reviewedBy == nil else { throw .alreadyDone }
        guard state.report.by != person else { throw .samePerson }
        record(.reportReviewed(id))
    }
}
