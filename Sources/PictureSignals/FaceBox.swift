/// Where a face is, from the brows to the chin; it may reach over the picture's edge. Nothing in it tells one person from
/// another.
public struct FaceBox: Sendable, Hashable {
    public let area: PictureArea
    /// How plain a face it is, 0 and up.
    public let score: Float

    public init(area: PictureArea, score: Float = 1) {
        self.area = area
        self.score = score
    }
}
