import ImageFingerprint
import SafetyModel
import TestSupport
import Testing

struct LabelledFingerprintTests {
    private func closest(_ queries: [LabelledFingerprint], to fingerprint: Fingerprint) -> (LabelledFingerprint, Int)? {
        queries.map { ($0, $0.fingerprint.distance(to: fingerprint)) }.min { $0.1 < $1.1 }
    }

    private func queries(_ scene: DrawnScene, countMax: Int = 16) -> [LabelledFingerprint] {
        QueryFingerprints.of(rgb: scene.rgb, width: scene.width, height: scene.height, countMax: countMax)
    }

    @Test func `the whole picture comes first, exact, in eight orientations`() {
        let scene = DrawnScene()

        let found = queries(scene, countMax: 8)
        let exact = scene.rgb.withUnsafeBytes {
            PDQ.orientations(rgb: $0, width: scene.width, height: scene.height)
        }

        #expect(found.prefix(8).map(\.fingerprint) == exact)
        #expect(found.prefix(8).map(\.orientation) == PDQ.Orientation.allCases)
        #expect(found.prefix(8).allSatisfy { $0.part == .whole && $0.area == scene.area })
    }

    @Test func `no more than the bound, each once, all inside the picture`() {
        let scene = DrawnScene().framed(left: 9, top: 14, right: 9, bottom: 14, colour: 255)

        let found = QueryFingerprints.of(rgb: scene.rgb, width: scene.width, height: scene.height)
        let few = queries(scene, countMax: 16)

        #expect(found.count <= QueryFingerprints.countMax)
        #expect(Set(found.map(\.fingerprint.hex)).count == found.count)
        #expect(found.allSatisfy { $0.area.x >= 0 && $0.area.x + $0.area.width <= scene.width })
        #expect(few == Array(found.prefix(16)))
    }

    @Test func `a framed and mirrored copy is found, and told how`() throws {
        let scene = DrawnScene()
        let source = PDQ.fingerprint(rgb: scene.rgb, width: scene.width, height: scene.height)
        let copy = scene.turned(.mirrored).framed(left: 15, top: 15, right: 15, bottom: 15, colour: 0)

        let (query, distance) = try #require(closest(queries(copy), to: source))

        #expect(distance <= 31)
        #expect(query.part == .trimmed && query.orientation == .mirrored)
        #expect(query.area == PixelArea(x: 15, y: 15, width: 240, height: 180))
    }

    @Test func `one half of a collage is found`() throws {
        let scene = DrawnScene()
        let source = PDQ.fingerprint(rgb: scene.rgb, width: scene.width, height: scene.height)
        let other = DrawnScene(seed: 5)
        var collage = scene.framed(right: 240, colour: 0)
        for y in 0..<180 {
            let row = other.rgb[y * 720..<(y + 1) * 720]
            collage.rgb.replaceSubrange((y * 480 + 240) * 3..<(y * 480 + 480) * 3, with: row)
        }

        let (query, distance) = try #require(closest(queries(collage), to: source))

        #expect(distance == 0)
        #expect(query.part == .leftHalf && query.orientation == .asIs)
    }

    @Test func `parts of a long and narrow picture are not read from a reduction`() throws {
        let scene = DrawnScene(width: 1030, height: 40)

        let half = try #require(queries(scene).first { $0.part == .rightHalf && $0.orientation == .asIs })
        let pixels = scene.cropped(half.area)

        #expect(half.area == PixelArea(x: 515, y: 0, width: 515, height: 40))
        #expect(half.fingerprint == PDQ.fingerprint(rgb: pixels.rgb, width: pixels.width, height: pixels.height))
    }

    @Test(arguments: [(1, 1), (4, 300), (33, 34)])
    func `the smallest pictures are read without a fault`(width: Int, height: Int) {
        let rgb = (0..<width * height * 3).map { UInt8($0 * 91 % 256) }

        #expect(!QueryFingerprints.of(rgb: rgb, width: width, height: height).isEmpty)
        #expect(!EnrolmentFingerprints.of(rgb: rgb, width: width, height: height).isEmpty)
    }

    @Test func `a cropped copy is found by what was enrolled, and told where it lies`() throws {
        let scene = DrawnScene()
        let enrolled = EnrolmentFingerprints.of(rgb: scene.rgb, width: scene.width, height: scene.height)
        let crop = scene.cropped(scene.area.cut(left: 0.1, top: 0.1, right: 0.1, bottom: 0.1))
        let query = PDQ.fingerprint(rgb: crop.rgb, width: crop.width, height: crop.height)

        let (entry, distance) = try #require(closest(enrolled, to: query))

        #expect(enrolled.count == EnrolmentFingerprints.countMax && enrolled[0].part == .whole)
        #expect(distance == 0)
        #expect(entry.part == .centreCrop && entry.area == PixelArea(x: 24, y: 18, width: 192, height: 144))
    }
}
