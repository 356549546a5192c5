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
    /// The index knows an entry's whole picture and its crops as this many neighbouring ids.
    static let placesPerEntry = 32
    private static let placesPerEntry64 = Int64(placesPerEntry)

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
        for (place, one) in ([fingerprint] + entry.crops.prefix(Self.placesPerEntry - 1)).enumerated() {
            let id = number * Self.placesPerEntry64 + Int64(place)
            if entry.isEnabled { try index.take(one, id: id) } else { index.withdraw(id) }
        }
    }

    /// The numbers of entries that match, the same bytes first, with the bits that differ (nil: the same bytes).
    func find(_ query: BankQuery) throws(FingerprintIndexError) -> [(number: Int64, distance: Int?)] {
        let hits = try index.search(
            anyOf: query.fingerprints, within: BankEntry.distanceMax, limit: Self.limit * Self.placesPerEntry)
        let same = digests.withLock { digests in
            Set([query.sha256, query.md5].compactMap { $0 }.flatMap { digests.numbers[$0] ?? [] })
                .subtracting(digests.off)
        }
        var seen = same
        let near = hits.compactMap { hit in
            let number = hit.id / Self.placesPerEntry64
            return seen.insert(number).inserted ? (number: number, distance: Int?.some(hit.distance)) : nil
        }
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
