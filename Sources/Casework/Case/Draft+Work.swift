import SafetyModel

// Claims, notes, severity, and the second person.
extension Draft {
    mutating func claim() throws(CaseworkError) {
        let person = try person()
        if let claim = file.standingClaim(at: now), claim.by != person { throw .claimedByOther(until: claim.until) }
        record(.claimed(Claim(by: person, until: now.adding(seconds: settings.claimSeconds))))
    }

    /// Whoever holds the case gives it back; a lead takes it from somebody else.
    mutating func releaseClaim() throws(CaseworkError) {
        let person = try person()
        guard let claim = file.standingClaim(at: now) else { throw .notClaimed }
        guard claim.by == person || actor.role == .lead else { throw .claimedByOther(until: claim.until) }
        record(.claimReleased(claim.by))
    }

    mutating func note(_ row: SealedID) throws(CaseworkError) {
        guard file.notes.count < CaseLimits.partsMax else { throw .tooMany }
        record(.noted(row))
    }

    mutating func escalate(_ severity: Severity) throws(CaseworkError) {
        guard severity > file.severity else { throw .alreadyDone }
        record(.escalated(severity))
    }

    mutating func propose(_ subject: Proposal.Subject, _ causes: Set<Proposal.Cause>) throws(CaseworkError) {
        let isWaiting = file.proposals.values.contains { $0.isOpen && $0.proposal.subject == subject }
        guard !isWaiting else { throw .alreadyDone }
        record(.proposed(Proposal(id: next(), subject: subject, causes: causes, by: try person())))
    }

    mutating func confirm(_ id: ProposalID) throws(CaseworkError) {
        let person = try person()
        guard let state = file.proposals[id], state.isOpen else { throw .unknownPart }
        guard state.proposal.by != person else { throw .samePerson }
        guard let role = actor.role, Rights.roles(state.proposal.subject.command, file.severity).contains(role) else {
            throw .notAllowed(.confirm)
        }
        switch state.proposal.subject {
        case .complaint(let complaint, let decision):
            guard !personsBehind(complaint).contains(person) else { throw .samePerson }
            try recheck(complaint, decision)
        case .ruling(let id): guard try ruling(id).status == .proposed else { throw .notInEffect }
        case .undo(let id): guard try ruling(id).status == .effective else { throw .notInEffect }
        case .liftHold, .liftMatch: break
        }
        record(.confirmed(id))
        switch state.proposal.subject {
        case .ruling(let id): putIntoEffect(id, second: person)
        case .undo(let id): reverse(id, .undone)
        case .complaint(let complaint, let decision):
            settle(complaint, decision, by: state.proposal.by, second: person)
        case .liftHold(let id):
            guard let hold = file.holds[id] else { throw .unknownPart }
            record(.holdLifted(id, hold.miss.scope))
        case .liftMatch(let entry, let item): record(.matchLifted(entry, item))
        }
        releaseWhenDone()
    }

    /// What waits for somebody else, or for nobody, is given back.
    mutating func releaseWhenDone() {
        if file.stage != .waiting, let claim = file.claim { record(.claimReleased(claim.by)) }
    }

    /// The second person disagrees, or the first takes it back.
    mutating func reject(_ id: ProposalID) throws(CaseworkError) {
        guard let state = file.proposals[id], state.isOpen else { throw .unknownPart }
        record(.rejected(id))
        if case .ruling(let ruling) = state.proposal.subject { reverse(ruling, .rejected) }
    }

    mutating func proposeLift(_ id: HoldID) throws(CaseworkError) {
        guard let hold = file.holds[id] else { throw .unknownPart }
        guard hold.liftedAt == nil else { throw .alreadyDone }
        try propose(.liftHold(id), [.hold])
    }

    mutating func proposeLift(_ entry: BankEntryID, _ item: ItemID) throws(CaseworkError) {
        _ = try state(item)
        guard file.liftedMatches[entry]?.contains(item) != true else { throw .alreadyDone }
        try propose(.liftMatch(entry, item), [.floor])
    }
}

extension Proposal.Subject {
    /// The command whose rights the second person needs.
    var command: CommandKind {
        switch self {
        case .ruling: .rule
        case .undo: .undo
        case .complaint: .decideComplaint
        case .liftHold: .liftHold
        case .liftMatch: .liftMatch
        }
    }
}
