import SafetyModel
import Screening
import Synchronization

/// What every request reads, in memory. This process is the only writer, and it changes this after each commit and
/// before the committers hear of it.
final class LiveState: Sendable {
    struct Values: Sendable {
        var accounts: [AccountID: Account] = [:]
        /// True while every account is in `accounts`.
        var hasAllAccounts = true
        var switches: [SwitchScope: SwitchSetting] = [:]
        var outputs = FingerprintScan()
        /// Those of them that were stopped and not released since.
        var stopped = FingerprintScan()
    }

    /// What a commit changed.
    enum Effect: Sendable {
        case account(Account)
        case setSwitch(SwitchSetting)
        case clearSwitch(SwitchScope)
        case output(Fingerprint, number: Int64)
        case stopped(Fingerprint, number: Int64)
        case released(number: Int64)
    }

    private let values: Mutex<Values>
    private let cachedAccountsMax: Int

    init(_ values: Values, cachedAccountsMax: Int) {
        self.values = Mutex(values)
        self.cachedAccountsMax = cachedAccountsMax
    }

    /// The account if memory knows; `isCertain` is false when only the disk can say.
    func account(_ id: AccountID) -> (account: Account?, isCertain: Bool) {
        values.withLock { values in
            let account = values.accounts[id]
            return (account, account != nil || values.hasAllAccounts)
        }
    }

    /// Oldest first.
    var switches: [SwitchSetting] {
        values.withLock { Array($0.switches.values) }
            .sorted { ($0.since, $0.scope.name) < ($1.since, $1.scope.name) }
    }

    var outputs: FingerprintScan { values.withLock { $0.outputs } }

    var stopped: FingerprintScan { values.withLock { $0.stopped } }

    func apply(_ effects: [Effect]) {
        guard !effects.isEmpty else { return }
        values.withLock { values in
            for effect in effects {
                switch effect {
                case .account(let account):
                    if values.accounts[account.id] != nil || values.accounts.count < cachedAccountsMax {
                        values.accounts[account.id] = account
                    } else {
                        values.hasAllAccounts = false
                    }
                case .setSwitch(let setting): values.switches[setting.scope] = setting
                case .clearSwitch(let scope): values.switches[scope] = nil
                case .output(let fingerprint, let number): values.outputs.add(fingerprint, number: number)
                case .stopped(let fingerprint, let number):
                    if !values.stopped.putBack(number) { values.stopped.add(fingerprint, number: number) }
                case .released(let number): values.stopped.remove(number)
                }
            }
        }
    }
}
