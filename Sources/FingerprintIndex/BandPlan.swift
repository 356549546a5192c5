/// Which band is looked at up to which threshold, chosen for one picture and one segment: the cheapest choice that still
/// finds everything.
struct BandPlan {
    /// For each band how many steps it takes: 0 leaves it out, n looks at buckets up to n - 1 bits away.
    private(set) var steps: [Int]

    /// - Parameters:
    ///   - costs: for one band after the other what each of its steps costs, known or estimated.
    ///   - stepsEach: steps that a band can take.
    ///   - reach: bits; under the number of all steps.
    init(costs: [Int], stepsEach: Int, reach: Int) {
        let bandCount = costs.count / stepsEach
        let spare = costs.count - (reach + 1)
        let width = spare + 1
        // saved[s]: the most that can be saved by leaving s steps out of the bands so far.
        var saved = [Int](repeating: 0, count: width)
        var chosen = [UInt8](repeating: 0, count: width * bandCount)
        for band in 0..<bandCount {
            var total = spare
            while total > 0 {
                var best = saved[total]
                var gain = 0
                for dropped in 1...min(stepsEach, total) {
                    gain += costs[(band + 1) * stepsEach - dropped]
                    if saved[total - dropped] + gain > best {
                        best = saved[total - dropped] + gain
                        chosen[band * width + total] = UInt8(dropped)
                    }
                }
                saved[total] = best
                total -= 1
            }
        }
        steps = [Int](repeating: stepsEach, count: bandCount)
        var left = spare
        for band in (0..<bandCount).reversed() {
            let dropped = Int(chosen[band * width + left])
            steps[band] -= dropped
            left -= dropped
        }
    }
}
