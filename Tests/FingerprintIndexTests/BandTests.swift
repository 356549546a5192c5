import TestSupport
import Testing

@testable import FingerprintIndex

@Suite struct BandTests {
    /// For each band: nothing more can be taken than this.
    private static let most = Bands.thresholdMax + 1

    @Test(arguments: [0, 10, 31, 43])
    func `a plan always takes enough steps`(reach: Int) {
        var numbers = Seeded(UInt64(reach))
        for _ in 0..<100 {
            let costs = (0..<Bands.count).map { _ in (0..<Self.most).map { _ in Int(numbers.next() % 1_000) } }
            let plan = BandPlan(costs: costs.flatMap(\.self), stepsEach: Self.most, reach: reach)
            #expect(plan.steps.reduce(0, +) == reach + 1)
            #expect(plan.steps.allSatisfy { (0...Self.most).contains($0) })
        }
    }

    @Test func `a plan is the cheapest of all`() {
        var numbers = Seeded(61)
        for reach in 0..<3 * Self.most {
            let costs = (0..<3).map { _ in (0..<Self.most).map { _ in Int(numbers.next() % 1_000) } }
            func price(_ steps: [Int]) -> Int {
                steps.indices.reduce(0) { $0 + costs[$1].prefix(steps[$1]).reduce(0, +) }
            }
            let all = (0...Self.most).flatMap { a in
                (0...Self.most).flatMap { b in (0...Self.most).map { c in [a, b, c] } }
            }
            let cheapest = all.filter { $0.reduce(0, +) >= reach + 1 }.map(price).min()
            #expect(price(BandPlan(costs: costs.flatMap(\.self), stepsEach: Self.most, reach: reach).steps) == cheapest)
        }
    }

    @Test func `a plan leaves out what is crowded`() {
        var costs = [[Int]](repeating: [1, 20, 200, 2_000], count: Bands.count)
        costs[4] = [100_000, 3, 4, 5]
        #expect(BandPlan(costs: costs.flatMap(\.self), stepsEach: Self.most, reach: 31).steps[4] == 0)

        costs[4] = [1, 20, 9_000, 90_000]
        #expect(BandPlan(costs: costs.flatMap(\.self), stepsEach: Self.most, reach: 31).steps[4] == 2)
    }

    @Test(arguments: [4, 13, 16, 20, 21])
    func `bands cover the bits of a fingerprint once`(prefixBits: Int) {
        var covered = 0
        for bit in 0..<256 {
            let flipped: UInt128 = 1 << UInt128(bit & 127)
            let halves = Halves(near: bit < 128 ? flipped : 0, far: bit < 128 ? 0 : flipped)
            let touched = (0..<Bands.count).filter { band in
                let cut = Bands.Cut(band: band, prefixBits: prefixBits)
                let source = cut.source(of: halves)
                return cut.bucket(source) != 0 || cut.rest(source) != 0
            }
            #expect(touched.count <= 1)
            covered += touched.count
        }
        #expect(covered == 10 * min(23, prefixBits + Bands.restBits) + min(26, prefixBits + Bands.restBits))
    }

    @Test func `flips reach every bucket up to three bits away once, nearest first`() {
        let flips = Flips(prefixBits: 6)
        let expected = (0..<64).filter { $0.nonzeroBitCount <= 3 }
        #expect(flips.masks.sorted() == expected)
        #expect(flips.masks.map(\.nonzeroBitCount) == flips.masks.map(\.nonzeroBitCount).sorted())
        #expect(flips.starts == [0, 1, 7, 22, 42])
    }
}
