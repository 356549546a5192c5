/// A small signature of how a picture looks in each of its parts, which tells an edit from its source where PDQ cannot:
/// a repainted region moves few of PDQ's bits.
///
/// 16 by 16 tiles hold a mean of luma and how much texture and contrast there is; 8 by 8 tiles hold two means of colour.
/// It is 528 bytes (560 where only a part of the frame is known), says nothing about who or what is shown, and cannot be
/// turned back into more than a thumbnail of 16 by 16 blocks. Compare two with `compare(_:_:)`.
///
/// It is the first of the stored formats, version 1; `bytes` never changes its meaning within a version.
public struct LocalSignature: Hashable, Sendable {
    /// Tiles of luma and texture along a side.
    public static let tilesPerSide = 16
    /// Tiles of colour along a side.
    public static let colourTilesPerSide = 8
    /// The version in the first byte.
    public static let version: UInt8 = 1
    /// The shortest side of a picture or of its area that is read, in pixels.
    public static let sideMin = 16

    /// What is stored: `bytesCount` bytes, or `bytesCountWithMask`.
    public let bytes: [UInt8]

    /// The signature of packed 8-bit RGB rows; nil where a side of the area is under `sideMin`.
    ///
    /// - Parameters:
    ///   - rgb: at least `stride * (height - 1) + width * 3` bytes.
    ///   - width: pixels in a row, 1 to 65,535.
    ///   - height: rows, 1 to 65,535.
    ///   - stride: bytes from one row to the next; `width * 3` when nil.
    ///   - area: the part of the picture to read, as a `LabelledFingerprint` names it; all of it when nil.
    ///   - frame: where that part lies in the picture that it will be compared with; all of it unless the entry that
    ///     matched is a crop. Tiles outside are unknown, and not compared.
    public init?(
        rgb: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int? = nil, area: PixelArea? = nil,
        in frame: Frame = .whole
    ) {
        let whole = PixelView(rgb, width: width, height: height, stride: stride)
        let view = area.map { whole.part($0) } ?? whole
        guard min(view.width, view.height) >= Self.sideMin else { return nil }
        let canvas = view.reduced(by: view.factor(leaving: Canvas.sourceSideMin)) { small, _ in
            Canvas(small, in: frame)
        }
        self.init(Tiles(canvas))
    }

    /// The signature of packed 8-bit RGB rows in an array.
    public init?(
        rgb: [UInt8], width: Int, height: Int, area: PixelArea? = nil, in frame: Frame = .whole
    ) {
        guard
            let signature = rgb.withUnsafeBytes({
                LocalSignature(rgb: $0, width: width, height: height, area: area, in: frame)
            })
        else { return nil }
        self = signature
    }

    init(_ tiles: Tiles) { bytes = Self.encode(tiles) }

    init(checked bytes: [UInt8]) { self.bytes = bytes }

    /// Where a part lies in a picture, in shares of its sides: 0, 0, 1, 1 is all of it.
    public struct Frame: Hashable, Sendable {
        public var left: Double
        public var top: Double
        public var right: Double
        public var bottom: Double

        public static let whole = Frame(left: 0, top: 0, right: 1, bottom: 1)

        /// A part of the whole: 0 <= `left` < `right` <= 1, 0 <= `top` < `bottom` <= 1.
        public init(left: Double, top: Double, right: Double, bottom: Double) {
            precondition(
                left >= 0 && top >= 0 && right <= 1 && bottom <= 1 && left < right && top < bottom,
                "a frame lies between 0 and 1")
            self.left = left
            self.top = top
            self.right = right
            self.bottom = bottom
        }

        /// Where a crop of an enrolled picture lies in it.
        public init(_ area: PixelArea, width: Int, height: Int) {
            self.init(
                left: Double(area.x) / Double(width), top: Double(area.y) / Double(height),
                right: min(1, Double(area.x + area.width) / Double(width)),
                bottom: min(1, Double(area.y + area.height) / Double(height)))
        }
    }
}
