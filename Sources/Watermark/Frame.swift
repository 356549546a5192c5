/// The sides of a picture of packed 8-bit RGB rows, and the size at which its mark lies.
struct Frame: Sendable, Hashable {
    /// The longest side and the most pixels that are read.
    static let sideMax = 1 << 20
    static let pixelsMax = 1 << 26
    /// A mark lies on a picture drawn at this many pixels, whatever its size; on a small one at no more than four for each
    /// of its own, since finer waves than it can show would be lost.
    static let markArea = 512 * 512
    private static let enlargementMax = 4
    /// The shortest side that carries a mark, as it is and as drawn.
    static let sideMin = 96

    let width: Int
    let height: Int

    /// Whether there are more pixels than are read.
    static func isTooLarge(width: Int, height: Int) -> Bool {
        guard width > 0, height > 0 else { return false }
        return width > sideMax || height > sideMax || width * height > pixelsMax
    }

    /// Nil where the picture is too small, too narrow or too large to carry a mark.
    init?(width: Int, height: Int) {
        guard width >= Self.sideMin, height >= Self.sideMin, !Self.isTooLarge(width: width, height: height)
        else { return nil }
        self.width = width
        self.height = height
        let drawn = drawn(area: Self.markArea)
        guard min(drawn.width, drawn.height) >= Self.sideMin else { return nil }
    }

    /// The sides at which this picture is marked.
    var marked: (width: Int, height: Int) { drawn(area: min(Self.markArea, Self.enlargementMax * width * height)) }

    /// The sides of the same picture at so many pixels.
    func drawn(area: Int) -> (width: Int, height: Int) {
        let scale = (Double(area) / (Double(width) * Double(height))).squareRoot()
        return (max(1, Int((Double(width) * scale).rounded())), max(1, Int((Double(height) * scale).rounded())))
    }
}
