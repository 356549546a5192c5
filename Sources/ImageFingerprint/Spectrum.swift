import Glibc
import SafetyModel

/// The 64 by 64 samples of a picture, row after row.
struct Samples {
    var values = [Float](repeating: 0, count: 64 * 64)

    var transposed: Samples {
        var turned = Samples()
        for row in 0..<64 {
            for column in 0..<64 { turned.values[column * 64 + row] = values[row * 64 + column] }
        }
        return turned
    }

    /// How much there is to recognise: the sum of steps between neighbours, 0 to 100.
    var quality: Int {
        var sum: Int32 = 0
        values.withUnsafeBufferPointer { values in
            for row in 0..<63 {
                for column in 0..<64 { sum += step(values[row * 64 + column], values[(row + 1) * 64 + column]) }
            }
            for row in 0..<64 {
                for column in 0..<63 { sum += step(values[row * 64 + column], values[row * 64 + column + 1]) }
            }
        }
        return min(100, Int(sum / 90))
    }

    private func step(_ one: Float, _ other: Float) -> Int32 { abs(Int32((one - other) * 100 / 255)) }
}

/// The 16 by 16 lowest frequencies of the samples, without the constant one.
struct Spectrum {
    private let values: [Float]
    private let quality: Int

    /// 16 rows of 64: cosines of frequency 1 to 16.
    private static let cosines: [Float] = (0..<16).flatMap { row in
        (0..<64).map { column in
            Float(Double(Float((2.0 / 64).squareRoot())) * cos(Double.pi / 128 * Double((row + 1) * (2 * column + 1))))
        }
    }

    init(_ samples: Samples) {
        var half = [Float](repeating: 0, count: 16 * 64)
        var values = [Float](repeating: 0, count: 16 * 16)
        let cosines = Spectrum.cosines
        half.withUnsafeMutableBufferPointer { half in
            samples.values.withUnsafeBufferPointer { samples in
                for row in 0..<16 {
                    for inner in 0..<64 {
                        let weight = cosines[row * 64 + inner]
                        for column in 0..<64 { half[row * 64 + column] += weight * samples[inner * 64 + column] }
                    }
                }
            }
        }
        for row in 0..<16 {
            for column in 0..<16 {
                var sum: Float = 0
                for inner in 0..<64 { sum += half[row * 64 + inner] * cosines[column * 64 + inner] }
                values[row * 16 + column] = sum
            }
        }
        self.values = values
        self.quality = samples.quality
    }

    /// One bit for each frequency: above the lower median or not.
    var fingerprint: Fingerprint {
        let median = values.sorted()[127]
        var words = SIMD4<UInt64>(repeating: 0)
        for (index, value) in values.enumerated() where value > median {
            words[index / 64] |= 1 << UInt64(index % 64)
        }
        return Fingerprint(words: words, quality: quality)
    }
}
