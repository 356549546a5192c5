import ImageFingerprint

/// How long each step takes on a drawn picture, the fastest of nine.
struct Timing {
    static func show() {
        print(
            "| picture | query fingerprints | of these trim | enrolment fingerprints | local signature | PDQ, 8 orientations |"
        )
        print("| --- | --- | --- | --- | --- | --- |")
        for (width, height) in [(512, 512), (1024, 1024), (2040, 1530), (4000, 3000)] {
            let rgb = drawn(width, height)
            let cells = [
                milliseconds { _ = QueryFingerprints.of(rgb: rgb, width: width, height: height) },
                milliseconds { _ = BorderTrim.candidates(rgb: rgb, width: width, height: height) },
                milliseconds { _ = EnrolmentFingerprints.of(rgb: rgb, width: width, height: height) },
                milliseconds { _ = LocalSignature(rgb: rgb, width: width, height: height) },
                milliseconds {
                    _ = rgb.withUnsafeBytes { PDQ.orientations(rgb: $0, width: width, height: height) }
                },
            ]
            print("| \(width)x\(height) | \(cells.joined(separator: " | ")) |")
        }
        let first = LocalSignature(rgb: drawn(512, 512), width: 512, height: 512)
        let second = LocalSignature(rgb: drawn(512, 500), width: 512, height: 500)
        if let first, let second {
            print("\nOne comparison of two signatures: \(milliseconds { _ = LocalSignature.compare(first, second) }).")
        }
        if let first { print("`confirm` of a 12 MP query that matched by a crop: \(confirmation(first)).") }
    }

    private static func confirmation(_ entry: LocalSignature) -> String {
        let rgb = drawn(4000, 3000)
        let query = LabelledFingerprint(
            fingerprint: PDQ.fingerprint(rgb: [], width: 0, height: 0), part: .whole,
            area: PixelArea(width: 4000, height: 3000), orientation: .asIs)
        let frame = LocalSignature.Frame(left: 0.1, top: 0.1, right: 0.9, bottom: 0.9)
        return milliseconds {
            _ = rgb.withUnsafeBytes {
                LocalSignature.confirm(rgb: $0, width: 4000, height: 3000, as: query, entry, in: frame)
            }
        }
    }

    private static func milliseconds(_ body: () -> Void) -> String {
        body()
        let times = (0..<9).map { _ in ContinuousClock().measure(body) }.sorted()
        return "\(tenths(times[0] / .milliseconds(1))) ms"
    }

    /// Blocks with a little noise inside a plain border.
    private static func drawn(_ width: Int, _ height: Int) -> [UInt8] {
        var rgb = [UInt8](repeating: 255, count: width * height * 3)
        var state: UInt32 = 7
        for y in height / 12..<height - height / 12 {
            for x in width / 12..<width - width / 12 {
                state = state &* 1_664_525 &+ 1_013_904_223
                let block = (x * 14 / width * 37 + y * 14 / height * 101) % 200
                for channel in 0..<3 {
                    rgb[(y * width + x) * 3 + channel] = UInt8((block * (channel + 3) + Int(state >> 28)) % 256)
                }
            }
        }
        return rgb
    }
}
