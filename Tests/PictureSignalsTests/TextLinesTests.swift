@testable import PictureSignals
import Testing

/// Hooks in a row stand for the letters of a line: of one height, one breadth and one grey.
struct TextLinesTests {
    private let width = 320
    private let height = 200

    /// A plain picture with twenty hooks from (60, 80) on; `upright` turns it over its diagonal.
    private func picture(ground: UInt8, ink: UInt8, upright: Bool = false) -> (pixels: [UInt8], width: Int, height: Int)
    {
        let (wide, high) = upright ? (height, width) : (width, height)
        var pixels = [UInt8](repeating: ground, count: wide * high * 3)
        for hook in 0..<20 {
            for down in 0..<16 {
                for along in 0..<(down < 12 ? 4 : 9) {
                    let (x, y) = (60 + hook * 12 + along, 80 + down)
                    let at = (upright ? x * wide + y : y * wide + x) * 3
                    for channel in 0..<3 { pixels[at + channel] = ink }
                }
            }
        }
        return (pixels, wide, high)
    }

    private func lines(_ picture: (pixels: [UInt8], width: Int, height: Int)) throws -> [TextLine] {
        try #require(
            RGBRows.with(picture.pixels, width: picture.width, height: picture.height) { TextLines.find(in: $0) })
    }

    @Test(arguments: [(200, 30), (30, 200), (90, 170)] as [(UInt8, UInt8)])
    func `a row is found where it stands, dark or light`(ground: UInt8, ink: UInt8) throws {
        let found = try lines(picture(ground: ground, ink: ink)).filter { $0.direction == .across }
        let line = try #require(found.first)

        #expect(abs(line.left - 60) <= 3 && abs(line.right - 297) <= 3)
        #expect(abs(line.top - 80) <= 3 && abs(line.bottom - 96) <= 3)
        #expect(line.isLight == (ink > ground))
        #expect(abs(line.slope) < 0.02)
    }

    @Test func `a row that runs down is found as one`() throws {
        let found = try lines(picture(ground: 220, ink: 20, upright: true))

        #expect(found.contains { $0.direction == .upright && abs($0.left - 60) <= 3 })
        #expect(TextStrip.turns(of: try #require(found.first { $0.direction == .upright })).count == 2)
    }

    @Test func `a line is cut out dark on light and of one height`() throws {
        let drawn = picture(ground: 30, ink: 200)
        let line = try #require(try lines(drawn).first { $0.direction == .across })
        let strip = try #require(
            RGBRows.with(drawn.pixels, width: drawn.width, height: drawn.height) {
                TextStrip(line, turned: .none, in: $0)
            } ?? nil)

        #expect(strip.pixels.count == strip.width * TextStrip.height)
        let dark = strip.pixels.count { $0 < 60 }
        #expect(dark > strip.pixels.count / 20 && dark < strip.pixels.count / 2)
        #expect(strip.pixels[0] > 200)
    }

    @Test func `flat pictures, noise and the smallest sizes have no lines`() throws {
        var state: UInt64 = 7
        let noise = (0..<width * height * 3).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        for (pixels, wide, high) in [
            ([UInt8](repeating: 128, count: width * height * 3), width, height), (noise, width, height),
            ([0, 0, 0], 1, 1), ([UInt8](repeating: 9, count: 3 * 4_000), 4_000, 1),
            ([UInt8](repeating: 9, count: 3 * 4_000), 1, 4_000),
        ] {
            #expect(try lines((pixels, wide, high)).isEmpty, "\(wide) x \(high)")
        }
    }
}
