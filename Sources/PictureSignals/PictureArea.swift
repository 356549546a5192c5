/// A rectangle in pixels of a picture, from its top left corner.
public struct PictureArea: Sendable, Hashable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The smallest rectangle that holds both.
    func joined(_ other: PictureArea) -> PictureArea {
        let (left, top) = (min(x, other.x), min(y, other.y))
        return PictureArea(
            x: left, y: top, width: max(x + width, other.x + other.width) - left,
            height: max(y + height, other.y + other.height) - top)
    }

    /// Wider by a margin on every side, cut at the picture's edges.
    func grown(by margin: Int, within pictureWidth: Int, _ pictureHeight: Int) -> PictureArea {
        let (left, top) = (max(0, x - margin), max(0, y - margin))
        return PictureArea(
            x: left, y: top, width: min(pictureWidth, x + width + margin) - left,
            height: min(pictureHeight, y + height + margin) - top)
    }
}
