public import AuditTrail
public import SafetyModel

/// The controls that staff hold: switches and accounts. Every change is recorded and acts on the next request.
public struct Controls: Sendable {
    private let store: any GateStore
    private let ledger: any Ledger
    private let clock: Timepiece
    private let digester: KeyedDigest

    public init(store: any GateStore, ledger: any Ledger, clock: Timepiece, digester: KeyedDigest) {
        self.store = store
        self.ledger = ledger
        self.clock = clock
        self.digester = digester
    }

    /// Everything that is switched off.
    public func switches() async throws(StoreError) -> [SwitchSetting] { try await store.switches() }

    /// Turns something off for everybody in its scope.
    public func switchOff(_ scope: SwitchScope, by person: String, note: String) async throws(StoreError) {
        let now = clock.now()
        try await ledger.commit([
            .setSwitch(SwitchSetting(scope: scope, since: now, by: person, note: note)),
            .audit(entry(scope, "off", by: person, at: now)),
        ])
    }

    /// Turns it on again.
    public func switchOn(_ scope: SwitchScope, by person: String) async throws(StoreError) {
        try await ledger.commit([.clearSwitch(scope), .audit(entry(scope, "on", by: person, at: clock.now()))])
    }

    /// What is known of an account; an unknown one is in good standing with all rights.
    public func account(_ id: AccountID) async throws(StoreError) -> Account {
        try await store.account(id) ?? Account(id: id)
    }

    /// Changes what is known of an account, and returns it. Two people at once both get their change: who comes second
    /// changes what the first has left.
    public func change(
        _ id: AccountID, by person: String, _ change: @Sendable (inout Account) -> Void
    ) async throws(StoreError) -> Account {
        for _ in 0..<Self.attemptsMax {
            let known = try await store.account(id)
            var account = known ?? Account(id: id)
            change(&account)
            do throws(StoreError) {
                try await ledger.commit(writes(account, replacing: known, by: person))
                return account
            } catch { guard error.code == .conflict else { throw error } }
        }
        throw StoreError(.overloaded, operation: "change account")
    }

    /// How often a change is tried again because somebody else was faster.
    private static let attemptsMax = 16

    private func writes(_ account: Account, replacing known: Account?, by person: String) -> [LedgerWrite] {
        let fields = [
            "standing": account.standing.rawValue, "adult-mode": account.adultMode ? "on" : "off",
            "may-generate": account.mayGenerate ? "yes" : "no",
            "may-edit-people": account.mayEditPeople ? "yes" : "no",
            "strangers-may-edit": account.strangersMayEdit ? "yes" : "no", "by": digester.staff(person),
            "tier": digester.digest(["tier", account.tier ?? ""]),
        ]
        return [
            .expectAccount(account.id, known), .putAccount(account),
            .audit(
                AuditEntry(
                    kind: .accountChanged, subject: digester.digest(["account", account.id.text]), at: clock.now(),
                    fields: fields)),
        ]
    }

    private func entry(_ scope: SwitchScope, _ state: String, by person: String, at now: Moment) -> AuditEntry {
        let subject =
            switch scope {
            case .account(let account): "account:" + digester.digest(["account", account.text])
            case .tier(let tier): "tier:" + digester.digest(["tier", tier])
            default: scope.name
            }
        return AuditEntry(
            kind: .switchChanged, subject: subject, at: now, fields: ["state": state, "by": digester.staff(person)])
    }
}

extension KeyedDigest {
    /// A person of the staff as the audit trail names them; the name itself stands with the case or switch.
    func staff(_ name: String) -> String { digest(["staff", name]) }
}
