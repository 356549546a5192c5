import CWatermark

/// A picture whitened at three sizes, so that a search at any scale reads one that is about as fine.
struct Canvas: Sendable {
    /// A whitened plane, and how many pixels of the picture's standard size one of its pixels is.
    struct Level: Sendable {
        var plane: Plane
        var across: Double
        var down: Double
    }

    private static let areas = [Frame.markArea, Frame.markArea / 2, Frame.markArea / 4]

    private let levels: [Level]
    let width: Int
    let height: Int

    /// `isWhole`: all sizes, for a search.
    init(_ luma: Plane, isWhole: Bool, kernel: vg_mark_kernel) {
        width = luma.width
        height = luma.height
        let frame = (width: Double(luma.width), height: Double(luma.height))
        levels = Self.areas.prefix(isWhole ? Self.areas.count : 1).map { area in
            let scale = (Double(area) / Double(Frame.markArea)).squareRoot()
            let sides = (Int((frame.width * scale).rounded()), Int((frame.height * scale).rounded()))
            let plane = area == Frame.markArea ? luma : luma.resized(width: sides.0, height: sides.1, kernel: kernel)
            return Level(
                plane: plane.whitened(kernel: kernel), across: frame.width / Double(sides.0),
                down: frame.height / Double(sides.1))
        }
    }

    /// Which level to read for a mark drawn at this scale.
    func level(forScale scale: Double) -> Int { scale >= 0.8 ? 0 : scale >= 0.57 ? 1 : 2 }

    subscript(level: Int) -> Level { levels[min(level, levels.count - 1)] }
}
