/// What happened to a picture since it was marked, as far as the search needed to know.
public struct WatermarkPlacement: Sendable, Hashable {
    /// Pixels of the marked picture for one of this, both drawn at their standard size. A crop has less than 1, a frame
    /// around the picture more.
    public var across: Double
    public var down: Double
    /// Degrees, clockwise as seen.
    public var degrees: Double
    /// Whether the picture is seen as in a mirror.
    public var isMirrored: Bool
    /// Whether rows and columns were swapped, as on turning by 90 degrees.
    public var isSwapped: Bool
}
