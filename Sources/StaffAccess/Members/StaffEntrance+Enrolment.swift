public import SafetyModel

extension StaffEntrance {
    /// Opens an invitation: the way in for a member without an authenticator app. `member` is who the store knows by
    /// the token's digest, nil when there is nobody. Opening does not use the invitation up, so that a mail program that
    /// follows links spoils nothing; opening it again offers the same secret.
    public func open(_ token: SecretToken, member: StaffMember?, at moment: Moment) -> InvitationResult {
        if let refusal = Self.refusal(of: token, member: member, at: moment) {
            return InvitationResult(outcome: .refused(refusal), changed: nil)
        }
        guard let member else { return InvitationResult(outcome: .refused(.unknown), changed: nil) }
        if let secret = member.offeredSecret {
            return InvitationResult(outcome: .mustEnrol(member, secret), changed: nil)
        }
        let secret = TOTPSecret(random: random)
        let changed = member.changed { $0.offeredSecret = secret }
        return InvitationResult(outcome: .mustEnrol(changed, secret), changed: changed)
    }

    /// Uses an invitation up: takes a passphrase, and one right code of the app that was offered. Store `changed` first, at the revision before, and show the
    /// recovery codes only when that worked.
    ///
    /// Throws when the passphrase could not be derived; nothing has changed then.
    public func enrol(
        _ token: SecretToken, member: StaffMember?, passphrase typed: String, code: String, at moment: Moment
    ) throws(DerivationError) -> EnrolmentResult {
        if let refusal = Self.refusal(of: token, member: member, at: moment) {
            return EnrolmentResult(outcome: .refused(refusal), changed: nil)
        }
        guard let member else { return EnrolmentResult(outcome: .refused(.unknown), changed: nil) }
        let chosen: Passphrase
        do throws(PassphraseError) {
            chosen = try Passphrase(choosing: typed, names: member.names)
        } catch {
            return EnrolmentResult(outcome: .unfit(error), changed: nil)
        }
        guard let secret = member.offeredSecret, let digits = sixDigits(code),
            case .right(let step) = TOTP.match(digits, secret: secret, after: nil, at: moment)
        else { return EnrolmentResult(outcome: .wrongCode, changed: nil) }

        let record = try PassphraseRecord(chosen, cost: cost, random: random)
        let (texts, stored) = RecoveryCodes.draw(random: random)
        let enrolled = member.changed { member in
            member.passphrase = record
            member.authenticator = TOTPEnrolment(secret: secret, lastStep: step)
            member.offeredSecret = nil
            member.recoveryCodes = stored
            member.invitation = nil
            member.failures = 0
            member.lockedUntil = nil
            member.sessionsValidFrom = moment
        }
        return EnrolmentResult(outcome: .enrolled(recoveryCodes: texts), changed: enrolled)
    }

    private static func refusal(
        of token: SecretToken, member: StaffMember?, at moment: Moment
    ) -> InvitationRefusal? {
        guard let member, let invitation = member.invitation, invitation.digest == token.digest else { return .unknown }
        if !member.isActive { return .inactive }
        return moment < invitation.expiresAt ? nil : .expired
    }
}

extension StaffMember {
    /// What somebody who guesses a passphrase knows about the member.
    var names: [String] { [name.text, displayName] }
}
