public import Casework
public import SafetyModel

/// One sign-in that goes on: what the store keeps of it. The browser holds the token, the store its digest.
public struct SessionRecord: Hashable, Sendable, Codable {
    /// How long it lasts without being used.
    public static let idleSecondsMax: Int64 = 30 * 60
    /// How long it lasts at most.
    public static let secondsMax: Int64 = 12 * 3600
    /// How far `usedAt` may lag behind, so that not every page view is a write; an idle session may end that much sooner.
    public static let lagSecondsMax: Int64 = 60

    /// By this the store finds the session that a token belongs to.
    public let digest: TokenDigest
    /// Whose it is.
    public let member: StaffID
    /// When it began.
    public let beganAt: Moment
    /// When it was last used, to within `lagSecondsMax`.
    public private(set) var usedAt: Moment

    /// Begins a session for a member who just signed in. The token goes into a cookie and nowhere else: always a fresh
    /// one, so that nobody can slip somebody a token beforehand.
    public static func begin(
        for member: StaffMember, at moment: Moment, random: RandomSource
    ) -> (token: SecretToken, session: SessionRecord) {
        let token = SecretToken(random: random)
        return (token, SessionRecord(digest: token.digest, member: member.id, beganAt: moment, usedAt: moment))
    }

    /// When it ends if nobody uses it again; the store may drop it then.
    public var endsAt: Moment {
        min(usedAt.adding(seconds: Self.idleSecondsMax), beganAt.adding(seconds: Self.secondsMax))
    }

    /// Judges a request with that token. `member` is who the store knows by `member`, as they are now: their roles count,
    /// not those at sign-in.
    public func check(_ token: SecretToken, member: StaffMember?, at moment: Moment) -> SessionVerdict {
        guard token.digest == digest, let member, member.id == self.member else { return .ended(.unknown) }
        guard member.isActive else { return .ended(.inactive) }
        guard beganAt >= member.sessionsValidFrom else { return .ended(.signedOut) }
        // A clock that was set back does not lengthen anything.
        guard moment >= beganAt, moment < beganAt.adding(seconds: Self.secondsMax) else { return .ended(.expired) }
        guard moment < usedAt.adding(seconds: Self.idleSecondsMax) else { return .ended(.idle) }
        guard moment >= usedAt.adding(seconds: Self.lagSecondsMax) else { return .live(changed: nil) }
        var touched = self
        touched.usedAt = moment
        return .live(changed: touched)
    }
}

/// Whether a session goes on.
public enum SessionVerdict: Hashable, Sendable {
    /// It does; store the changed session where there is one.
    case live(changed: SessionRecord?)
    /// It does not; drop it.
    case ended(SessionEnd)
}

/// Why a session is over.
public enum SessionEnd: String, Hashable, Sendable, CaseIterable {
    /// The token or the member is not this session's.
    case unknown
    /// The member left.
    case inactive
    /// The member was signed out everywhere, or enrolled anew.
    case signedOut = "signed-out"
    /// It was not used for too long.
    case idle
    /// It lasted as long as one may.
    case expired

    /// A stable word for the log.
    public var code: String { "session-" + rawValue }
}
