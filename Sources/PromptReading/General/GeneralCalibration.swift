/// How raw sums become logits, when the encoder is asked, and which logit is a harm's threshold. One value a harm.
package struct GeneralCalibration: Sendable {
    package var ngramScale = SIMD8<Float>(repeating: 1)
    package var ngramBias = SIMD8<Float>(repeating: 0)
    /// N-gram logit from which the encoder is asked.
    package var unclear = SIMD8<Float>(repeating: -.greatestFiniteMagnitude)
    /// N-gram logit from which it is not asked any more: harmful.
    package var certain = SIMD8<Float>(repeating: .greatestFiniteMagnitude)
    /// The threshold where there is no encoder.
    package var alone = SIMD8<Float>(repeating: 0)
    /// Logit with encoder = `mixNgram` * n-grams + `mixEncoder` * encoder.
    package var mixNgram = SIMD8<Float>(repeating: 0)
    package var mixEncoder = SIMD8<Float>(repeating: 1)
    /// The threshold of that logit.
    package var mixed = SIMD8<Float>(repeating: 0)

    /// Bytes in a file.
    static let size = 8 * 8 * 4

    package init() {}

    /// Nothing where a value is not a number.
    init?(_ file: ModelFile, at offset: Int) {
        guard file.bytes.count >= offset + Self.size else { return nil }
        var fields: [SIMD8<Float>] = []
        for field in 0..<8 {
            var values = SIMD8<Float>()
            for harm in 0..<8 {
                let value = Float(bitPattern: file.number(at: offset + 4 * (8 * field + harm), as: UInt32.self))
                guard value.isFinite else { return nil }
                values[harm] = value
            }
            fields.append(values)
        }
        ngramScale = fields[0]
        ngramBias = fields[1]
        unclear = fields[2]
        certain = fields[3]
        alone = fields[4]
        mixNgram = fields[5]
        mixEncoder = fields[6]
        mixed = fields[7]
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for field in [ngramScale, ngramBias, unclear, certain, alone, mixNgram, mixEncoder, mixed] {
            for harm in 0..<8 {
                withUnsafeBytes(of: field[harm].bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
            }
        }
        return bytes
    }

    /// A score in 0...1 that is 0.5 at the threshold.
    static func score(_ logit: Float, threshold: Float) -> Float {
        let distance = max(-40, min(40, threshold - logit))
        return 1 / (1 + Exponential.of(distance))
    }
}
