import FingerprintIndex
import Foundation
import SafetyModel
import TestSupport
import Testing

@Suite struct AnyOrderTests {
    @Test(arguments: [71, 72] as [UInt64])
    func `adds, withdrawals and merges in any order leave what the oracle has`(seed: UInt64) throws {
        let index = try FingerprintIndex(bounds: .small)
        var history = History(seed: seed)

        for _ in 0..<2_000 { try history.step(index) }
        try index.seal()

        try history.compare(index)
        #expect(index.partCount < 16)
    }

    @Test func `so they do in a folder that is opened again and again`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "index-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var history = History(seed: 73)

        for _ in 0..<6 {
            let index = try FingerprintIndex(folder: folder, bounds: .small)
            try history.compare(index)
            for _ in 0..<250 { try history.step(index) }
            try index.seal()
            try index.verify()
        }

        try history.compare(FingerprintIndex(folder: folder, bounds: .small))
    }
}

extension FingerprintIndexBounds {
    static let small = {
        var bounds = FingerprintIndexBounds()
        bounds.deltaEntriesMax = 64
        bounds.deltasMax = 3
        return bounds
    }()
}

/// Random calls, done to an index and to the oracle alike.
private struct History {
    private var numbers: Seeded
    private var oracle = SlowOracle()
    private var known: [SIMD4<UInt64>] = []
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        numbers = Seeded(seed)
    }

    mutating func step(_ index: FingerprintIndex) throws {
        let id = Int64(numbers.next() % 700)
        switch numbers.next() % 64 {
        case 0..<38:
            let words = fresh()
            known.append(words)
            do {
                try index.add(Fingerprint(words), id: id)
            } catch .deltaFull {
                try index.mergeIfNeeded()
                try index.add(Fingerprint(words), id: id)
            }
            oracle.add(words, id: id)
        case 38..<58:
            #expect(index.withdraw(id) == oracle.withdraw(id), "seed \(seed)")
        case 58:
            try index.mergeIfNeeded()
        case 59:
            if numbers.next() % 4 == 0 { try index.seal() }
        default:
            try compare(index, known.randomElement(using: &numbers))
        }
    }

    func compare(_ index: FingerprintIndex) throws {
        #expect(index.count == oracle.count, "seed \(seed)")
        for words in known.suffix(150) { try compare(index, words) }
    }

    private func compare(_ index: FingerprintIndex, _ words: SIMD4<UInt64>?) throws {
        guard let words else { return }
        let found = try index.search(Fingerprint(words), limit: 20)
        #expect(found == oracle.search(words, within: 31, limit: 20), "seed \(seed)")
    }

    private mutating func fresh() -> SIMD4<UInt64> {
        guard numbers.next() % 2 == 0, let near = known.randomElement(using: &numbers) else {
            return numbers.balanced()
        }
        return numbers.flipped(near, bits: 10)
    }
}
