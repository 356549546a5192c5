/// Finds the picture inside a frame: uniform borders of any colour, letterboxes, bars with a caption, the rest of a
/// phone's screen. It guesses, and a picture with a plain background loses some of that too, so what it finds is looked
/// up besides the whole picture and never instead of it.
public enum BorderTrim {
    /// How many rectangles are answered at most.
    public static let candidatesMax = 3
    /// A rectangle with a side under this share of the picture's is no candidate.
    public static let shareMin = 0.2
    /// A rectangle whose sides all lie closer than this share to those of the picture, or of an earlier candidate, is
    /// the same.
    public static let shareOfSame = 0.008

    /// How far a channel may lie from the border's colour, 0 to 255.
    enum Tolerance {
        /// Leaves JPEG noise and soft shadows to the border.
        static let wide: UInt8 = 28
        /// Stops where a plain background of nearly the border's colour begins.
        static let strict: UInt8 = 8
        static let busy: UInt8 = 20
    }

    /// Rectangles that may hold the picture itself.
    ///
    /// - Parameters:
    ///   - rgb: at least `stride * (height - 1) + width * 3` bytes.
    ///   - width: pixels in a row, 1 to 65,535.
    ///   - height: rows, 1 to 65,535.
    ///   - stride: bytes from one row to the next; `width * 3` when nil.
    /// - Returns: none to `candidatesMax` rectangles, none of them the whole picture.
    public static func candidates(
        rgb: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int? = nil
    ) -> [PixelArea] {
        let view = PixelView(rgb, width: width, height: height, stride: stride)
        return view.reduced(by: view.factor(leaving: QueryFingerprints.reducedSideMin)) { small, factor in
            areas(of: small).map { $0.area.scaled(by: factor) }
        }
    }

    /// Rectangles of packed 8-bit RGB rows in an array.
    public static func candidates(rgb: [UInt8], width: Int, height: Int) -> [PixelArea] {
        rgb.withUnsafeBytes { candidates(rgb: $0, width: width, height: height) }
    }

    static func areas(of view: PixelView) -> [LabelledArea] {
        var found: [LabelledArea] = []
        func add(_ part: LabelledFingerprint.Part, _ area: PixelArea?) {
            guard let area, Double(area.width) >= shareMin * Double(view.width),
                Double(area.height) >= shareMin * Double(view.height),
                !area.isNear(view.area, share: shareOfSame),
                !found.contains(where: { $0.area.isNear(area, share: shareOfSame) })
            else { return }
            found.append(LabelledArea(part: part, area: area))
        }
        add(.trimmed, withoutBorders(view, tolerance: Tolerance.wide))
        add(.strictlyTrimmed, withoutBorders(view, tolerance: Tolerance.strict))
        add(.busyBand, busyBand(view))
        return found
    }

    /// What is left when lines of one colour are taken from the four sides: top and bottom first, so that the sides of a
    /// letterboxed picture are read without the bars, and once more, for a frame inside a frame.
    static func withoutBorders(_ view: PixelView, tolerance: UInt8) -> PixelArea? {
        var area = view.area
        for _ in 0..<2 {
            let top = border(view, area, .top, tolerance)
            let bottom = top < area.height ? border(view, area, .bottom, tolerance) : 0
            guard top + bottom < area.height else { return nil }
            area.y += top
            area.height -= top + bottom
            let left = border(view, area, .left, tolerance)
            let right = left < area.width ? border(view, area, .right, tolerance) : 0
            guard left + right < area.width else { return nil }
            area.x += left
            area.width -= left + right
        }
        return area
    }

    private enum Side { case top, bottom, left, right }

    /// How many lines from that side inwards have the colour of the outermost one.
    private static func border(_ view: PixelView, _ area: PixelArea, _ side: Side, _ tolerance: UInt8) -> Int {
        let depth = side == .top || side == .bottom ? area.height : area.width
        func line(_ index: Int) -> PixelLine {
            switch side {
            case .top: PixelLine(view, row: area.y + index, from: area.x, count: area.width)
            case .bottom: PixelLine(view, row: area.y + area.height - 1 - index, from: area.x, count: area.width)
            case .left: PixelLine(view, column: area.x + index, from: area.y, count: area.height)
            case .right: PixelLine(view, column: area.x + area.width - 1 - index, from: area.y, count: area.height)
            }
        }
        let colour = line(0).median
        return (0..<depth).first { !line($0).isUniform(colour, tolerance: tolerance) } ?? depth
    }
}
