import FingerprintIndex
import SafetyModel
import TestSupport
import Testing

@Suite struct ConcurrencyTests {
    @Test func `searches see every entry that stays while others come, go and are merged`() async throws {
        var numbers = Seeded(41)
        var bounds = FingerprintIndexBounds()
        bounds.deltaEntriesMax = 128
        let index = try FingerprintIndex(bounds: bounds)
        let staying = (0..<300).map { _ in numbers.balanced() }
        let passing = (0..<3_000).map { _ in numbers.balanced() }
        for (id, words) in staying.enumerated() { try index.add(Fingerprint(words), id: Int64(id)) }

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for (number, words) in passing.enumerated() {
                    let id = Int64(1_000 + number)
                    try index.add(Fingerprint(words), id: id)
                    let found = try index.search(Fingerprint(words), limit: 1)
                    #expect(found == [FingerprintHit(id: id, distance: 0)])
                    guard number % 2 == 0 else { continue }
                    index.withdraw(id)
                    let after = try index.search(Fingerprint(words), limit: 1)
                    #expect(after.isEmpty)
                }
            }
            group.addTask {
                for _ in 0..<200 {
                    try index.mergeIfNeeded()
                    await Task.yield()
                }
            }
            for start in 0..<2 {
                group.addTask {
                    for round in 0..<10 {
                        for id in stride(from: start, to: staying.count, by: 2) {
                            let found = try index.search(Fingerprint(staying[id]), limit: 1)
                            #expect(found == [FingerprintHit(id: Int64(id), distance: 0)], "round \(round)")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }

        try index.seal()
        #expect(index.count == 300 + 1_500)
        for number in 0..<200 {
            let found = try index.search(Fingerprint(passing[number]), limit: 1)
            #expect(found.isEmpty == (number % 2 == 0))
        }
    }

    @Test func `replacing an entry never leaves a moment without one`() async throws {
        var numbers = Seeded(42)
        var bounds = FingerprintIndexBounds()
        bounds.deltaEntriesMax = 64
        let index = try FingerprintIndex(bounds: bounds)
        let centre = numbers.balanced()
        let variants = (0..<4_000).map { _ in numbers.flipped(centre, bits: 6) }
        try index.add(Fingerprint(centre), id: 1)

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for words in variants {
                    if (try? index.add(Fingerprint(words), id: 1)) == nil { try index.mergeIfNeeded() }
                }
            }
            group.addTask {
                for _ in 0..<4_000 {
                    let ids = try index.ids(Fingerprint(centre), limit: 3)
                    #expect(ids == [1])
                }
            }
            try await group.waitForAll()
        }
    }
}
