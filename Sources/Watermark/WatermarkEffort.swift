/// How far to look for a mark.
public struct WatermarkEffort: Sendable, Hashable {
    /// Only where the mark of a picture that was resized or re-encoded as a whole lies.
    public static let direct = WatermarkEffort(placementsMax: 0)
    /// Everything that the search knows.
    public static let full = WatermarkEffort(placementsMax: .max)

    /// How many placements are tried at most; each takes about a tenth of a millisecond and half of that for each further
    /// key.
    public let placementsMax: Int

    public init(placementsMax: Int) {
        self.placementsMax = max(0, placementsMax)
    }
}
