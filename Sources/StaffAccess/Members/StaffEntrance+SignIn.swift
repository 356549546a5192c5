public import SafetyModel

extension StaffEntrance {
    /// Judges an attempt. `member` is who the store knows by the typed name, nil when there is nobody; the work done is
    /// the same. Store `changed` first, at the revision before, and start a session only when that worked.
    ///
    /// Throws when the passphrase could not be checked at all; that counts neither for nor against anybody.
    public func signIn(
        _ attempt: SignInAttempt, member: StaffMember?, at moment: Moment
    ) throws(DerivationError) -> SignInResult {
        let member = SignInName(attempt.name).flatMap { name in member?.name == name ? member : nil }
        let barrier = Self.barrier(before: member, at: moment)
        let isPassphraseRight = try isRight(attempt.passphrase, of: barrier == nil ? member : nil)
        guard let member, barrier == nil else {
            return SignInResult(outcome: .refused(barrier ?? .unknownName), changed: nil)
        }
        guard isPassphraseRight else { return Self.failure(of: member, .wrongPassphrase, at: moment) }

        var opened = member
        switch opened.use(code: attempt.code, at: moment) {
        case .failure(let refusal): return Self.failure(of: member, refusal, at: moment)
        case .success(let factor):
            // Only now, or the time that a new record takes would tell that the passphrase alone was right.
            let record = try renewed(member.passphrase, typed: attempt.passphrase)
            let changed = opened.changed { member in
                member.failures = 0
                member.lockedUntil = nil
                member.passphrase = record
            }
            return SignInResult(outcome: .signedIn(factor), changed: changed)
        }
    }

    /// What keeps a member out before anything that was typed is looked at.
    private static func barrier(before member: StaffMember?, at moment: Moment) -> SignInRefusal? {
        guard let member else { return .unknownName }
        if !member.isActive { return .inactive }
        if member.federation != nil { return .federated }
        return member.isLocked(at: moment) ? .locked : nil
    }

    private static func failure(of member: StaffMember, _ refusal: SignInRefusal, at moment: Moment) -> SignInResult {
        SignInResult(outcome: .refused(refusal), changed: member.failed(at: moment))
    }
}

extension StaffMember {
    /// Uses up six digits of the app or a recovery code.
    fileprivate mutating func use(code typed: String, at moment: Moment) -> Result<SecondFactor, SignInRefusal> {
        if let digits = sixDigits(typed) {
            guard let enrolment = authenticator else { return .failure(.wrongCode) }
            switch TOTP.match(digits, secret: enrolment.secret, after: enrolment.lastStep, at: moment) {
            case .right(let step):
                authenticator?.lastStep = step
                return .success(.app)
            case .used: return .failure(.usedCode)
            case .wrong: return .failure(.wrongCode)
            }
        }
        guard recoveryCodes.redeem(typed) else { return .failure(.wrongCode) }
        return .success(.recoveryCode(left: recoveryCodes.left))
    }
}

/// The six digits that somebody typed, spaces taken out; nil for anything else.
func sixDigits(_ typed: String) -> String? {
    guard typed.utf8.count <= 16 else { return nil }
    let digits = typed.utf8.filter { $0 != UInt8(ascii: " ") }
    guard digits.count == TOTP.digits, digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
        return nil
    }
    return String(decoding: digits, as: UTF8.self)
}
