import CInk
import Foundation

/// A line of letters cut out of a picture: upright, dark on light, grey, and of the height that a reader likes best.
public struct TextStrip: Sendable {
    public static let height = 48
    static let widthMax = 2_400
    /// Pixels that the letters are high, from the highest to the lowest.
    private static let letterHeight = 30
    /// Samples along a side of a pixel, where the picture has more.
    private static let samplesMax = 3
    /// Half the side of the square that a pixel is compared with.
    private static let reach = 15
    /// Differences up to this are paper.
    private static let noise = 6
    /// How many times a difference from the surroundings counts for a letter, and one from the letters against it.
    private static let gain = 5
    private static let penalty = 3
    /// From here on a pixel is not of the letters' own grey.
    private static let paper = 130

    /// Which end of a line that runs up or down is its beginning.
    public enum Turn: Sendable { case none, startsAbove, startsBelow }

    public let width: Int
    /// Row after row, 0 to 255.
    public let pixels: [UInt8]

    /// The ways in which a line may have to be turned before it can be read.
    public static func turns(of line: TextLine) -> [Turn] {
        line.direction == .across ? [.none] : [.startsAbove, .startsBelow]
    }

    /// Nil where the line has no size.
    public init?(_ line: TextLine, turned turn: Turn, in rows: RGBRows) {
        let own = line.left..<max(line.left + 1, line.right)
        let cut = { ends in TextStrip(line, turned: turn, ends: ends, samplesMax: TextStrip.samplesMax, in: rows) }
        guard let wide = cut(line.ends(in: rows)) else { return nil }
        // What lies beyond the ends is often no paper.
        if wide.looksLikeText { self = wide } else if let narrow = cut(own) { self = narrow } else { return nil }
    }

    /// Whether a line looks like letters from near too.
    static func looksLikeText(_ line: TextLine, in rows: RGBRows) -> Bool {
        turns(of: line).contains { turn in
            let own = line.left..<max(line.left + 1, line.right)
            return TextStrip(line, turned: turn, ends: own, samplesMax: 1, in: rows)?.looksLikeText ?? false
        }
    }

    private init?(_ line: TextLine, turned turn: Turn, ends: Range<Int>, samplesMax: Int, in rows: RGBRows) {
        let tall = line.bottom - line.top
        guard tall > 0, line.right > line.left else { return nil }
        let scale = Double(TextStrip.letterHeight) / Double(tall)
        let margin = Double(TextStrip.height - TextStrip.letterHeight) / 2 / scale
        let width = max(1, min(TextStrip.widthMax, Int(Double(ends.count) * scale)))
        let samples = min(samplesMax, max(1, Int((1 / scale).rounded(.up))))
        let step = 1 / scale / Double(samples)
        let first = Double(ends.lowerBound - line.left)
        let slope = Double(line.slope)
        let weights = line.tone.weights
        let grey = [Int](unsafeUninitializedCapacity: width * TextStrip.height) { grey, count in
            for row in 0..<TextStrip.height {
                let v = turn == .startsAbove ? TextStrip.height - 1 - row : row
                for column in 0..<width {
                    let u = turn == .startsBelow ? width - 1 - column : column
                    var sum = 0
                    for sample in 0..<samples * samples {
                        let along = first + Double(u) / scale + (Double(sample % samples) + 0.5) * step
                        let across = Double(v) / scale - margin + (Double(sample / samples) + 0.5) * step
                        let (x, y) = (Double(line.left) + along, Double(line.top) + across + slope * along)
                        sum += line.direction == .across ? rows.grey(x, y, weights) : rows.grey(y, x, weights)
                    }
                    grey[row * width + column] = sum / (samples * samples)
                }
            }
            count = width * TextStrip.height
        }
        self.width = width
        pixels = TextStrip.cleaned(grey, width: width, line)
    }

    /// Most of the ink is in patches of a letter's size, there are not many more specks than letters, and
    /// little is neither ink nor paper.
    private var looksLikeText: Bool {
        let picture = GreyPicture(width: width, height: TextStrip.height, pixels: pixels)
        let blobs = InkBlob.find(in: picture, ink: pixels.map { $0 < 128 ? -1 : 0 })
        guard pixels.count(where: { (40..<216).contains($0) }) * 100 <= pixels.count * 25 else { return false }
        let letters = blobs.filter { (10...40).contains($0.height) && (2...70).contains($0.width) }
        let ink = blobs.reduce(0) { $0 + $1.area }
        return letters.count >= 3 && letters.reduce(0) { $0 + $1.area } * 100 >= ink * 55
            && blobs.count - letters.count <= 4 * letters.count
    }

    /// Letters become black and everything behind them white. What counts is how much a pixel differs from what is around it,
    /// and how little from the line's letters.
    private static func cleaned(_ grey: [Int], width: Int, _ line: TextLine) -> [UInt8] {
        let across = width + 1
        var sums = [Int](repeating: 0, count: across * (height + 1))
        for y in 0..<height {
            var row = 0
            for x in 0..<width {
                row += grey[y * width + x]
                sums[(y + 1) * across + x + 1] = sums[y * across + x + 1] + row
            }
        }
        var pixels = [UInt8](repeating: 255, count: grey.count)
        for y in 0..<height {
            let (top, bottom) = (max(0, y - reach), min(height, y + reach + 1))
            for x in 0..<width {
                let (left, right) = (max(0, x - reach), min(width, x + reach + 1))
                let sum =
                    sums[bottom * across + right] - sums[top * across + right] - sums[bottom * across + left]
                    + sums[top * across + left]
                let mean = sum / ((bottom - top) * (right - left))
                let value = grey[y * width + x]
                let contrast = line.isLight ? value - mean : mean - value
                let other = line.isLight ? line.grey - value : value - line.grey
                pixels[y * width + x] = 255 - UInt8(clamping: min((contrast - noise) * gain, 255 - other * penalty))
            }
        }
        wipe(&pixels, width: width)
        return pixels
    }

    /// Takes away what reaches in from above or below: no letter of the line does.
    private static func wipe(_ pixels: inout [UInt8], width: Int) {
        var open = (0..<width).flatMap { [$0, (height - 1) * width + $0] }.filter { pixels[$0] < paper }
        for start in open { pixels[start] = 255 }
        while let place = open.popLast() {
            let (x, y) = (place % width, place / width)
            for (left, top) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
            where left >= 0 && left < width && top >= 0 && top < height && pixels[top * width + left] < paper {
                pixels[top * width + left] = 255
                open.append(top * width + left)
            }
        }
    }
}

extension RGBRows {
    /// A tone between pixels, 0 to 255; beyond an edge the edge's.
    fileprivate func grey(_ x: Double, _ y: Double, _ tone: ink_weights) -> Int {
        let (across, down) = (min(max(x - 0.5, 0), Double(width - 1)), min(max(y - 0.5, 0), Double(height - 1)))
        let (left, top) = (Int(across), Int(down))
        let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
        let (shareX, shareY) = (Int((across - Double(left)) * 256), Int((down - Double(top)) * 256))
        let upper = value(left, top, tone) * (256 - shareX) + value(right, top, tone) * shareX
        let lower = value(left, bottom, tone) * (256 - shareX) + value(right, bottom, tone) * shareX
        return (upper * (256 - shareY) + lower * shareY) >> 16
    }

    private func value(_ x: Int, _ y: Int, _ tone: ink_weights) -> Int {
        let at = y * stride + x * 3
        return Int(tone.value(bytes[at], bytes[at + 1], bytes[at + 2]))
    }
}
