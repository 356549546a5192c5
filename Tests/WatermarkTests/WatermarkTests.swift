import Testing

@testable import Watermark

struct WatermarkTests {
    private static let keys = [3, 4, 5].map { seed in WatermarkKey((0..<32).map { UInt8($0 &* 7 &+ seed) }) }
        .compactMap(\.self)
    private static let id = WatermarkID(0x00C0_FFEE_4321)
    private static let detector = WatermarkDetector(keys: Array(keys.prefix(2)))

    /// A drawn picture with and without a mark.
    private struct Sample {
        var plain: TestPicture
        var marked: TestPicture

        init(width: Int, height: Int, seed: UInt64 = 1, key: WatermarkKey, id: WatermarkID) {
            plain = TestPicture(width: width, height: height, seed: seed)
            marked = plain
            let embedder = WatermarkEmbedder(key: key)
            let outcome = marked.bytes.withUnsafeMutableBytes {
                embedder.embed(id, in: $0, width: width, height: height)
            }
            #expect(outcome == .marked)
        }
    }

    private static let sample: Sample? = id.flatMap { id in
        keys.first.map { Sample(width: 500, height: 420, key: $0, id: id) }
    }

    private func detection(
        _ picture: TestPicture, _ effort: WatermarkEffort = .full, by detector: WatermarkDetector = Self.detector
    ) -> WatermarkDetection? {
        picture.bytes.withUnsafeBytes {
            detector.detect(rgb: $0, width: picture.width, height: picture.height, effort: effort)
        }
    }

    @Test func `a mark is found again and hardly seen`() throws {
        let sample = try #require(Self.sample)
        let found = try #require(detection(sample.marked, .direct))
        #expect(found.id == Self.id)
        #expect(found.keyIndex == 0)
        #expect(found.score > 20)
        #expect(sample.plain.peakSignalToNoise(sample.marked) > 40)
    }

    @Test(arguments: [
        "resize", "enlarge", "brighter", "darker", "coarse",
    ]) func `a direct look survives`(name: String) throws {
        let marked = try #require(Self.sample).marked
        let attacked =
            switch name {
            case "resize": marked.resized(width: 250, height: 210)
            case "enlarge": marked.resized(width: 730, height: 613)
            case "brighter": marked.brightened(percent: 120)
            case "darker": marked.brightened(percent: 80)
            default: marked.quantised(step: 12)
            }
        #expect(detection(attacked, .direct)?.id == Self.id)
    }

    @Test(arguments: ["mirror", "swap", "crop 3", "crop 20", "crop 40", "frame", "aspect", "rotate"])
    func `a search survives`(name: String) throws {
        let marked = try #require(Self.sample).marked
        let attacked =
            switch name {
            case "mirror": marked.mirrored
            case "swap": marked.swapped
            case "crop 3": marked.cropped(left: 3, top: 3, width: 497, height: 417)
            case "crop 20": marked.cropped(to: 0.8)
            case "crop 40": marked.cropped(to: 0.6)
            case "frame": marked.framed(40, grey: 240)
            case "aspect": marked.resized(width: 560, height: 420)
            default: marked.rotated(degrees: 2)
            }
        let found = try #require(detection(attacked))
        #expect(found.id == Self.id)
        switch name {
        case "mirror": #expect(found.placement.isMirrored && !found.placement.isSwapped)
        case "swap": #expect(found.placement.isSwapped && found.placement.isMirrored)
        case "crop 20": #expect(abs(found.placement.across - 0.8) < 0.02)
        case "rotate": #expect((1...3).contains(abs(found.placement.degrees)))
        default: break
        }
    }

    @Test func `an older key is found as such, another finds nothing`() throws {
        let marked = try #require(Self.sample).marked
        let rotated = WatermarkDetector(keys: [Self.keys[1], Self.keys[0]])
        #expect(detection(marked, .direct, by: rotated)?.keyIndex == 1)
        let other = WatermarkDetector(keys: [Self.keys[2]])
        #expect(detection(marked, WatermarkEffort(placementsMax: 600), by: other) == nil)
        #expect(detection(marked, by: WatermarkDetector(keys: [])) == nil)
    }

    @Test func `nothing is found where nothing is`() throws {
        let plain = try #require(Self.sample).plain
        #expect(detection(plain) == nil)
        let grey = TestPicture(width: 300, height: 200, bytes: [UInt8](repeating: 128, count: 300 * 200 * 3))
        #expect(detection(grey, WatermarkEffort(placementsMax: 600)) == nil)
    }

    @Test func `a flat picture carries a mark`() throws {
        var grey = TestPicture(width: 300, height: 260, bytes: [UInt8](repeating: 128, count: 300 * 260 * 3))
        let id = try #require(Self.id)
        let embedder = WatermarkEmbedder(key: Self.keys[0])
        _ = grey.bytes.withUnsafeMutableBytes { embedder.embed(id, in: $0, width: 300, height: 260) }
        #expect(detection(grey, .direct)?.id == id)
    }

    @Test func `marking again leaves only the new id`() throws {
        let sample = try #require(Self.sample)
        var again = sample.marked
        let other = try #require(WatermarkID(42))
        let embedder = WatermarkEmbedder(key: Self.keys[0])
        _ = again.bytes.withUnsafeMutableBytes {
            embedder.embed(other, in: $0, width: again.width, height: again.height)
        }
        #expect(detection(again, .direct)?.id == other)
        #expect(sample.plain.peakSignalToNoise(again) > 40)
    }

    @Test func `a mark does not depend on the order of work`() throws {
        let id = try #require(Self.id)
        let one = Sample(width: 200, height: 160, key: Self.keys[0], id: id)
        let two = Sample(width: 200, height: 160, key: Self.keys[0], id: id)
        #expect(one.marked.bytes == two.marked.bytes)
    }
}
