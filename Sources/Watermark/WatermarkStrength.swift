/// How strong a mark is: a factor on the steps that it makes in a picture.
public struct WatermarkStrength: Sendable, Hashable {
    /// About 41 dB over photos.
    public static let standard = WatermarkStrength(1)

    /// 0.25 to 4; twice the factor costs 6 dB.
    public let factor: Float

    /// Takes the nearest factor from 0.25 to 4; what is no number becomes 1.
    public init(_ factor: Float) {
        self.factor = factor.isNaN ? 1 : min(4, max(0.25, factor))
    }
}
