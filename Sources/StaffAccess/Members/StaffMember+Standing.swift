public import Casework
public import SafetyModel

extension StaffMember {
    /// The member with every session over. A session that began in the very same millisecond is over too.
    public func signedOutEverywhere(at moment: Moment) -> StaffMember {
        changed { $0.sessionsValidFrom = Moment(milliseconds: moment.milliseconds + 1) }
    }

    /// The member as somebody who left: no way in, every session over, an open invitation taken back.
    public func deactivated(at moment: Moment) -> StaffMember {
        signedOutEverywhere(at: moment).changed { member in
            member.isActive = false
            member.invitation = nil
            member.offeredSecret = nil
        }
    }

    /// The member as somebody who is back, with what they used to sign in with.
    public func reactivated() -> StaffMember { changed { $0.isActive = true } }

    /// The member in other roles, or under another name.
    public func renamed(_ displayName: String, roles: Set<Role>) -> StaffMember {
        changed { member in
            member.displayName = displayName
            member.roles = roles
        }
    }

    /// Counts an attempt that failed and locks the member when there were too many.
    func failed(at moment: Moment) -> StaffMember {
        changed { member in
            member.failures = min(member.failures + 1, Throttle.failuresCounted)
            if let seconds = Throttle.lockSeconds(after: member.failures) {
                member.lockedUntil = moment.adding(seconds: seconds)
            }
        }
    }
}

/// How attempts that fail slow the next ones down.
public enum Throttle {
    /// Failures in a row that lock a member.
    public static let failuresMax = 5
    /// How long the first lock lasts.
    public static let firstLockSeconds: Int64 = 60
    /// How long a lock lasts at most.
    public static let lockSecondsMax: Int64 = 3600
    /// Where counting ends; the lock is at its longest by then.
    static let failuresCounted = 1000

    /// How long the member is locked after that many failures in a row: a minute after five, twice as long after each
    /// further one, an hour at most; nil for fewer.
    public static func lockSeconds(after failures: Int) -> Int64? {
        guard failures >= failuresMax else { return nil }
        return min(firstLockSeconds << Int64(min(failures - failuresMax, 10)), lockSecondsMax)
    }
}
