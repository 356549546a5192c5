/// Where something stands that looks like a line of letters.
public struct TextLine: Hashable, Sendable {
    /// Which way the line runs.
    public enum Direction: Hashable, Sendable {
        case across
        /// From top to bottom or from bottom to top; the numbers are those of the picture turned over its diagonal.
        case upright
    }

    public var direction: Direction
    /// The first and last pixel along the line, the last not included.
    public var left: Int
    public var right: Int
    /// The highest and lowest pixel of its letters at `left`, the lowest not included.
    public var top: Int
    public var bottom: Int
    /// How many pixels the line falls for each pixel along it.
    public var slope: Float
    /// The letters are lighter than what lies around them.
    public var isLight: Bool
    /// In what the letters differ from what is around them; in that they are lighter or darker, and of that grey.
    public var tone: TextTone
    /// How bright the letters are, 0 to 255.
    public var grey: Int
    /// How much it looks like a line; only lines of one picture compare.
    var score: Float

    var area: Int { (right - left) * (bottom - top) }

    /// From where to where a reader should look along the line: letters at its ends may have been missed.
    func ends(in rows: RGBRows) -> Range<Int> {
        let along = direction == .across ? rows.width : rows.height
        let more = 6 * (bottom - top)
        let first = min(max(0, left - more), along - 1)
        return first..<max(first + 1, min(along, right + more))
    }

    /// Whether most of the other line lies in this one.
    func covers(_ other: TextLine) -> Bool {
        guard direction == other.direction, tone == other.tone, isLight == other.isLight else { return false }
        let across = min(right, other.right) - max(left, other.left)
        let down = min(bottom, other.bottom) - max(top, other.top)
        return across > 0 && down > 0 && across * down * 10 > 6 * other.area
    }
}

/// Finds lines of letters: patches of about one height, breadth of line and grey that stand in a row.
///
/// It says where a reader should look, not what is there: a texture may pass for letters. Letters of less than some eight
/// pixels in a picture of 1,280, letters that all hang together, and such as hardly differ from what is behind them are
/// not found. `Documentation/Pictures.md` has how many it finds.
public enum TextLines {
    /// The long side to which pictures are reduced.
    static let workingSide = 1_280
    /// The most lines of one picture that are looked at from near, the likeliest first.
    public static let countMax = 40
    /// Values by which a letter differs from what is around it.
    private static let contrast = 13
    /// Half the side of the square that is around it.
    private static let reach = 11
    private static let heightMin = 7
    private static let heightMax = 160

    /// The lines of a picture, the likeliest first, at most `countMax`.
    public static func find(in rows: RGBRows) -> [TextLine] {
        let fine = GreyPicture(rows, sideMax: workingSide)
        var lines = find(in: fine, .light)
        // WHY: broad strokes look hollow through the small square, so large letters are looked for in a smaller picture.
        if min(fine.width, fine.height) > 120 { lines += find(in: fine.reduced(by: 3), .light) }
        for tone in [TextTone.red, .blue] {
            lines += find(in: GreyPicture(rows, sideMax: workingSide / 2, tone: tone), tone)
        }
        var kept: [TextLine] = []
        for line in lines.sorted(by: { $0.score > $1.score }) where !kept.contains(where: { $0.covers(line) }) {
            kept.append(line)
            if kept.count == countMax { break }
        }
        return kept.filter { TextStrip.looksLikeText($0, in: rows) }
    }

    private static func find(in picture: GreyPicture, _ tone: TextTone) -> [TextLine] {
        let letters = InkBlob.find(in: picture, ink: picture.ink(around: reach, contrast: contrast))
            .filter(mayBeLetter)
        var lines: [TextLine] = []
        for direction in [TextLine.Direction.across, .upright] {
            for isLight in [false, true] {
                let blobs = letters.filter { $0.isLight == isLight }.map { direction == .across ? $0 : $0.transposed }
                for row in LetterRow.find(in: blobs.filter { $0.height >= heightMin }) {
                    lines.append(row.line(direction, isLight: isLight, tone, factor: picture.factor))
                }
            }
        }
        return lines
    }

    private static func mayBeLetter(_ blob: InkBlob) -> Bool {
        let (long, short) = (max(blob.width, blob.height), min(blob.width, blob.height))
        guard long >= heightMin, long <= heightMax, long <= short * 12, blob.area >= 8 else { return false }
        let fill = Float(blob.area) / Float(blob.width * blob.height)
        return fill > 0.12 && fill < 0.98
    }
}
