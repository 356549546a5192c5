import CInk
import Testing

@testable import PictureSignals

/// The arithmetic in C beside the plain words for it.
struct InkTests {
    @Test(arguments: [(1, 1, 3), (2, 40, 11), (40, 2, 11), (11, 12, 11), (23, 23, 11), (61, 47, 5)])
    func `a pixel's ink is its difference from the mean around it, where that is more than the contrast`(
        width: Int, height: Int, reach: Int
    ) {
        let pixels = (0..<width * height).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 / 3) }
        let ink = GreyPicture(width: width, height: height, pixels: pixels).ink(around: reach, contrast: 13)
        for y in 0..<height {
            for x in 0..<width {
                let rows = max(0, y - reach)...min(height - 1, y + reach)
                let columns = max(0, x - reach)...min(width - 1, x + reach)
                let area = rows.count * columns.count
                let sum = rows.reduce(0) { sum, row in columns.reduce(sum) { $0 + Int(pixels[row * width + $1]) } }
                let difference = Int(pixels[y * width + x]) * area - sum
                let wanted = abs(difference) > 13 * area ? Int8(clamping: difference / area) : 0
                #expect(ink[y * width + x] == wanted, "\(x), \(y)")
            }
        }
    }

    @Test(arguments: [1, 2, 3], TextTone.allCases) func `a tone is the mean of a square`(factor: Int, tone: TextTone)
        throws
    {
        let (width, height) = (factor * 7 + factor - 1, factor * 5)
        let rgb = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ $0 / 7) }
        let side = max(width, height) / factor
        let grey = try rgb.withUnsafeBytes { bytes in
            GreyPicture(try #require(RGBRows(bytes, width: width, height: height)), sideMax: side, tone: tone)
        }
        #expect(grey.factor >= factor)
        for y in 0..<grey.height {
            for x in 0..<grey.width {
                var sum = 0
                for line in 0..<grey.factor {
                    for column in 0..<grey.factor {
                        let at = ((y * grey.factor + line) * width + x * grey.factor + column) * 3
                        sum += Int(tone.weights.value(rgb[at], rgb[at + 1], rgb[at + 2]))
                    }
                }
                #expect(Int(grey.pixels[y * grey.width + x]) == sum / (grey.factor * grey.factor), "\(x), \(y)")
            }
        }
    }
}
