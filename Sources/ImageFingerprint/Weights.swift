import Synchronization

/// For each of the 64 samples along one side: which pixels it is made of, and with what weight.
///
/// Two box filters and the choice of every n/64th pixel, collapsed into one sparse table.
struct Weights: Sendable {
    /// One sample: `values[k]` is the weight of pixel `first + k`.
    struct Taps: Sendable {
        var first: Int
        var values: [Float]
        /// The values with red, green and blue folded in, for interleaved bytes.
        var interleaved: [Float]
    }

    let side: Int
    let samples: [Taps]

    private init(side: Int, samples: [(first: Int, values: [Float])]) {
        self.side = side
        self.samples = samples.map { sample in
            let interleaved = sample.values.flatMap { [0.299 * $0, 0.587 * $0, 0.114 * $0] }
            return Taps(first: sample.first, values: sample.values, interleaved: interleaved)
        }
    }

    /// The table of the same side walked from the other end.
    var mirrored: Weights {
        Weights(
            side: side,
            samples: samples.map { (side - $0.first - $0.values.count, Array($0.values.reversed())) })
    }

    private static let samplesPerSide = 64
    /// Sides of pictures come back again and again; the oldest tables go when there are more than this.
    private static let tablesMax = 32
    private static let tables = Mutex<[Weights]>([])

    /// The table for a side of that many pixels, from memory where it was made before.
    static func of(side: Int) -> Weights {
        if let known = tables.withLock({ $0.first { $0.side == side } }) { return known }
        let fresh = Weights(side: side, samples: (0..<samplesPerSide).map { sample($0, of: side) })
        tables.withLock { tables in
            if tables.count >= tablesMax { tables.removeFirst() }
            tables.append(fresh)
        }
        return fresh
    }

    private static func sample(_ index: Int, of side: Int) -> (first: Int, values: [Float]) {
        // A picture of exactly 64 pixels is not blurred.
        guard side != samplesPerSide else { return (index, [1]) }
        let window = (side + 127) / 128
        let ahead = (window + 2) / 2
        let behind = window - ahead
        let centre = Int((Double(index) + 0.5) * Double(side) / 64)
        let outer = max(0, centre - behind)...min(side - 1, centre + ahead - 1)
        let first = max(0, outer.lowerBound - behind)
        let last = min(side - 1, outer.upperBound + ahead - 1)
        var values = [Double](repeating: 0, count: last - first + 1)
        for middle in outer {
            let inner = max(0, middle - behind)...min(side - 1, middle + ahead - 1)
            let share = 1 / (Double(outer.count) * Double(inner.count))
            for pixel in inner { values[pixel - first] += share }
        }
        return (first, values.map { Float($0) })
    }
}
