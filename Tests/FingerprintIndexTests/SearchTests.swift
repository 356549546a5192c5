import FingerprintIndex
import SafetyModel
import TestSupport
import Testing

@Suite struct SearchTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a search finds what looking at everything finds`(seed: UInt64) throws {
        var numbers = Seeded(seed)
        let entries = (0..<12_000).map { _ in numbers.balanced() }
        let index = try FingerprintIndex()
        var oracle = SlowOracle()
        try index.load(Array(entries[..<8_000]))
        for (id, words) in entries.enumerated() {
            oracle.add(words, id: Int64(id))
            if id >= 8_000 { try index.add(Fingerprint(words), id: Int64(id)) }
        }

        for number in 0..<64 {
            let planted = numbers.flipped(entries[Int(numbers.next() % 12_000)], bits: number % 40)
            for within in [31, Int(numbers.next() % 65)] {
                let found = try index.search(Fingerprint(planted), within: within, limit: 100)
                #expect(found == oracle.search(planted, within: within, limit: 100), "seed \(seed), within \(within)")
            }
        }
        #expect(index.count == oracle.count)
    }

    @Test(arguments: 0...33)
    func `an entry is found up to 31 bits away and no farther`(distance: Int) throws {
        var numbers = Seeded(UInt64(distance))
        let entries = (0..<300).map { _ in numbers.balanced() }
        let sealed = try FingerprintIndex.loaded(entries)
        let fresh = try FingerprintIndex()
        for (id, words) in entries.enumerated() { try fresh.add(Fingerprint(words), id: Int64(id)) }

        for id in 0..<20 {
            let planted = numbers.flipped(entries[id], bits: distance)
            let expected = distance <= 31 ? [FingerprintHit(id: Int64(id), distance: distance)] : []
            #expect(try sealed.search(Fingerprint(planted), limit: 5) == expected)
            #expect(try fresh.search(Fingerprint(planted), limit: 5) == expected)
        }
    }

    @Test func `the tables alone find every planted distance`() throws {
        var numbers = Seeded(5)
        let entries = (0..<60_000).map { _ in numbers.balanced() }
        let index = try FingerprintIndex.loaded(entries)

        for distance in 0...43 {
            for id in stride(from: distance, to: 60_000, by: 6_001) {
                let planted = numbers.flipped(entries[id], bits: distance)
                let found = try index.search(Fingerprint(planted), within: max(distance, 31), limit: 5)
                #expect(found == [FingerprintHit(id: Int64(id), distance: distance)])
            }
        }
    }

    @Test func `differences gathered in few bands are found too`() throws {
        var numbers = Seeded(6)
        let entries = (0..<60_000).map { _ in numbers.balanced() }
        let index = try FingerprintIndex.loaded(entries)

        for start in stride(from: 0, to: 225, by: 7) {
            var planted = entries[start * 17]
            for bit in start..<start + 31 { planted[bit >> 6] ^= 1 << UInt64(bit & 63) }
            let found = try index.search(Fingerprint(planted), limit: 2)
            #expect(found == [FingerprintHit(id: Int64(start * 17), distance: 31)])
        }
        for spread in 0..<8 {
            var planted = entries[spread]
            for step in 0..<31 {
                let bit = (spread + step * 8) & 255
                planted[bit >> 6] ^= 1 << UInt64(bit & 63)
            }
            let found = try index.search(Fingerprint(planted), limit: 2)
            #expect(found == [FingerprintHit(id: Int64(spread), distance: 31)])
        }
    }

    @Test func `hits come nearest first, then lowest id, and no more than asked for`() throws {
        var numbers = Seeded(7)
        let centre = numbers.balanced()
        let entries = (0..<400).map { numbers.flipped(centre, bits: [3, 1, 2, 40][$0 % 4]) }
        let index = try FingerprintIndex.loaded(entries)

        let found = try index.search(Fingerprint(centre), limit: 150)

        #expect(found.count == 150)
        let nearest: [Int64] = Array(stride(from: 1, to: 400, by: 4))
        let next: [Int64] = Array(stride(from: 2, to: 200, by: 4))
        let ids = found.map(\.id)
        #expect(ids == nearest + next)
        #expect(try index.search(Fingerprint(centre), limit: 0).isEmpty)
    }

    @Test func `several fingerprints are searched at once, each entry at its smallest distance`() throws {
        var numbers = Seeded(8)
        let entries = (0..<1_000).map { _ in numbers.balanced() }
        let index = try FingerprintIndex.loaded(entries)

        let turned = [
            Fingerprint(numbers.flipped(entries[3], bits: 9)), Fingerprint(numbers.flipped(entries[3], bits: 4)),
            Fingerprint(numbers.flipped(entries[8], bits: 6)),
        ]

        let expected = [FingerprintHit(id: 3, distance: 4), FingerprintHit(id: 8, distance: 6)]
        #expect(try index.search(anyOf: turned, limit: 10) == expected)
        #expect(try index.search(anyOf: turned, limit: 1) == [expected[0]])
        #expect(try index.search(anyOf: [], limit: 1).isEmpty)
    }
}
