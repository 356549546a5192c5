import PictureSignals
import Testing

struct ExposureChangeTests {
    @Test(arguments: 0..<10)
    func `a garment that takes on the wearer's tone is found, on every tone of the scale`(tone: Int) throws {
        let figure = DrawnFigure(tone: tone)
        var other = figure
        other.top = figure.skin

        let change = try #require(figure.change(to: other))

        #expect(change.level == .much && change.basis == .face && change.faceAreas > 1.5, "\(change)")
    }

    @Test(arguments: 0..<10)
    func `other clothes, a coat, a veil, other surroundings change nothing`(tone: Int) throws {
        let figure = DrawnFigure(tone: tone)
        var changes = Array(repeating: figure, count: 5)
        changes[1].top = [150, 30, 40]
        changes[1].legs = [230, 228, 226]
        changes[2].coat = [31, 42, 77]
        changes[3].veil = [106, 61, 133]
        changes[4].ground = [90, 138, 60]

        for other in changes { #expect(try #require(figure.change(to: other)).level == .none, "\(other)") }
    }

    @Test(arguments: 0..<10)
    func `light, tint and black and white change nothing`(tone: Int) throws {
        var figure = DrawnFigure(tone: tone)
        figure.top = [242, 242, 240]
        var changes = Array(repeating: figure, count: 4)
        changes[0].light = [1.25, 1.25, 1.25]
        changes[1].light = [0.7, 0.7, 0.7]
        changes[2].light = [1.1, 1, 0.85]
        changes[3].isGrey = true

        for other in changes { #expect(try #require(figure.change(to: other)).level == .none, "\(other)") }
    }

    @Test func `beige from the start is no rise, and a beige garment in front of a warm face is none either`() throws {
        var figure = DrawnFigure(tone: 4)
        figure.top = [216, 195, 163]
        var other = figure
        other.legs = [150, 30, 40]

        #expect(try #require(figure.change(to: other)).level == .none)
    }

    @Test func `the figure warmed and undressed at once is found`() throws {
        let figure = DrawnFigure(tone: 5)
        var other = figure
        other.top = figure.skin
        other.light = [1.1, 1, 0.85]

        #expect(try #require(figure.change(to: other)).level == .much)
    }

    @Test func `a garment is found though the surroundings take on the skin's colour too`() throws {
        let figure = DrawnFigure(tone: 5)
        var other = figure
        other.top = figure.skin
        other.ground = figure.skin

        #expect(try #require(figure.change(to: other)).level != .none)
    }

    @Test func `without a face a rise is never more than unsure, and recoloured clothes are none`() throws {
        let figure = DrawnFigure(tone: 6)
        var bare = figure
        bare.top = figure.skin
        var other = figure
        other.top = [150, 30, 40]

        let change = try #require(figure.change(to: bare, faces: []))

        #expect(change.level == .unsure && change.basis == .picture && change.faceAreas == 0, "\(change)")
        #expect(try #require(figure.change(to: other, faces: [])).level == .none)
    }

    @Test func `an output of another size is laid over the input`() throws {
        let figure = DrawnFigure(tone: 3)
        var other = figure
        other.top = figure.skin
        let half = halved(other.drawn(), DrawnFigure.width, DrawnFigure.height)

        let change = RGBRows.with(figure.drawn(), width: 100, height: 150) { before in
            RGBRows.with(half, width: 50, height: 75) { ExposureChange.between(before, $0, faces: [figure.face]) }
        }

        #expect(change??.level == .much)
    }

    @Test func `an output of another shape is compared face to face, and says unsure`() throws {
        let figure = DrawnFigure(tone: 5)
        var other = figure
        other.top = figure.skin
        // The lowest third is gone.
        let cut = Array(other.drawn().prefix(100 * 100 * 3))
        let same = Array(figure.drawn().prefix(100 * 100 * 3))

        func change(_ pixels: [UInt8]) -> ExposureChange? {
            RGBRows.with(figure.drawn(), width: 100, height: 150) { before in
                RGBRows.with(pixels, width: 100, height: 100) {
                    ExposureChange.between(before, $0, faces: [figure.face], facesAfter: [figure.face])
                }
            } ?? nil
        }

        #expect(change(cut)?.level == .unsure)
        #expect(change(same)?.level == ExposureChange.Level.none)
    }

    @Test(arguments: [
        PictureArea(x: -500, y: -500, width: 40, height: 40), PictureArea(x: 90, y: 140, width: 400, height: 400),
        PictureArea(x: Int.max / 4, y: 0, width: 1, height: 1), PictureArea(x: 0, y: 0, width: 0, height: 0),
        PictureArea(x: 10, y: 10, width: Int(Int32.max), height: Int(Int32.max)),
    ])
    func `a box outside the picture, or none at all, is read without a fault`(area: PictureArea) throws {
        let figure = DrawnFigure(tone: 2)

        #expect(try #require(figure.change(to: figure, faces: [FaceBox(area: area)])).level == .none)
    }

    @Test(arguments: [(1, 1), (1, 300), (300, 1), (7, 5)])
    func `the smallest pictures are read without a fault`(width: Int, height: Int) throws {
        let pixels = (0..<width * height * 3).map { UInt8($0 * 37 % 256) }
        let face = FaceBox(area: PictureArea(x: 0, y: 0, width: 4, height: 4))

        let change = RGBRows.with(pixels, width: width, height: height) { rows in
            ExposureChange.between(rows, rows, faces: [face], facesAfter: [face])
        }

        #expect(change?.level == ExposureChange.Level.none)
    }

    private func halved(_ pixels: [UInt8], _ width: Int, _ height: Int) -> [UInt8] {
        var made: [UInt8] = []
        for y in 0..<height / 2 {
            for x in 0..<width / 2 {
                for channel in 0..<3 {
                    let at = (y * 2 * width + x * 2) * 3 + channel
                    let sum =
                        Int(pixels[at]) + Int(pixels[at + 3]) + Int(pixels[at + width * 3])
                        + Int(pixels[at + width * 3 + 3])
                    made.append(UInt8(sum / 4))
                }
            }
        }
        return made
    }
}
