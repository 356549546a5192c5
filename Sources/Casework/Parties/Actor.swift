public import SafetyModel

/// Who gives a command. Machines and outsiders are actors too, so that one table says who may do what.
public enum Actor: Hashable, Sendable, Codable {
    case staff(StaffID, Role)
    /// The program itself: gate, outbox, timer. It may hide and pause for a while, never punish.
    case machine
    /// The sender of a notice; nil for somebody unknown who holds the case's code.
    case notifier(NotifierID?)
    /// An account of the platform that a measure or refusal concerns.
    case account(AccountID)
    case authority(AuthorityID)

    /// The member of staff, or nil.
    public var person: StaffID? {
        guard case .staff(let person, _) = self else { return nil }
        return person
    }

    /// The role of the member of staff, or nil.
    public var role: Role? {
        guard case .staff(_, let role) = self else { return nil }
        return role
    }

    var kind: Kind {
        switch self {
        case .staff(_, let role): .staff(role)
        case .machine: .machine
        case .notifier: .notifier
        case .account: .account
        case .authority: .authority
        }
    }

    /// An actor without its name: what the rights table knows.
    public enum Kind: Hashable, Sendable {
        case staff(Role)
        case machine, notifier, account, authority
    }
}

/// What a member of staff is trained and appointed for.
public enum Role: String, CaseIterable, Hashable, Sendable, Codable {
    case reviewer
    /// Trained for material about children; the only reviewers who rule on it, besides leads.
    case childSafety = "child-safety"
    case lead
    /// Keeps registers and settings; never rules.
    case admin
    /// Reads everything, changes nothing.
    case auditor
}

/// How grave a case is, for rights and for the queue. Only ever rises.
public enum Severity: Int, CaseIterable, Hashable, Sendable, Codable, Comparable {
    case routine
    /// Intimate or sexualised pictures of real people.
    case grave
    /// Anything about a child or somebody who may be one.
    case child

    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}
