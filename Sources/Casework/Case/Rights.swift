/// Who may do what: one table, role × command × severity. What is not in it is not allowed.
public enum Rights {
    private static let anyone: Set<Role> = [.reviewer, .childSafety, .lead]
    private static let trained: Set<Role> = [.childSafety, .lead]
    private static let lead: Set<Role> = [.lead]

    /// True when an actor of that kind may give such a command in a case of that severity.
    public static func allows(_ actor: Actor.Kind, _ command: CommandKind, _ severity: Severity) -> Bool {
        guard case .staff(let role) = actor else { return outsiders(command).contains(actor) }
        return roles(command, severity).contains(role)
    }

    /// The roles that may give the command in a case of that severity.
    public static func roles(_ command: CommandKind, _ severity: Severity) -> Set<Role> {
        let reviewers = severity == .child ? trained : anyone
        switch command {
        case .claim, .releaseClaim, .note, .show, .rule, .undo, .confirm, .reject, .decideComplaint, .reviewPause,
            .addItems:
            return reviewers
        // Whoever sees danger or a child first acts; review comes after.
        case .hide, .escalate, .reportDanger: return anyone
        case .reviewReport: return reviewers
        case .completeOrder, .giveEffect, .warnMisuse, .recordDispute: return reviewers
        case .confirmSender: return [.lead, .admin]
        case .endPreservation, .suspendMisuse, .informCoordinator: return lead
        case .liftHold, .liftMatch: return trained
        case .erase: return trained
        case .receiveNotice, .receiveOrder: return anyone.union([.admin])
        case .openHeld, .flagReturn, .pauseGeneration, .recount, .complain, .contestRefusal, .eraseTexts, .tick,
            .acknowledge, .giveUp, .amendNotice, .withdrawNotice:
            return []
        }
    }

    /// The actors besides staff that may give the command.
    public static func outsiders(_ command: CommandKind) -> Set<Actor.Kind> {
        switch command {
        case .receiveNotice, .amendNotice, .withdrawNotice: [.notifier]
        case .receiveOrder, .endPreservation: [.authority]
        case .complain: [.notifier, .account]
        case .contestRefusal: [.account]
        case .openHeld, .flagReturn, .addItems, .pauseGeneration, .recount, .erase, .eraseTexts, .tick, .acknowledge,
            .giveUp:
            [.machine]
        default: []
        }
    }
}
