import ImageFingerprint
import SafetyModel
import TestSupport
import Testing

struct LocalComparisonTests {
    private func compare(_ one: DrawnScene, _ other: DrawnScene) throws -> LocalComparison {
        let (first, second) = (try one.signature(), try other.signature())
        let said = LocalSignature.compare(first, second)
        #expect(LocalSignature.compare(second, first) == said)
        return said
    }

    private let torso = PixelArea(x: 80, y: 60, width: 66, height: 60)

    @Test(arguments: [85, 100, 115])
    func `a copy that was encoded again and made lighter or darker is the same`(percent: Int) throws {
        #expect(try compare(DrawnScene(), DrawnScene().encodedAgain(percent: percent)) == .same)
    }

    @Test func `a copy of half and of twice the size is the same`() throws {
        let scene = DrawnScene(width: 320, height: 240)
        let half = scene.drawn(160, 120) { x, y in (x * 2, y * 2) }
        let twice = scene.drawn(640, 480) { x, y in (x / 2, y / 2) }

        for copy in [half, twice] {
            let said = try compare(scene, copy)
            #expect(said == .same || said == .unsure, "\(said)")
        }
    }

    @Test func `a grey copy is not called an edit`() throws {
        let grey = DrawnScene().mapped { _, _, colour in
            Array(repeating: (299 * colour[0] + 587 * colour[1] + 114 * colour[2]) / 1000, count: 3)
        }

        let said = try compare(DrawnScene(), grey)

        #expect(said == .same || said == .unsure, "\(said)")
    }

    @Test func `a repainted region is an edit, and told where`() throws {
        let edited = DrawnScene().edited(torso) { x, y, _ in [205 + x % 7, 160 - y / 9, 135] }.encodedAgain()

        guard case .edited(let edit) = try compare(DrawnScene(), edited) else {
            Issue.record("no edit")
            return
        }
        #expect(edit.fraction > 0.03 && edit.fraction < 0.3)
        #expect(abs(edit.box.left - 80.0 / 240) < 0.13 && abs(edit.box.right - 146.0 / 240) < 0.13)
        #expect(abs(edit.box.top - 60.0 / 180) < 0.13 && abs(edit.box.bottom - 120.0 / 180) < 0.13)
    }

    @Test func `a recoloured, a darkened and a retextured region are no copies`() throws {
        let recoloured = DrawnScene().edited(torso) { _, _, colour in [colour[0] + 40, colour[1] - 25, colour[2] + 24] }
        let darkened = DrawnScene().edited(torso) { _, _, colour in colour.map { $0 * 7 / 10 } }
        let retextured = DrawnScene().edited(torso) { x, y, colour in
            colour.map { $0 + ((x + y) / 3 % 2 == 0 ? 30 : -30) }
        }

        for edited in [recoloured, darkened, retextured] {
            let said = try compare(DrawnScene(), edited.encodedAgain())
            if case .edited = said { continue }
            Issue.record("\(said)")
        }
    }

    @Test func `two scenes are different`() throws {
        #expect(try compare(DrawnScene(), DrawnScene(seed: 77)) == .different)
    }

    @Test func `where too few tiles are known by both, nothing is confirmed`() throws {
        let scene = DrawnScene()
        let corner = try scene.signature(in: .init(left: 0, top: 0, right: 0.4, bottom: 0.4))

        #expect(LocalSignature.compare(try scene.signature(), corner) == .unsure)
    }

    @Test func `plain pictures compare without a fault`() throws {
        let plain = DrawnScene(width: 64, height: 64, rgb: Array(repeating: 90, count: 64 * 64 * 3))

        #expect(try compare(plain, plain) == .same)
        #expect(try compare(plain, DrawnScene()) != .same)
    }

    @Test(arguments: PDQ.Orientation.allCases)
    func `a frame that is turned and turned back lies where it lay`(orientation: PDQ.Orientation) {
        let frame = LocalSignature.Frame(left: 0.125, top: 0.25, right: 0.5, bottom: 0.625)

        #expect(frame.oriented(orientation).oriented(orientation.inverse) == frame)
    }

    @Test func `a crop of a turned copy is confirmed at its place`() throws {
        let orientation = PDQ.Orientation.quarterTurnLeft
        let scene = DrawnScene()
        let entry = try scene.signature()
        // The query is turned back before it matches, so it was turned the other way.
        let area = scene.area.cut(left: 0.1, top: 0.1, right: 0.1, bottom: 0.1)
        let copy = scene.cropped(area).encodedAgain().turned(orientation.inverse)
        let query = LabelledFingerprint(
            fingerprint: .init(words: .zero, quality: 0), part: .whole, area: copy.area, orientation: orientation)
        let frame = LocalSignature.Frame(area, width: scene.width, height: scene.height)

        let said = copy.rgb.withUnsafeBytes {
            LocalSignature.confirm(rgb: $0, width: copy.width, height: copy.height, as: query, entry, in: frame)
        }
        let elsewhere = copy.rgb.withUnsafeBytes {
            LocalSignature.confirm(rgb: $0, width: copy.width, height: copy.height, as: query, entry)
        }

        #expect(said == .same)
        #expect(elsewhere != .same)
    }
}
