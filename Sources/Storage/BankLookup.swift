import FingerprintIndex
import SafetyModel
import Screening
import Synchronization

/// What entries of banks are found by, in memory: fingerprints in an index, digests in a table. The rows say the rest.
final class BankLookup: Sendable {
    private struct Digests {
        var numbers: [String: [Int64]] = [:]
        var off: Set<Int64> = []
    }

    let index: FingerprintIndex
    private let digests = Mutex(Digests())

    /// Entries in reach of one look-up; a flood of near entries must not make every look-up slow.
    static let limit = 64

    init() throws(FingerprintIndexError) { index = try FingerprintIndex() }

    /// Adds an entry, or puts it back; one that is off is in no look-up.
    func add(_ entry: BankEntry, number: Int64) throws(FingerprintIndexError) {
        digests.withLock { digests in
            for digest in [entry.sha256, entry.md5].compactMap({ $0 })
            where !(digests.numbers[digest]?.contains(number) ?? false) {
                digests.numbers[digest, default: []].append(number)
            }
            if entry.isEnabled { digests.off.remove(number) } else { digests.off.insert(number) }
        }
        guard let fingerprint = entry.searchable else { return }
        if entry.isEnabled { try index.take(fingerprint, id: number) } else { index.withdraw(number) }
    }

    /// The numbers of entries that match, the same bytes first, with the bits that differ (nil: the same bytes).
    func find(_ query: BankQuery) throws(FingerprintIndexError) -> [(number: Int64, distance: Int?)] {
        let sought = query.fingerprints.filter { $0.quality >= BankEntry.qualityMin }
        let hits = try index.search(anyOf: sought, within: BankEntry.distanceMax, limit: Self.limit)
        let same = digests.withLock { digests in
            Set([query.sha256, query.md5].compactMap { $0 }.flatMap { digests.numbers[$0] ?? [] })
                .subtracting(digests.off)
        }
        let near = hits.filter { !same.contains($0.id) }.map { (number: $0.id, distance: Int?.some($0.distance)) }
        return Array((same.sorted().map { (number: $0, distance: nil) } + near).prefix(Self.limit))
    }
}

extension FingerprintIndex {
    /// Adds an entry; makes room first where too many wait to be sealed.
    func take(_ fingerprint: Fingerprint, id: Int64) throws(FingerprintIndexError) {
        do throws(FingerprintIndexError) { try add(fingerprint, id: id) } catch {
            guard error == .deltaFull else { throw error }
            try mergeIfNeeded()
            try add(fingerprint, id: id)
        }
    }
}
