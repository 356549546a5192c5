import CWatermark

/// The mark as steps of luma: the tile over and over, stronger where the picture has texture to hide it.
struct MarkShape {
    /// Steps of a coefficient: at least so much in flat places, so much more for each grey level of deviation in parts of
    /// a block, and at most so much.
    private static let floor: Float = 5
    private static let perDeviation: Float = 0.43
    private static let ceiling: Float = 13

    private let tile: Tile
    private let factor: Float

    init(_ tile: Tile, factor: Float) {
        self.tile = tile
        self.factor = factor
    }

    /// The steps that mark this plane of luma.
    func steps(on luma: Plane, kernel: vg_mark_kernel) -> Plane {
        var steps = Plane(width: luma.width, height: luma.height)
        steps.values.withUnsafeMutableBufferPointer { steps in
            guard let start = steps.baseAddress else { return }
            vg_mark_shape(
                luma.values, luma.width, luma.height, tile.values, Self.floor * factor, Self.perDeviation * factor,
                Self.ceiling * factor, start, kernel)
        }
        return steps
    }
}
