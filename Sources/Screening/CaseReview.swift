public import AuditTrail
public import SafetyModel

/// What a person does with held decisions, and what their account may see of it. (The desk replaces the plain list.)
public struct CaseReview: Sendable {
    private let store: any GateStore
    private let ledger: any Ledger
    private let clock: Timepiece
    private let digester: KeyedDigest
    /// How long a permit or a one-time link waits to be used.
    private let graceSeconds: Int64

    public init(
        store: any GateStore, ledger: any Ledger, clock: Timepiece, digester: KeyedDigest,
        graceSeconds: Int64 = 7 * 24 * 3600
    ) {
        self.store = store
        self.ledger = ledger
        self.clock = clock
        self.digester = digester
        self.graceSeconds = graceSeconds
    }

    /// Cases in a state, oldest first.
    public func list(_ state: HeldCase.State?, limit: Int = 100) async throws(StoreError) -> [HeldCase] {
        try await store.cases(state, limit: limit)
    }

    /// One case with its pictures and the words of the request, for the person who decides.
    public func file(_ id: CaseID) async throws(CaseReviewError) -> HeldFile {
        do throws(StoreError) {
            guard let found = try await store.heldCase(id) else { throw StoreError(.conflict, operation: "find-case") }
            return HeldFile(
                heldCase: found, pictures: try await store.heldPictures(of: id),
                prompt: try await store.prompt(of: found.decision.id))
        } catch { throw CaseReviewError(error) }
    }

    /// A person releases or refuses what was held. Releasing an input lets that exact request through once; releasing
    /// an output makes it a one-time link for its account; refusing erases the sealed pictures.
    public func close(_ id: CaseID, as state: HeldCase.State, by person: String, note: String)
        async throws(CaseReviewError) -> HeldCase
    {
        guard state != .waiting else { throw .notWaiting }
        do throws(StoreError) {
            guard let found = try await store.heldCase(id) else { throw StoreError(.conflict, operation: "find-case") }
            guard found.state == .waiting else { return try await alreadyClosed(found, state) }
            let now = clock.now()
            var writes: [LedgerWrite] = [
                .closeCase(id, state, by: person, note: note, at: now),
                .audit(
                    AuditEntry(
                        kind: .caseClosed, subject: id.text, at: now,
                        fields: [
                            "decision": found.decision.id.text, "state": state.rawValue, "by": digester.staff(person),
                        ])),
            ]
            switch (state, found.decision.stage) {
            case (.released, .input):
                let permit = Permit(
                    digest: found.requestDigest, caseID: id, expiresAt: now.adding(seconds: graceSeconds))
                writes += [.grantPermit(permit), .erasePictures(id)]
            case (.released, .output): writes.append(.releaseOutputs(of: found.decision.id))
            default: writes.append(.erasePictures(id))
            }
            try await ledger.commit(writes)
            return try await store.heldCase(id) ?? found
        } catch { throw CaseReviewError(error) }
    }

    /// What the account behind a decision may know: the state, and where a released picture can be fetched once.
    public func status(of decision: DecisionID, for account: AccountID?) async throws(CaseReviewError) -> CaseStatus {
        do throws(StoreError) {
            guard let found = try await store.heldCase(of: decision), found.account == account, account != nil else {
                throw StoreError(.conflict, operation: "find-case")
            }
            let ready = found.state == .released && found.decision.stage == .output
            let pictures = ready ? try await store.heldPictures(of: found.id) : []
            return CaseStatus(
                decision: decision, state: found.state, stage: found.decision.stage,
                pictures: pictures.filter { $0.fetchedAt == nil }.map(\.id))
        } catch { throw CaseReviewError(error) }
    }

    /// Hands a released picture to its account, once.
    public func fetch(_ output: OutputID, of decision: DecisionID, for account: AccountID?)
        async throws(CaseReviewError) -> HeldPicture
    {
        let state = try await status(of: decision, for: account)
        guard state.pictures.contains(output) else { throw .unknown }
        do throws(StoreError) {
            let now = clock.now()
            guard let found = try await store.heldCase(of: decision),
                let picture = try await store.heldPictures(of: found.id).first(where: { $0.id == output })
            else { throw StoreError(.conflict, operation: "find-held-picture") }
            try await ledger.commit([
                .fetchHeld(output, at: now),
                .audit(
                    AuditEntry(
                        kind: .heldFetched, subject: output.text, at: now, fields: ["decision": decision.text])),
            ])
            return picture
        } catch { throw CaseReviewError(error) }
    }

    private func alreadyClosed(_ found: HeldCase, _ state: HeldCase.State) async throws(StoreError) -> HeldCase {
        guard found.state == state else { throw StoreError(.conflict, operation: "close-case") }
        return found
    }
}

/// A case with everything the person who decides needs.
public struct HeldFile: Sendable {
    public var heldCase: HeldCase
    public var pictures: [HeldPicture]
    /// The words of the request, while they are kept.
    public var prompt: String?
}

/// What an account may know of its held decision.
public struct CaseStatus: Sendable {
    public var decision: DecisionID
    public var state: HeldCase.State
    public var stage: Facts.Stage
    /// Released pictures that were not fetched yet.
    public var pictures: [OutputID]
}

/// Why a case could not be shown or closed.
public enum CaseReviewError: Error, Hashable, Sendable {
    /// No such case, or not this account's: the two look alike from outside.
    case unknown
    /// Closed already, the other way.
    case notWaiting
    case unavailable

    init(_ error: StoreError) {
        switch (error.code, error.operation) {
        case (.conflict, "close-case"): self = .notWaiting
        case (.conflict, _): self = .unknown
        default: self = .unavailable
        }
    }
}
