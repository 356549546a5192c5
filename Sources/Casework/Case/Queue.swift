public import SafetyModel

/// Where a case stands in the queue, so that a sort needs no case files.
public struct QueueEntry: Hashable, Sendable {
    /// Which desk a case goes to.
    public enum Route: String, CaseIterable, Hashable, Sendable, Codable {
        case childSafety = "child-safety"
        case orders
        case complaints
        case intimate
        case general
    }

    public var caseID: CaseID
    public var route: Route
    public var stage: CaseFile.Stage
    public var severity: Severity
    public var isDanger: Bool
    public var isUrgent: Bool
    public var hasPriority: Bool
    /// When a person is owed next, and from when that clock warns; nil when nobody has to act.
    public var due: Moment?
    public var warnsAt: Moment?
    public var openedAt: Moment
    public var claim: Claim?
    /// Members of staff who may not take it: they had a part in what is now to be looked at.
    public var excluded: Set<StaffID>

    /// The entry of a case as it stands.
    public init(_ file: CaseFile, _ settings: CaseworkSettings) {
        caseID = file.id
        stage = file.stage
        severity = file.severity
        isDanger = file.dangerAt != nil && file.reports.values.allSatisfy { $0.report.kind != .danger }
        isUrgent = file.isUrgent && file.stage != .decided
        hasPriority = file.hasPriority
        let next = file.nextDue(settings)
        due = next?.due
        warnsAt = next?.warnsAt(percent: settings.clocks.warnPercent)
        openedAt = file.openedAt
        claim = file.claim
        excluded = file.excludedPersons
        if file.severity == .child {
            route = .childSafety
        } else if let order = file.order, order.effect == nil {
            route = .orders
        } else if file.stage == .complaint {
            route = .complaints
        } else {
            route = file.severity == .grave ? .intimate : .general
        }
    }

    /// True when the person may take the case at that moment.
    public func isOpen(to person: StaffID, _ role: Role, at moment: Moment) -> Bool {
        guard due != nil, !excluded.contains(person), Rights.roles(.claim, severity).contains(role) else {
            return false
        }
        return claim.map { !$0.holds(at: moment) || $0.by == person } ?? true
    }

    /// Which part of the queue a case stands in; the parts are worked through in this order.
    public enum Part: Int, CaseIterable, Comparable, Sendable {
        case pressingDanger
        case danger
        /// Urgent, or with a clock that warns.
        case pressing
        case calm

        /// The sooner due comes first, whatever is at stake.
        var isPressing: Bool { self == .pressing || self == .pressingDanger }

        public static func < (one: Part, other: Part) -> Bool { one.rawValue < other.rawValue }
    }

    /// The part at a moment. A case moves by itself once only: when its clock begins to warn (`warnsAt`).
    public func part(at moment: Moment) -> Part {
        let isPressing = due != nil && (isUrgent || (warnsAt.map { moment >= $0 } ?? false))
        return isDanger ? (isPressing ? .pressingDanger : .danger) : isPressing ? .pressing : .calm
    }

    /// The order in which people look: danger first; then what is urgent or whose clock warns, by clock; then the
    /// graver, the sooner due, those of trusted flaggers, the older. Total: no two cases are equal.
    public func precedes(_ other: QueueEntry, at moment: Moment) -> Bool {
        let (part, otherPart) = (part(at: moment), other.part(at: moment))
        return part == otherPart ? precedes(other, in: part) : part < otherPart
    }

    /// The order within one part, which no time changes.
    public func precedes(_ other: QueueEntry, in part: Part) -> Bool {
        let (own, others) = (due ?? .distant, other.due ?? .distant)
        if part.isPressing && own != others { return own < others }
        if severity != other.severity { return severity > other.severity }
        if own != others { return own < others }
        if hasPriority != other.hasPriority { return hasPriority }
        if openedAt != other.openedAt { return openedAt < other.openedAt }
        return caseID.text < other.caseID.text
    }
}

extension CaseFile {
    /// Who may not take the case next: who proposed what waits, and who had a part in what is complained about.
    public var excludedPersons: Set<StaffID> {
        switch stage {
        case .secondPerson: Set(proposals.values.filter(\.isOpen).map(\.proposal.by))
        case .complaint:
            complaints.values.filter(\.isOpen).reduce(into: []) { persons, state in
                let draft = Draft(file: self, surroundings: Surroundings(), actor: .machine, now: openedAt)
                persons.formUnion(draft.personsBehind(state.complaint.id))
            }
        case .waiting, .decided: []
        }
    }
}

extension Moment {
    fileprivate static let distant = Moment(milliseconds: .max)
}
