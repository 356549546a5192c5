import FingerprintIndex
import Glibc
import SafetyModel

/// What one index of a file of fingerprints costs.
struct Measurement {
    private let folder: String
    private let entries: FingerprintFile
    private let lookups: [Fingerprint]

    init(folder: String) {
        self.folder = folder
        entries = FingerprintFile(path: folder + "/fingerprints")
        lookups = FingerprintFile(path: folder + "/lookups").map(\.fingerprint)
    }

    func report() throws -> String {
        let place = folder + "/index"
        let building = Stopwatch()
        var built: FingerprintIndex? = try FingerprintIndex(folder: place)
        if built?.count == 0 { try built?.load(entries, count: entries.count) }
        let (buildWall, buildOwn) = (building.wall, building.own)
        built = nil

        let starting = Stopwatch()
        let index = try FingerprintIndex(folder: place)
        _ = try index.search(lookups[0], limit: 10)
        let start = starting.wall

        for lookup in lookups { _ = try index.search(lookup, limit: 10) }
        var (walls, owns): ([Double], [Double]) = ([], [])
        var recalled = 0
        var answers: [Int64] = []
        for (number, lookup) in lookups.enumerated() {
            let watch = Stopwatch()
            let hits = try index.search(lookup, limit: 10)
            owns.append(watch.own)
            walls.append(watch.wall)
            if hits.contains(where: { $0.distance <= number % 32 }) { recalled += 1 }
            for hit in hits { answers += [Int64(number), hit.id, Int64(hit.distance)] }
        }
        write(answers)
        let (two, share) = throughput(index)
        let effect = try insertToEffect(index)
        let n = Double(entries.count)
        let values: [(String, Double)] = [
            ("entries", n), ("lookups", Double(lookups.count)), ("recall", Double(recalled) / Double(lookups.count)),
            ("wall_p50_us", walls.percentile(0.5) * 1e6), ("wall_p99_us", walls.percentile(0.99) * 1e6),
            ("cpu_p10_us", owns.percentile(0.1) * 1e6),
            ("cpu_p50_us", owns.percentile(0.5) * 1e6), ("cpu_p99_us", owns.percentile(0.99) * 1e6),
            ("lookups_per_second_two_threads", two),
            ("two_threads_share", share), ("build_us_per_entry", buildWall / n * 1e6),
            ("build_cpu_us_per_entry", buildOwn / n * 1e6), ("start_s", start),
            ("insert_to_effect_p50_us", effect.percentile(0.5) * 1e6),
            ("insert_to_effect_p99_us", effect.percentile(0.99) * 1e6),
            ("bytes_per_entry", Double(index.byteCount) / n),
        ]
        return "{" + values.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }

    /// Numbers of look-up, entry and distance, for the peer to compare.
    private func write(_ answers: [Int64]) {
        let file = fopen(folder + "/hits", "w")
        answers.withUnsafeBytes { bytes in _ = fwrite(bytes.baseAddress, 1, bytes.count, file) }
        fclose(file)
    }

    /// Look-ups a second on two threads, and what share of a core each thread really had.
    private func throughput(_ index: FingerprintIndex) -> (Double, Double) {
        let watch = Stopwatch()
        let load = LookupLoad(index: index, lookups: lookups, seconds: 3)
        var threads = [pthread_t](repeating: 0, count: 2)
        for thread in threads.indices {
            pthread_create(
                &threads[thread], nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<LookupLoad>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, Unmanaged.passRetained(load).toOpaque())
        }
        for thread in threads { pthread_join(thread, nil) }
        return (Double(load.done) / watch.wall, load.ownSeconds / watch.wall / 2)
    }

    /// From before an entry is added until a search has found it, and the same for its withdrawal.
    private func insertToEffect(_ index: FingerprintIndex) throws -> [Double] {
        var numbers = SeededNumbers(state: 3)
        return try (0..<1000).map { number in
            let id = Int64(entries.count + number)
            let fingerprint = Fingerprint(words: numbers.balanced(), quality: 100)
            let watch = Stopwatch()
            try index.add(fingerprint, id: id)
            let isFound = try index.search(fingerprint, limit: 1) == [FingerprintHit(id: id, distance: 0)]
            index.withdraw(id)
            let isGone = try index.search(fingerprint, limit: 1).isEmpty
            precondition(isFound && isGone, "an entry acts at once")
            return watch.wall / 2
        }
    }
}
