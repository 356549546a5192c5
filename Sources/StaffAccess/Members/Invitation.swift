public import Casework
public import SafetyModel

/// What lets a member enrol, once: a token that they were handed, stored as its digest.
public struct Invitation: Hashable, Sendable, Codable {
    /// How long it can be used.
    public static let validSeconds: Int64 = 72 * 3600

    /// By this the store finds the member that a token belongs to.
    public let digest: TokenDigest
    /// From when on it is worth nothing.
    public let expiresAt: Moment

    init(_ token: SecretToken, at moment: Moment) {
        digest = token.digest
        expiresAt = moment.adding(seconds: Self.validSeconds)
    }
}

extension StaffMember {
    /// A new member who cannot sign in before enrolling, and the token to hand to them. Only its digest is kept.
    public static func invited(
        id: StaffID, name: SignInName, displayName: String, roles: Set<Role>, at moment: Moment,
        random: RandomSource
    ) -> (member: StaffMember, token: SecretToken) {
        let member = StaffMember(
            id: id, name: name, displayName: displayName, roles: roles, federation: nil, at: moment)
        return member.invited(at: moment, random: random)
    }

    /// The member with everything that let them in taken away, every session over, every lock lifted, and a new token to hand to
    /// them. An older invitation is worth nothing any more. Somebody of the identity provider's becomes a member who
    /// signs in here.
    public func invited(
        at moment: Moment, random: RandomSource
    ) -> (member: StaffMember, token: SecretToken) {
        let token = SecretToken(random: random)
        let member = signedOutEverywhere(at: moment).changed { member in
            member.passphrase = nil
            member.authenticator = nil
            member.offeredSecret = nil
            member.recoveryCodes = RecoveryCodes()
            member.federation = nil
            member.invitation = Invitation(token, at: moment)
            member.failures = 0
            member.lockedUntil = nil
        }
        return (member, token)
    }
}
