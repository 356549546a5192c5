/// A straight line through pairs of values of which up to some 40 % may lie anywhere: how a picture's brightness,
/// contrast and colours were changed as a whole, in spite of a region that was changed on its own.
struct RobustFit {
    var gain: Float
    var offset: Float
    /// 1.4826 times the median distance from the line: how far values lie from it where nothing was changed locally.
    var noise: Float

    /// - Parameters:
    ///   - from: values of one picture.
    ///   - to: values of the other, as many.
    ///   - gains: the gains that count as a change of the whole.
    ///   - spread: how far the values must be apart before they say something about the gain.
    init(from: [Float], to: [Float], gains: ClosedRange<Float>, spread: Float) {
        gain = Self.slope(from, to, spread: spread) ?? 1
        gain = max(gains.lowerBound, min(gains.upperBound, gain))
        offset = 0
        noise = 0
        recentre(from, to)
        // Least squares over the closer 60 %, drawn towards the gain that was found where the values lie close together.
        for _ in 0..<3 {
            let distances = zip(from, to).map { abs($1 - gain * $0 - offset) }
            let limit = Self.ranked(distances, 0.6)
            let inliers = zip(zip(from, to), distances).filter { $1 <= limit }.map(\.0)
            let count = Float(inliers.count)
            let (meanFrom, meanTo) = (inliers.reduce(0) { $0 + $1.0 } / count, inliers.reduce(0) { $0 + $1.1 } / count)
            var together: Float = 0
            var alone: Float = 0
            for (x, y) in inliers {
                together += (x - meanFrom) * (y - meanTo)
                alone += (x - meanFrom) * (x - meanFrom)
            }
            let drawn = spread * spread * count * 0.1
            gain = max(gains.lowerBound, min(gains.upperBound, (together + drawn * gain) / (alone + drawn)))
            offset = meanTo - gain * meanFrom
        }
        recentre(from, to)
    }

    func predicted(_ value: Float) -> Float { gain * value + offset }

    private mutating func recentre(_ from: [Float], _ to: [Float]) {
        let gain = gain
        offset = Self.ranked(zip(from, to).map { $1 - gain * $0 }, 0.5)
        let offset = offset
        noise = 1.4826 * Self.ranked(zip(from, to).map { abs($1 - gain * $0 - offset) }, 0.5)
    }

    /// The median slope between values that lie apart; nil where hardly any do.
    private static func slope(_ from: [Float], _ to: [Float], spread: Float) -> Float? {
        var slopes: [Float] = []
        for index in from.indices {
            for distance in [1, 7, 16, 37, 67, 101] {
                let other = (index + distance) % from.count
                let difference = from[other] - from[index]
                if abs(difference) >= spread { slopes.append((to[other] - to[index]) / difference) }
            }
        }
        return slopes.count >= 24 ? ranked(slopes, 0.5) : nil
    }

    private static func ranked(_ values: [Float], _ share: Float) -> Float {
        guard !values.isEmpty else { return 0 }
        return values.sorted()[min(values.count - 1, Int(share * Float(values.count)))]
    }
}
