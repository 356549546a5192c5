import FingerprintIndex
import SafetyModel
import TestSupport
import Testing

/// Sets that crowd buckets, as flat pictures and floods of one picture do.
@Suite struct CrowdTests {
    @Test(arguments: [1, 2, 4, 8, 16, 64, 1_024, 4_096, 16_384])
    func `as many equal entries as a power of two are all found`(count: Int) throws {
        var numbers = Seeded(11)
        let words = numbers.balanced()
        let index = try FingerprintIndex.loaded([SIMD4<UInt64>](repeating: words, count: count))

        let near = Fingerprint(numbers.flipped(words, bits: 31))

        let all = Array(0..<Int64(count))
        #expect(try index.ids(near, limit: count + 1) == all)
        #expect(try index.search(near, limit: 1) == [FingerprintHit(id: 0, distance: 31)])
        #expect(try index.search(Fingerprint(~words), limit: 1).isEmpty)
    }

    @Test func `equal entries are found among many others`() throws {
        var numbers = Seeded(12)
        let words = numbers.balanced()
        let entries = (0..<40_000).map { $0 % 10 == 0 ? words : numbers.balanced() }
        let index = try FingerprintIndex.loaded(entries)

        let found = try index.ids(Fingerprint(numbers.flipped(words, bits: 30)), limit: 5_000)

        #expect(found == Array(stride(from: Int64(0), to: 40_000, by: 10)))
    }

    @Test(arguments: ["flat", "half", "bands", "few", "mixed"])
    func `a search in crowded buckets finds what looking at everything finds`(kind: String) throws {
        var numbers = Seeded(13)
        let centre = numbers.balanced()
        let entries: [SIMD4<UInt64>] = (0..<6_000).map { number in
            switch kind {
            case "flat": return numbers.flipped(SIMD4(repeating: 0), bits: number % 24)
            // One half is the same for all.
            case "half": return SIMD4(centre[0], centre[1], numbers.next(), numbers.next())
            // Every other word is the same for all.
            case "bands": return SIMD4(numbers.next(), centre[1], numbers.next(), centre[3])
            // Few different ones, very often.
            case "few": return numbers.flipped(centre, bits: number % 3)
            default: return number.isMultiple(of: 3) ? numbers.flipped(centre, bits: 20) : numbers.balanced()
            }
        }
        let index = try FingerprintIndex.loaded(entries)
        var oracle = SlowOracle()
        for (id, words) in entries.enumerated() { oracle.add(words, id: Int64(id)) }

        for number in 0..<24 {
            let lookup = numbers.flipped(number.isMultiple(of: 2) ? entries[number] : centre, bits: number)
            for limit in [10, 10_000] {
                let found = try index.search(Fingerprint(lookup), limit: limit)
                #expect(found == oracle.search(lookup, within: 31, limit: limit), "\(kind), look-up \(number)")
            }
        }
    }

    @Test func `flat fingerprints beside many others do not hide anything`() throws {
        var numbers = Seeded(14)
        let entries = (0..<50_000).map { number in
            number < 2_000 ? numbers.flipped(SIMD4(repeating: 0), bits: 20) : numbers.balanced()
        }
        let index = try FingerprintIndex.loaded(entries)
        var oracle = SlowOracle()
        for (id, words) in entries.enumerated() { oracle.add(words, id: Int64(id)) }

        for bits in [0, 5, 11] {
            let lookup = numbers.flipped(SIMD4(repeating: 0), bits: bits)
            let found = try index.search(Fingerprint(lookup), limit: 3_000)
            #expect(found == oracle.search(lookup, within: 31))
        }
    }

    @Test func `an empty index finds nothing`() throws {
        let index = try FingerprintIndex()
        #expect(try index.search(Fingerprint(SIMD4(repeating: 0)), within: 64, limit: 5).isEmpty)
        #expect(index.count == 0)
    }
}
