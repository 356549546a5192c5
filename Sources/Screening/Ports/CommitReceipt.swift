import Synchronization

/// What a caller holds of a batch that was handed to the ledger and is not durable yet.
public final class CommitReceipt: Sendable {
    private enum State {
        case open
        case waiting([CheckedContinuation<Result<Void, StoreError>, Never>])
        case settled(Result<Void, StoreError>)
    }

    private let state: Mutex<State>

    /// A receipt that a ledger settles later.
    public init() { state = Mutex(.open) }

    /// A receipt for a batch that is durable already, or never will be.
    public init(_ outcome: Result<Void, StoreError>) { state = Mutex(.settled(outcome)) }

    /// Returns when the batch survives kill -9 and power loss; throws when it never will.
    public func durable() async throws(StoreError) {
        let outcome = await withCheckedContinuation { waiter in
            let known = state.withLock { state -> Result<Void, StoreError>? in
                switch state {
                case .open: state = .waiting([waiter])
                case .waiting(let others): state = .waiting(others + [waiter])
                case .settled(let outcome): return outcome
                }
                return nil
            }
            if let known { waiter.resume(returning: known) }
        }
        try outcome.get()
    }

    /// The ledger's side: says once what became of the batch.
    public func settle(_ outcome: Result<Void, StoreError>) {
        let waiters = state.withLock { state -> [CheckedContinuation<Result<Void, StoreError>, Never>] in
            defer { if case .settled = state {} else { state = .settled(outcome) } }
            guard case .waiting(let waiters) = state else { return [] }
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }
}
