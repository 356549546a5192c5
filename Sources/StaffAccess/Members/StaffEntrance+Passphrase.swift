public import SafetyModel

/// How a change of passphrase ends.
public enum PassphraseChange: Hashable, Sendable {
    /// Done; every session is over, this one too.
    case changed
    /// The new one is not good enough.
    case unfit(PassphraseError)
    /// The present one was not given, or there were too many attempts.
    case notProven(SignInRefusal)
}

extension StaffEntrance {
    /// Puts a new passphrase in the place of the present one, for a member who is signed in. Returns the member to
    /// store, at the revision before, or nil when nothing changed.
    ///
    /// Throws when a passphrase could not be derived; nothing has changed then.
    public func changePassphrase(
        of member: StaffMember, present: String, chosen: String, at moment: Moment
    ) throws(DerivationError) -> (outcome: PassphraseChange, changed: StaffMember?) {
        guard member.isActive, member.passphrase != nil else { return (.notProven(.inactive), nil) }
        guard !member.isLocked(at: moment) else { return (.notProven(.locked), nil) }
        guard try isRight(present, of: member) else {
            return (.notProven(.wrongPassphrase), member.failed(at: moment))
        }
        let passphrase: Passphrase
        do throws(PassphraseError) {
            passphrase = try Passphrase(choosing: chosen, names: member.names)
        } catch {
            return (.unfit(error), nil)
        }
        let record = try PassphraseRecord(passphrase, cost: cost, random: random)
        return (.changed, member.signedOutEverywhere(at: moment).changed { $0.passphrase = record })
    }
}
