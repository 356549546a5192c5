import Testing

@testable import Watermark

struct SizeTests {
    private static let key = WatermarkKey((0..<32).map { UInt8($0) })
    private static let id = WatermarkID(7)

    @Test(arguments: [
        (1, 1), (1, 4000), (4000, 1), (95, 200), (200, 95), (40, 40), (96, 4000), (3000, 97),
    ]) func `pictures that carry no mark are left as they are`(width: Int, height: Int) throws {
        let (key, id) = (try #require(Self.key), try #require(Self.id))
        var bytes = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0) }
        let before = bytes
        let outcome = bytes.withUnsafeMutableBytes {
            WatermarkEmbedder(key: key).embed(id, in: $0, width: width, height: height)
        }
        #expect(outcome == .tooSmall)
        #expect(bytes == before)
        let found = bytes.withUnsafeBytes {
            WatermarkDetector(keys: [key]).detect(rgb: $0, width: width, height: height)
        }
        #expect(found == nil)
    }

    @Test func `sides that no memory has are no picture`() throws {
        let (key, id) = (try #require(Self.key), try #require(Self.id))
        for (width, height) in [(0, 0), (-5, 100), (.max, .max), (1 << 20, 1 << 20), (8193, 8193)] {
            let outcome = WatermarkEmbedder(key: key).embed(
                id, in: UnsafeMutableRawBufferPointer(start: nil, count: 0), width: width, height: height)
            #expect(outcome == (width < 1 ? .tooSmall : .tooLarge))
            let found = WatermarkDetector(keys: [key]).detect(
                rgb: UnsafeRawBufferPointer(start: nil, count: 0), width: width, height: height)
            #expect(found == nil)
        }
    }

    @Test func `a small picture of nothing but noise drowns a mark`() throws {
        let (key, id) = (try #require(Self.key), try #require(Self.id))
        var numbers = SeededNumbers(seed: 8)
        var bytes = (0..<96 * 96 * 3).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        let outcome = bytes.withUnsafeMutableBytes {
            WatermarkEmbedder(key: key).embed(id, in: $0, width: 96, height: 96)
        }
        #expect(outcome == .drowned)
    }

    @Test(arguments: [(200, 200), (201, 333), (333, 201), (1023, 130), (130, 1023), (1200, 801)])
    func `odd sides carry a mark, in rows with gaps too`(width: Int, height: Int) throws {
        let (key, id) = (try #require(Self.key), try #require(Self.id))
        let picture = TestPicture(width: width, height: height)
        let stride = width * 3 + 5
        var bytes = [UInt8](repeating: 99, count: stride * (height - 1) + width * 3)
        for row in 0..<height {
            let line = picture.bytes[row * width * 3..<(row + 1) * width * 3]
            bytes.replaceSubrange(row * stride..<row * stride + width * 3, with: line)
        }
        let outcome = bytes.withUnsafeMutableBytes {
            WatermarkEmbedder(key: key).embed(id, in: $0, width: width, height: height, stride: stride)
        }
        #expect(outcome == .marked)
        #expect((0..<height - 1).allSatisfy { bytes[$0 * stride + width * 3 + 4] == 99 })
        let found = bytes.withUnsafeBytes {
            WatermarkDetector(keys: [key]).detect(
                rgb: $0, width: width, height: height, stride: stride, effort: .direct)
        }
        #expect(found?.id == id)
    }
}
