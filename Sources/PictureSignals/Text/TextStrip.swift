import Foundation

/// A line of letters cut out of a picture: upright, dark on light, grey, and of the height that a reader likes best.
public struct TextStrip: Sendable {
    public static let height = 48
    static let widthMax = 2_400
    /// Pixels that the letters are high, from the highest to the lowest.
    private static let letterHeight = 30
    /// Samples along a side of a pixel, where the picture has more.
    private static let samplesMax = 4

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
        let tall = line.bottom - line.top
        guard tall > 0, line.right > line.left else { return nil }
        let scale = Double(TextStrip.letterHeight) / Double(tall)
        let margin = Double(TextStrip.height - TextStrip.letterHeight) / 2 / scale
        // A letter or two at either end may have been missed.
        let ends = Double(tall)
        let width = min(TextStrip.widthMax, Int((Double(line.right - line.left) + 2 * ends) * scale))
        let samples = min(TextStrip.samplesMax, max(1, Int((1 / scale).rounded(.up))))
        let step = 1 / scale / Double(samples)
        let slope = Double(line.slope)
        var grey = [Int](repeating: 0, count: width * TextStrip.height)
        for row in 0..<TextStrip.height {
            let v = turn == .startsAbove ? TextStrip.height - 1 - row : row
            for column in 0..<width {
                let u = turn == .startsBelow ? width - 1 - column : column
                var sum = 0
                for sample in 0..<samples * samples {
                    let along = Double(u) / scale - ends + (Double(sample % samples) + 0.5) * step
                    let across = Double(v) / scale - margin + (Double(sample / samples) + 0.5) * step
                    let (x, y) = (Double(line.left) + along, Double(line.top) + across + slope * along)
                    sum += line.direction == .across ? rows.grey(x, y) : rows.grey(y, x)
                }
                grey[row * width + column] = sum / (samples * samples)
            }
        }
        self.width = width
        pixels = TextStrip.stretched(grey, isLight: line.isLight)
    }

    /// The nearly darkest becomes black and the nearly lightest white; turned into its negative where letters are light.
    private static func stretched(_ grey: [Int], isLight: Bool) -> [UInt8] {
        var counts = [Int](repeating: 0, count: 256)
        for value in grey { counts[min(255, max(0, value))] += 1 }
        func value(at share: Double) -> Int {
            var left = Int(Double(grey.count) * share)
            for (value, count) in counts.enumerated() {
                left -= count
                if left < 0 { return value }
            }
            return 255
        }
        let (dark, light) = (value(at: 0.02), value(at: 0.98))
        return grey.map { value in
            let level = UInt8(clamping: (value - dark) * 255 / max(1, light - dark))
            return isLight ? 255 - level : level
        }
    }
}

extension RGBRows {
    /// Luma between pixels, 0 to 255; beyond an edge the edge's.
    fileprivate func grey(_ x: Double, _ y: Double) -> Int {
        let (across, down) = (min(max(x - 0.5, 0), Double(width - 1)), min(max(y - 0.5, 0), Double(height - 1)))
        let (left, top) = (Int(across), Int(down))
        let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
        let (shareX, shareY) = (Int((across - Double(left)) * 256), Int((down - Double(top)) * 256))
        let upper = luma(left, top) * (256 - shareX) + luma(right, top) * shareX
        let lower = luma(left, bottom) * (256 - shareX) + luma(right, bottom) * shareX
        return (upper * (256 - shareY) + lower * shareY) >> 16
    }

    private func luma(_ x: Int, _ y: Int) -> Int {
        let at = y * stride + x * 3
        return (77 * Int(bytes[at]) + 150 * Int(bytes[at + 1]) + 29 * Int(bytes[at + 2])) >> 8
    }
}
