import ImageFingerprint
import SafetyModel

/// Fingerprints beside those of the reference implementation: `extra` holds 256 digits, bit 255 first as pdqhash gives
/// them, and the quality.
struct VectorTable {
    private var count = 0
    private var bits: [Int: Int] = [:]
    private var qualities = 0
    private var parts: [Int] = []

    mutating func add(_ record: Record) {
        let parts = record.extra.split(separator: ",")
        guard parts.count == 2, parts[0].count == 256, let quality = Int(parts[1]) else { return }
        var words = SIMD4<UInt64>(repeating: 0)
        for (index, digit) in parts[0].enumerated() where digit == "1" {
            let bit = 255 - index
            words[bit / 64] |= 1 << UInt64(bit % 64)
        }
        let found = PDQ.fingerprint(rgb: record.rgb, width: record.width, height: record.height)
        count += 1
        bits[found.distance(to: Fingerprint(words: words, quality: quality)), default: 0] += 1
        if found.quality != quality { qualities += 1 }
        if max(record.width, record.height) >= 2048 { compareParts(of: record) }
    }

    /// Parts of large pictures are read from a reduction: how far from the full pixels' fingerprint.
    private mutating func compareParts(of record: Record) {
        record.rgb.withUnsafeBytes { bytes in
            for query in QueryFingerprints.of(rgb: bytes, width: record.width, height: record.height)
            where query.part != .whole && query.orientation == .asIs {
                let area = query.area
                let start = UnsafeRawBufferPointer(rebasing: bytes[((area.y * record.width + area.x) * 3)...])
                let exact = PDQ.fingerprint(
                    rgb: start, width: area.width, height: area.height, stride: record.width * 3)
                parts.append(query.fingerprint.distance(to: exact))
            }
        }
    }

    func show() {
        print("\(count) pictures: bits that differ from the reference, and in how many pictures: \(bits)")
        print("qualities that differ: \(qualities)")
        guard let most = parts.max() else { return }
        let sorted = parts.sorted()
        print("\(parts.count) parts of large pictures, bits from the full pixels: median \(sorted[parts.count / 2]),")
        print("95 % within \(sorted[parts.count * 95 / 100]), most \(most)")
    }
}
