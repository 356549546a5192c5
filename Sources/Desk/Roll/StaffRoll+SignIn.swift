public import Casework
import SafetyModel
import Screening
import StaffAccess

// Letting members in, and who is in.
extension StaffRoll {
    /// Name, passphrase and code. Whatever was wrong, the answer and its time are the same.
    public func signIn(
        name: String, passphrase: String, code: String, from address: String
    ) async throws(DeskError) -> SignInOutcome {
        guard signIns < Self.signInsMax else { return .wait(5) }
        signIns += 1
        defer { signIns -= 1 }
        let attempt = SignInAttempt(name: name, passphrase: passphrase, code: code)
        return try await inTurn { roll async throws(DeskError) in
            let member = roll.named(name)
            let now = roll.clock.now()
            let entrance = roll.entrance
            let result = try await Self.derived { () throws(DerivationError) in
                try entrance.signIn(attempt, member: member, at: now)
            }
            switch result.outcome {
            case .signedIn(let factor):
                guard let changed = result.changed else { throw .unavailable }
                let action = factor == .app ? "sign-in" : "sign-in-recovery-code"
                try await roll.store(changed, action: action, by: changed.id)
                return .signedIn(try await roll.begin(for: changed))
            case .refused(let refusal):
                if let changed = result.changed {
                    try await roll.store(changed, action: refusal.code, by: nil)
                } else {
                    try await roll.commit([roll.note(refusal.code, about: member?.id, by: nil)])
                }
                return .wrong
            }
        }
    }

    /// Starts a session; those beyond the bound end, the oldest first.
    func begin(for member: StaffMember) async throws(DeskError) -> StaffSession {
        let (token, record) = SessionRecord.begin(for: member, at: clock.now(), random: random)
        guard let document = Documents.document(.session, record.digest.hex, record) else { throw .unavailable }
        let others = sessions.values.filter { $0.member == member.id }.sorted { $0.beganAt < $1.beganAt }
        let ended = others.prefix(max(0, others.count - Self.sessionsMax + 1)).map(\.digest)
        try await commit([.putDocument(document)] + ended.map { .eraseDocument(.session, $0.hex) })
        for digest in ended { sessions[digest] = nil }
        sessions[record.digest] = record
        return visible(token, member)
    }

    private func visible(_ token: SecretToken, _ member: StaffMember) -> StaffSession {
        StaffSession(
            secret: token.text, formToken: token.formToken(for: Self.formPurpose), id: member.id,
            name: member.displayName, roles: member.roles)
    }

    /// The member behind a session's secret, as they are now.
    public func session(_ secret: String) async -> StaffSession? {
        guard let token = SecretToken(text: secret), let record = sessions[token.digest],
            let member = members[record.member]
        else { return nil }
        switch record.check(token, member: member, at: clock.now()) {
        case .live(let changed):
            if let changed, let document = Documents.document(.session, changed.digest.hex, changed) {
                sessions[changed.digest] = changed
                // WHY: a session that ends a minute early after a crash harms nobody.
                try? ledger.note([.putDocument(document)])
            }
            return visible(token, member)
        case .ended:
            drop(token.digest)
            return nil
        }
    }

    /// Ends a session.
    public func signOut(_ secret: String) async {
        guard let token = SecretToken(text: secret) else { return }
        drop(token.digest)
    }

    private func drop(_ digest: TokenDigest) {
        guard sessions.removeValue(forKey: digest) != nil else { return }
        try? ledger.note([.eraseDocument(.session, digest.hex)])
    }

    /// The page for first use.
    public func invitation(_ secret: String) async throws(DeskError) -> Enrolment {
        try await inTurn { roll async throws(DeskError) in
            guard let token = SecretToken(text: secret) else { throw .unknown }
            let result = roll.entrance.open(token, member: roll.invited(token), at: roll.clock.now())
            guard case .mustEnrol(let member, let offered) = result.outcome else { throw .unknown }
            if let changed = result.changed {
                try await roll.store(changed, action: "invitation-opened", by: changed.id)
            }
            let address = offered.address(issuer: roll.issuer, account: member.name.text)
            return Enrolment(
                name: member.name.text, secret: offered.text, address: address,
                picture: QRCode(address)?.svg(label: "Picture to scan with the authenticator app") ?? "")
        }
    }

    private func invited(_ token: SecretToken) -> StaffMember? {
        members.values.first { $0.invitation?.digest == token.digest }
    }

    /// First use. Answers with the recovery codes, which are shown once.
    public func enrol(_ secret: String, passphrase: String, code: String) async throws(DeskError) -> [String] {
        try await inTurn { roll async throws(DeskError) in
            guard let token = SecretToken(text: secret) else { throw .unknown }
            let (member, now, entrance) = (roll.invited(token), roll.clock.now(), roll.entrance)
            let result = try await Self.derived { () throws(DerivationError) in
                try entrance.enrol(token, member: member, passphrase: passphrase, code: code, at: now)
            }
            switch result.outcome {
            case .enrolled(let codes):
                guard let changed = result.changed else { throw .unavailable }
                try await roll.store(changed, action: "enrolled", by: changed.id)
                return codes
            case .unfit: throw .invalid(.words)
            case .wrongCode: throw .invalid(.code)
            case .refused: throw .unknown
            }
        }
    }

    /// Puts another passphrase in the place of the present one; every session of the member ends.
    public func changePassphrase(
        of id: StaffID, present: String, chosen: String
    ) async throws(DeskError) -> PassphraseOutcome {
        try await inTurn { roll async throws(DeskError) in
            guard let member = roll.members[id] else { throw .unknown }
            let (now, entrance) = (roll.clock.now(), roll.entrance)
            let result = try await Self.derived { () throws(DerivationError) in
                try entrance.changePassphrase(of: member, present: present, chosen: chosen, at: now)
            }
            switch result.outcome {
            case .changed:
                if let changed = result.changed {
                    try await roll.store(changed, action: "passphrase-changed", by: id)
                }
                return .changed
            case .unfit(let error): return .unfit(error.message)
            case .notProven(let refusal):
                if let changed = result.changed { try await roll.store(changed, action: refusal.code, by: nil) }
                return .wrong
            }
        }
    }

    /// Off the actor: a check takes a noticeable time, and pages must not wait for it.
    @concurrent
    private static func derived<Value: Sendable>(
        _ work: @Sendable () throws(DerivationError) -> Value
    ) async throws(DeskError) -> Value {
        do throws(DerivationError) { return try work() } catch { throw .unavailable }
    }
}
