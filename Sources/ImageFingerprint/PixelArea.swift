/// A rectangle of whole pixels inside a picture, counted from its top left corner.
public struct PixelArea: Hashable, Sendable, Codable {
    public var x: Int
    public var y: Int
    /// Pixels across; at least 1.
    public var width: Int
    /// Pixels down; at least 1.
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// All of a picture.
    public init(width: Int, height: Int) { self.init(x: 0, y: 0, width: width, height: height) }

    /// The part left when these shares of the sides, each 0 to under 1, are cut away: rounded to pixels, never empty.
    public func cut(left: Double = 0, top: Double = 0, right: Double = 0, bottom: Double = 0) -> PixelArea {
        let fromLeft = Int((Double(width) * left).rounded())
        let fromTop = Int((Double(height) * top).rounded())
        let fromRight = Int((Double(width) * right).rounded())
        let fromBottom = Int((Double(height) * bottom).rounded())
        return PixelArea(
            x: x + fromLeft, y: y + fromTop, width: max(1, width - fromLeft - fromRight),
            height: max(1, height - fromTop - fromBottom))
    }

    func isInside(width: Int, height: Int) -> Bool {
        x >= 0 && y >= 0 && self.width >= 1 && self.height >= 1 && x <= width - self.width
            && y <= height - self.height
    }

    /// True where no side lies further from the other's side than this share of the sides.
    func isNear(_ other: PixelArea, share: Double) -> Bool {
        let across = share * Double(max(width, other.width))
        let down = share * Double(max(height, other.height))
        return Double(abs(x - other.x)) <= across && Double(abs(x + width - other.x - other.width)) <= across
            && Double(abs(y - other.y)) <= down && Double(abs(y + height - other.y - other.height)) <= down
    }

    func scaled(by factor: Int) -> PixelArea {
        PixelArea(x: x * factor, y: y * factor, width: width * factor, height: height * factor)
    }
}
