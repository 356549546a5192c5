import CVipsShim
import LensWire
import Watermark

extension Canvas {
    /// The picture with the mark in its pixels; nil where it cannot carry one. Alpha stays as it is.
    func marked(with mark: LensTask.Mark) throws(WireFault) -> Canvas? {
        guard let key = WatermarkKey(mark.key), let id = WatermarkID(mark.id) else { throw .invalidRequest }
        let (count, bands) = (width * height, hasAlpha ? 4 : 3)
        let pixels = UnsafeMutablePointer<UInt8>.allocate(capacity: count * bands)
        defer { pixels.deallocate() }
        try copyPixels(to: pixels)
        let outcome: WatermarkEmbedder.Outcome
        if hasAlpha {
            let rgb = UnsafeMutablePointer<UInt8>.allocate(capacity: count * 3)
            defer { rgb.deallocate() }
            for pixel in 0..<count { for band in 0..<3 { rgb[pixel * 3 + band] = pixels[pixel * 4 + band] } }
            outcome = embed(id, key, in: rgb)
            for pixel in 0..<count { for band in 0..<3 { pixels[pixel * 4 + band] = rgb[pixel * 3 + band] } }
        } else {
            outcome = embed(id, key, in: pixels)
        }
        guard outcome == .marked else { return nil }
        return try Canvas(pixels: pixels, width: width, height: height, bands: bands)
    }

    private func embed(
        _ id: WatermarkID, _ key: WatermarkKey, in rgb: UnsafeMutablePointer<UInt8>
    ) -> WatermarkEmbedder.Outcome {
        WatermarkEmbedder(key: key).embed(
            id, in: UnsafeMutableRawBufferPointer(start: rgb, count: width * height * 3), width: width, height: height)
    }
}

extension LensWorker {
    /// Looks for a mark in the first frame of an untrusted picture.
    static func mark(
        in bytes: UnsafeRawBufferPointer, _ keys: [[UInt8]], _ bounds: PictureBounds
    ) -> LensAnswer.Outcome {
        do throws(WireFault) {
            let canvas = try Decoded(bytes, within: bounds).canvas
            let detector = WatermarkDetector(keys: keys.compactMap { WatermarkKey($0) })
            let found = try canvas.withRGB {
                detector.detect(rgb: $0, width: canvas.width, height: canvas.height)
            }
            return .mark(
                found.map { found in
                    LensAnswer.FoundMark(
                        id: found.id.rawValue, key: UInt8(clamping: found.keyIndex),
                        score: UInt32(max(1, min(1_000_000, found.score * 100))))
                })
        } catch { return .fault(error) }
    }
}
