import FingerprintIndex
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
    }

    /// What fingerprints are found in.
    struct Lookups: Sendable {
        var outputs: FingerprintIndex
        /// Those of them that were stopped and not released since.
        var stopped: FingerprintIndex
        var banks: BankLookup
    }

    /// What a commit changed.
    enum Effect: Sendable {
        case account(Account)
        case setSwitch(SwitchSetting)
        case clearSwitch(SwitchScope)
        case output(Fingerprint, number: Int64)
        case stopped(Fingerprint, number: Int64)
        case released(number: Int64)
        case bankEntry(BankEntry, number: Int64)
    }

    let lookups: Lookups
    private let values: Mutex<Values>
    private let cachedAccountsMax: Int
    /// Where it is written down that the outputs' files are damaged.
    private let folder: DataFolder
    private let care = Mutex(Care())

    /// How the outputs' files are.
    private struct Care: Sendable {
        var comparedAt: ContinuousClock.Instant?
        var isSound = true
    }

    /// How often every byte of the outputs' files is compared with its checksum; the first time soon after the start.
    private static let compareEvery = Duration.seconds(24 * 3600)

    init(_ values: Values, _ lookups: Lookups, cachedAccountsMax: Int, folder: DataFolder) {
        self.folder = folder
        self.lookups = lookups
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

    /// Takes what a commit changed; false where something could not be made findable.
    func apply(_ effects: [Effect]) -> Bool {
        guard !effects.isEmpty else { return true }
        for effect in effects {
            do throws(FingerprintIndexError) { try find(effect) } catch { return false }
        }
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
                case .output, .stopped, .released, .bankEntry: break
                }
            }
        }
        return true
    }

    private func find(_ effect: Effect) throws(FingerprintIndexError) {
        switch effect {
        case .output(let fingerprint, let number): try lookups.outputs.take(fingerprint, id: number)
        case .stopped(let fingerprint, let number): try lookups.stopped.take(fingerprint, id: number)
        case .released(let number): lookups.stopped.withdraw(number)
        case .bankEntry(let entry, let number): try lookups.banks.add(entry, number: number)
        case .account, .setSwitch, .clearSwitch: break
        }
    }

    /// False once a file of the outputs' index did not fit its checksums: something may not be found any more. The next
    /// start makes the index anew from the database.
    var isSound: Bool { care.withLock(\.isSound) }

    /// Seals and merges what has gathered, and once a day compares the files with their checksums. Takes a microsecond an
    /// entry; look-ups go on meanwhile.
    func tend() {
        for index in [lookups.stopped, lookups.banks.index] { _ = try? index.mergeIfNeeded() }
        let now = ContinuousClock.now
        let isDue = care.withLock { care in
            guard care.comparedAt.map({ now - $0 > LiveState.compareEvery }) ?? true else { return false }
            care.comparedAt = now
            return true
        }
        do throws(FingerprintIndexError) {
            _ = try lookups.outputs.mergeIfNeeded()
            if isDue { try lookups.outputs.verify() }
        } catch {
            guard !error.mayPass else { return }
            folder.markIndexDamaged()
            care.withLock { $0.isSound = false }
        }
    }

    /// Writes down what the outputs are found by, so that the next start need not read their rows, and lets go of the files.
    func close() { try? lookups.outputs.close() }
}
