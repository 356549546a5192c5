import FingerprintIndex
import SafetyModel
import TestSupport
import Testing

@Suite struct ChangeTests {
    @Test func `an added entry is found at once, a withdrawn one no more`() throws {
        var numbers = Seeded(21)
        let words = numbers.balanced()
        let index = try FingerprintIndex()

        try index.add(Fingerprint(words), id: -7)
        #expect(try index.search(Fingerprint(words), limit: 2) == [FingerprintHit(id: -7, distance: 0)])
        #expect(index.contains(-7))

        #expect(index.withdraw(-7))
        #expect(try index.search(Fingerprint(words), limit: 2).isEmpty)
        #expect(!index.withdraw(-7))
        #expect(!index.contains(-7))
        #expect(index.count == 0)
    }

    @Test func `an entry comes back under its id with another fingerprint, and the old one stays away`() throws {
        var numbers = Seeded(22)
        let entries = (0..<500).map { _ in numbers.balanced() }
        let index = try FingerprintIndex.loaded(entries)
        let other = numbers.balanced()

        index.withdraw(5)
        try index.add(Fingerprint(other), id: 5)
        try index.add(Fingerprint(other), id: 6)

        #expect(try index.ids(Fingerprint(other), limit: 5) == [5, 6])
        #expect(try index.search(Fingerprint(entries[5]), limit: 5).isEmpty)
        #expect(try index.search(Fingerprint(entries[6]), limit: 5).isEmpty)
        #expect(index.count == 500)
        try index.seal()
        #expect(try index.ids(Fingerprint(other), limit: 5) == [5, 6])
        #expect(try index.search(Fingerprint(entries[5]), limit: 5).isEmpty)
        #expect(index.count == 500)
    }

    @Test func `adding what is there changes nothing`() throws {
        var numbers = Seeded(23)
        let words = numbers.balanced()
        let index = try FingerprintIndex(bounds: .small)

        for _ in 0..<1_000 { try index.add(Fingerprint(words), id: 1) }

        #expect(index.count == 1)
        #expect(try index.search(Fingerprint(words), limit: 5).count == 1)
    }

    @Test func `the delta has a bound, and a merge makes room`() throws {
        var numbers = Seeded(24)
        let index = try FingerprintIndex(bounds: .small)
        for id in 0..<Int64(64 * 3) { try index.add(Fingerprint(numbers.balanced()), id: id) }
        let last = Fingerprint(numbers.balanced())

        #expect(throws: FingerprintIndexError.deltaFull) { try index.add(last, id: 1_000) }
        #expect(try index.mergeIfNeeded())
        try index.add(last, id: 1_000)

        #expect(index.count == 193)
        #expect(try index.ids(last, limit: 1) == [1_000])
    }

    @Test func `a segment whose entries are mostly withdrawn is written anew`() throws {
        var numbers = Seeded(26)
        let index = try FingerprintIndex.loaded((0..<4_000).map { _ in numbers.balanced() })
        let before = index.byteCount

        for id in 0..<Int64(3_000) { index.withdraw(id) }
        #expect(try index.mergeIfNeeded())

        #expect(index.count == 1_000)
        #expect(index.byteCount < before)
        for id in 3_000..<Int64(4_000) { index.withdraw(id) }
        try index.mergeIfNeeded()
        #expect(index.count == 0)
    }

    @Test func `a load must ascend and keep its promise`() throws {
        var numbers = Seeded(27)
        let some = (0..<3).map { (id: Int64($0), fingerprint: Fingerprint(numbers.balanced())) }
        let index = try FingerprintIndex()

        #expect(throws: FingerprintIndexError.idsNotAscending) { try index.load(some.reversed(), count: 3) }
        #expect(throws: FingerprintIndexError.countMismatch) { try index.load(some, count: 4) }
        #expect(throws: FingerprintIndexError.countMismatch) { try index.load(some, count: 2) }
        #expect(index.count == 0)
        try index.load(some, count: 3)
        #expect(index.count == 3)
    }

    @Test func `a load takes the place of entries with its ids`() throws {
        var numbers = Seeded(28)
        let entries = (0..<300).map { _ in numbers.balanced() }
        let index = try FingerprintIndex.loaded(entries)
        let early = numbers.balanced()
        try index.add(Fingerprint(early), id: 2)
        let later = (0..<300).map { _ in numbers.balanced() }

        try index.load(later)

        #expect(index.count == 300)
        #expect(try index.search(Fingerprint(early), limit: 1).isEmpty)
        #expect(try index.search(Fingerprint(entries[9]), limit: 1).isEmpty)
        #expect(try index.ids(Fingerprint(later[9]), limit: 1) == [9])
    }
}
