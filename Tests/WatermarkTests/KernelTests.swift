import CWatermark
import Glibc
import Testing

@testable import Watermark

struct KernelTests {
    private func noise(seed: UInt64) -> Tile {
        var numbers = SeededNumbers(seed: seed)
        var tile = Tile()
        for row in 0..<Tile.side {
            for column in 0..<Tile.side {
                tile.values[row * Tile.stride + column] = Float.random(in: -1...1, using: &numbers)
            }
        }
        return tile
    }

    private func correlation(_ tile: Tile, _ pattern: Tile, down: Int, across: Int) -> Float {
        var sum: Float = 0
        for row in 0..<Tile.side {
            for column in 0..<Tile.side {
                let at = (row + down) % Tile.side * Tile.stride + (column + across) % Tile.side
                sum += tile.values[at] * pattern.values[row * Tile.stride + column]
            }
        }
        return sum
    }

    @Test(arguments: MarkCodeTests.kernels) func `surfaces are what the sum says`(kernel: vg_mark_kernel) throws {
        let pattern = MarkPattern(try #require(WatermarkKey(0..<32)))
        let guide = GuideSpectrum(pattern, kernel: kernel)
        let tiles = [noise(seed: 1), noise(seed: 2)]
        var (first, second, one, other) = (tiles[0], tiles[1], Tile(), Tile())
        GuideSpectrum.transform(&first, &second, kernel: kernel)
        var room = [Float](repeating: 0, count: 2 * one.values.count)
        room.withUnsafeMutableBufferPointer {
            guide.correlate(first, second, into: &one, &other, room: $0, kernel: kernel)
        }
        // The surface is not divided by the number of values.
        let count = Float(Tile.side * Tile.side)
        for (down, across) in [(0, 0), (1, 0), (0, 1), (77, 5), (127, 127)] {
            for (tile, surface) in zip(tiles, [one, other]) {
                let expected = correlation(tile, guide.tile, down: down, across: across)
                let got = surface.values[down * Tile.stride + across] / count
                #expect(abs(got - expected) < 0.01)
            }
        }
    }

    @Test(arguments: MarkCodeTests.kernels) func `coefficients and tiles are each other's inverse`(
        kernel: vg_mark_kernel
    ) {
        var numbers = SeededNumbers(seed: 3)
        let coefficients = (0..<Slot.count).map { _ in Float.random(in: -1...1, using: &numbers) }
        let back = Tile(coefficients).coefficients(kernel: kernel)
        #expect(zip(coefficients, back).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test(arguments: MarkCodeTests.kernels) func `all kernels find the same in a picture`(kernel: vg_mark_kernel) {
        let picture = TestPicture(width: 230, height: 190)
        let frame = Frame(width: picture.width, height: picture.height)
        let planes = [VG_MARK_PLAIN, kernel].compactMap { kernel in
            picture.bytes.withUnsafeBufferPointer { bytes -> Plane? in
                guard let start = bytes.baseAddress, let frame else { return nil }
                let plane = Plane(start, frame, stride: 690, width: 300, height: 248, kernel: kernel)
                return plane.whitened(kernel: kernel).turned(cosine: 0.9994, sine: 0.0349, kernel: kernel)
            }
        }
        #expect(planes.count == 2)
        #expect(zip(planes[0].values, planes[1].values).allSatisfy { abs($0 - $1) < 1e-3 })
    }

    @Test func `resampling keeps a constant and a slope`() {
        for (old, new) in [(100, 100), (100, 37), (37, 100), (1, 9), (9, 1), (2, 3)] {
            let resampling = Resampling(from: old, to: new)
            #expect(resampling.count == new)
            let slope = (0..<old).map { Float($0) }
            var result = [Float](repeating: -1, count: new)
            result.withUnsafeMutableBufferPointer { result in
                guard let start = result.baseAddress else { return }
                resampling.apply(slope, to: start, kernel: vg_mark_best_kernel())
            }
            let scale = Float(old) / Float(new)
            for (index, value) in result.enumerated() {
                let expected = max(0, min(Float(old - 1), (Float(index) + 0.5) * scale - 0.5))
                #expect(abs(value - expected) < max(0.01, scale / 2))
            }
        }
    }
}
