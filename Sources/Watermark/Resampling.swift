import CWatermark

/// How each of a row's new values is made of neighbours among its old ones: a triangle, as wide as two old or new pixels.
struct Resampling: Sendable {
    let firsts: [Int32]
    /// `taps` weights for each new value; they sum to 1.
    let weights: [Float]
    let taps: Int

    var count: Int { firsts.count }

    init(from old: Int, to new: Int) {
        let scale = Double(old) / Double(new)
        let reach = max(1, scale)
        let taps = min(old, Int((2 * reach).rounded(.up)) + (scale > 1 ? 1 : 0))
        var firsts: [Int32] = []
        var weights: [Float] = []
        firsts.reserveCapacity(new)
        weights.reserveCapacity(new * taps)
        for index in 0..<new {
            let centre = (Double(index) + 0.5) * scale - 0.5
            let first = max(0, min(old - taps, Int((centre - reach).rounded(.down)) + 1))
            var values = (0..<taps).map { max(0, 1 - abs(Double(first + $0) - centre) / reach) }
            // Before the first and after the last pixel's centre there is only that pixel.
            if scale <= 1, centre < 0 { values = (0..<taps).map { $0 == 0 ? 1 : 0 } }
            if scale <= 1, centre > Double(old - 1) { values = (0..<taps).map { $0 == taps - 1 ? 1 : 0 } }
            let sum = values.reduce(0, +)
            firsts.append(Int32(first))
            weights.append(contentsOf: values.map { Float($0 / sum) })
        }
        self.firsts = firsts
        self.weights = weights
        self.taps = taps
    }

    /// New values from old ones, through memory.
    func apply(_ old: UnsafePointer<Float>, to new: UnsafeMutablePointer<Float>, kernel: vg_mark_kernel) {
        vg_mark_resample(old, firsts, weights, taps, count, new, kernel)
    }
}
