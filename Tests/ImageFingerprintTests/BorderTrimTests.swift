import ImageFingerprint
import TestSupport
import Testing

struct BorderTrimTests {
    private func candidates(_ scene: DrawnScene) -> [PixelArea] {
        BorderTrim.candidates(rgb: scene.rgb, width: scene.width, height: scene.height)
    }

    private func isClose(_ one: PixelArea, _ other: PixelArea) -> Bool {
        abs(one.x - other.x) <= 2 && abs(one.y - other.y) <= 2 && abs(one.width - other.width) <= 3
            && abs(one.height - other.height) <= 3
    }

    @Test(arguments: [UInt8(0), 120, 255])
    func `a border of one colour with an encoder's noise is found`(colour: UInt8) {
        let framed = DrawnScene().framed(left: 12, top: 9, right: 12, bottom: 9, colour: colour).encodedAgain()

        let found = candidates(framed)

        #expect(found.contains { isClose($0, PixelArea(x: 12, y: 9, width: 240, height: 180)) }, "\(found)")
    }

    @Test func `a letterbox is found, and so are different borders on each side`() {
        let letterbox = DrawnScene().framed(top: 30, bottom: 30, colour: 0)
        let uneven = DrawnScene().framed(left: 40, bottom: 11, colour: 255).framed(top: 20, colour: 0)

        #expect(candidates(letterbox).contains { isClose($0, PixelArea(x: 0, y: 30, width: 240, height: 180)) })
        #expect(candidates(uneven).contains { isClose($0, PixelArea(x: 40, y: 20, width: 240, height: 180)) })
    }

    @Test func `a bar with text over the picture is left out`() {
        // Letters: short dark strokes on a white bar.
        let captioned = DrawnScene().framed(top: 40, colour: 255).edited(
            PixelArea(x: 20, y: 12, width: 180, height: 16)
        ) {
            x, y, colour in x % 9 < 3 ? [10, 10, 10] : colour
        }

        let found = candidates(captioned)

        #expect(found.contains { isClose($0, PixelArea(x: 0, y: 40, width: 240, height: 180)) }, "\(found)")
    }

    @Test func `a phone's screen leaves the picture`() {
        let screen = DrawnScene().framed(top: 60, bottom: 170, colour: 250).edited(
            PixelArea(x: 8, y: 8, width: 220, height: 12)
        ) { x, _, colour in (x / 4) % 12 < 3 ? [40, 40, 40] : colour }.edited(
            PixelArea(x: 8, y: 260, width: 200, height: 100)
        ) { x, y, colour in x % 8 < 3 && y % 20 < 9 ? [60, 60, 60] : colour }

        let found = candidates(screen)

        #expect(found.contains { isClose($0, PixelArea(x: 0, y: 60, width: 240, height: 180)) }, "\(found)")
    }

    @Test func `a picture without borders has no candidates, and neither has one colour`() {
        #expect(candidates(DrawnScene()).isEmpty)
        #expect(candidates(DrawnScene(width: 90, height: 70, rgb: Array(repeating: 77, count: 90 * 70 * 3))).isEmpty)
    }

    @Test(arguments: [(1, 1), (1, 400), (400, 1), (3, 5)])
    func `the smallest pictures are read without a fault`(width: Int, height: Int) {
        let rgb = (0..<width * height * 3).map { UInt8($0 * 37 % 256) }

        #expect(BorderTrim.candidates(rgb: rgb, width: width, height: height).count <= BorderTrim.candidatesMax)
    }
}
