/// Packed 8-bit RGB rows that somebody else owns, checked once against the size of their memory.
struct Raster {
    private let bytes: UnsafeRawBufferPointer
    private let width: Int
    private let height: Int
    private let stride: Int

    /// Nil where a side is too short to fingerprint.
    init?(_ bytes: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int?) {
        guard width >= 5, height >= 5 else { return nil }
        let stride = stride ?? width * 3
        precondition(
            stride >= width * 3 && bytes.count >= stride * (height - 1) + width * 3,
            "the pixels cover width times height")
        self.bytes = bytes
        self.width = width
        self.height = height
        self.stride = stride
    }

    /// The 64 by 64 blurred luma samples, once for each table of horizontal weights.
    ///
    /// Luma is linear too, so rows are summed as the bytes lie, and colours are folded in at the end.
    func sample(down: Weights, across: [Weights]) -> [Samples] {
        var results = [Samples](repeating: Samples(), count: across.count)
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return results }
        let line = width * 3
        let sums = UnsafeMutablePointer<Float>.allocate(capacity: line)
        defer { sums.deallocate() }
        for row in 0..<64 {
            let taps = down.samples[row]
            taps.values.withUnsafeBufferPointer { weights in
                add(rows: start + taps.first * stride, weights: weights, line: line, into: sums)
            }
            for index in results.indices {
                let table = across[index]
                for column in 0..<64 {
                    let along = table.samples[column]
                    results[index].values[row * 64 + column] = along.interleaved.withUnsafeBufferPointer {
                        product(sums + along.first * 3, $0)
                    }
                }
            }
        }
        return results
    }

    /// `sums` becomes the weighted sum of rows, four rows at a time so that it is read and written less often.
    private func add(
        rows: UnsafePointer<UInt8>, weights: UnsafeBufferPointer<Float>, line: Int,
        into sums: UnsafeMutablePointer<Float>
    ) {
        sums.initialize(repeating: 0, count: line)
        var row = 0
        while row + 4 <= weights.count {
            let a = rows + row * stride
            let b = a + stride
            let c = b + stride
            let d = c + stride
            let (wa, wb, wc, wd) = (weights[row], weights[row + 1], weights[row + 2], weights[row + 3])
            for index in 0..<line {
                let upper = wa * Float(a[index]) + wb * Float(b[index])
                let lower = wc * Float(c[index]) + wd * Float(d[index])
                sums[index] += upper + lower
            }
            row += 4
        }
        while row < weights.count {
            let a = rows + row * stride
            let weight = weights[row]
            for index in 0..<line { sums[index] += weight * Float(a[index]) }
            row += 1
        }
    }

    private func product(_ values: UnsafePointer<Float>, _ weights: UnsafeBufferPointer<Float>) -> Float {
        var lanes = SIMD8<Float>(repeating: 0)
        var index = 0
        let raw = UnsafeRawPointer(values)
        let other = UnsafeRawPointer(weights.baseAddress ?? values)
        while index + 8 <= weights.count {
            let left = raw.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
            let right = other.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
            lanes += left * right
            index += 8
        }
        var sum = lanes.sum()
        while index < weights.count {
            sum += values[index] * weights[index]
            index += 1
        }
        return sum
    }
}
