/// Lets members of staff in: signing in, enrolling, changing a passphrase. Pure: what it needs is given to it, and what
/// it changes is handed back. One call takes a noticeable time on purpose (scrypt), so keep calls off the event loop
/// and bound how many run at once; limit attempts by address before they come here.
public struct StaffEntrance: Sendable {
    let cost: PassphraseCost
    let random: RandomSource

    /// Takes the cost of new passphrase records and a cryptographic source of random bytes.
    public init(cost: PassphraseCost = .standard, random: RandomSource) {
        self.cost = cost
        self.random = random
    }

    /// True when the passphrase is the member's; takes the time of one check even where there is nothing to check.
    func isRight(_ typed: String, of member: StaffMember?) throws(DerivationError) -> Bool {
        guard let record = member?.passphrase, let passphrase = Passphrase(typed: typed) else {
            try PassphraseRecord.checkNothing(cost: cost)
            return false
        }
        return try record.matches(passphrase)
    }

    /// The record to store after a right passphrase: a new one where the old one is weaker than it should be.
    func renewed(_ record: PassphraseRecord?, typed: String) throws(DerivationError) -> PassphraseRecord? {
        guard let record, record.needsRehash(for: cost), let passphrase = Passphrase(typed: typed) else {
            return record
        }
        return try PassphraseRecord(passphrase, cost: cost, random: random)
    }
}
