/// A mark that was found.
public struct WatermarkDetection: Sendable, Hashable {
    public let id: WatermarkID
    /// Which of the detector's keys the mark was made with.
    public let keyIndex: Int
    /// How well the whole code word fits, in standard deviations of what an unmarked picture
    /// gives: 11.2 or more, up to about 28.
    public let score: Float
    /// How the picture lies and was drawn since it was marked.
    public let placement: WatermarkPlacement
}
