import Foundation

/// One factor for each channel by which most of a picture became brighter or darker. What it explains is light, clipped at
/// white where it was bright, and no change of what is shown.
struct LightChange {
    /// Values outside are clipped or noise, and say nothing of a factor.
    private static let telling: ClosedRange<Float> = 16...246
    /// The largest logarithm of a difference that still counts as explained: noise, and more where there was a change of
    /// light, since it clips and is not one factor everywhere.
    private static let tolerance: ClosedRange<Float> = 0.03...0.1
    private static let white: Float = 255
    /// What is added so that dark values are not compared by ratio.
    private static let floor: Float = 8

    private let factors: SIMD3<Float>
    private let tolerance: Float

    init(_ before: ChromaGrid, _ after: ChromaGrid) {
        var factors = SIMD3<Float>(repeating: 1)
        for channel in 0..<3 {
            let ratios = zip(before.cells, after.cells).compactMap { old, new -> Float? in
                let (was, becomes) = (old.mean[channel], new.mean[channel])
                return LightChange.telling.contains(was) && LightChange.telling.contains(becomes) ? becomes / was : nil
            }
            if !ratios.isEmpty { factors[channel] = ratios.number(ranked: ratios.count / 2) }
        }
        self.factors = factors
        let change = (0..<3).map { abs(log(factors[$0])) }.max() ?? 0
        let range = LightChange.tolerance
        tolerance = min(range.upperBound, range.lowerBound + change / 2)
    }

    /// Whether light alone made the second colour of the first.
    func explains(_ old: ChromaGrid.Colour, _ new: ChromaGrid.Colour) -> Bool {
        let expected = pointwiseMin(old.mean * factors, SIMD3(repeating: LightChange.white))
        return (0..<3).allSatisfy { channel in
            abs(log((new.mean[channel] + LightChange.floor) / (expected[channel] + LightChange.floor)))
                < tolerance
        }
    }
}
