internal import Foundation
internal import PromptReading

/// Logistic regression over hashed n-grams, eight heads at once, by AdaGrad.
struct NgramTrainer {
    var bits = 18
    var rounds = 5
    var rate: Float = 0.15
    var seed: UInt64 = 1
    /// How much each harm's error counts.
    var importance = SIMD8<Float>(2, 1, 1, 0.7, 1, 1, 1, 2)

    /// Weights and biases as they go into the file.
    struct Result {
        var weights: [Int8]
        var scale: SIMD8<Float>
        var bias: SIMD8<Float>
    }

    func train(_ rows: [Row], progress: (String) -> Void) -> Result {
        var buckets: [UInt32] = []
        var starts: [Int] = [0]
        for row in rows {
            buckets += GeneralTraining.features(of: row.text, bits: bits)
            starts.append(buckets.count)
        }
        progress("\(rows.count) rows, \(buckets.count) features")
        var weights = [SIMD8<Float>](repeating: .zero, count: 1 << bits)
        var squares = [SIMD8<Float>](repeating: SIMD8(repeating: 1e-6), count: 1 << bits)
        var bias = SIMD8<Float>(repeating: -2)
        var order = Array(rows.indices)
        var random = SplitMix(state: seed)
        for round in 0..<rounds {
            order.shuffle(using: &random)
            var loss: Float = 0
            let rate = self.rate * (1 - 0.8 * Float(round) / Float(rounds))
            for index in order {
                let features = buckets[starts[index]..<starts[index + 1]]
                guard !features.isEmpty else { continue }
                let value = 1 / Float(features.count).squareRoot()
                var sum = SIMD8<Float>.zero
                for bucket in features { sum += weights[Int(bucket)] }
                let error = self.error(sum * value + bias, rows[index], &loss)
                bias -= 0.002 * error
                let step = error * value
                let square = step * step
                for bucket in features {
                    let at = Int(bucket)
                    squares[at] += square
                    weights[at] -= rate * step / squares[at].squareRoot()
                }
            }
            progress("round \(round + 1) of \(rounds): loss \(loss / Float(rows.count))")
        }
        return quantized(weights, bias)
    }

    private func error(_ logits: SIMD8<Float>, _ row: Row, _ loss: inout Float) -> SIMD8<Float> {
        var error = SIMD8<Float>.zero
        for harm in 0..<8 where row.counted[harm] > 0 {
            let share = 1 / (1 + exp(-logits[harm]))
            error[harm] = (share - (row.labels[harm] * 0.98 + 0.005)) * importance[harm]
            loss -= log(max(1e-6, row.labels[harm] > 0.5 ? share : 1 - share))
        }
        return error
    }

    private func quantized(_ weights: [SIMD8<Float>], _ bias: SIMD8<Float>) -> Result {
        var scale = SIMD8<Float>(repeating: 1)
        for harm in 0..<8 {
            let sizes = weights.map { abs($0[harm]) }.filter { $0 > 0 }.sorted()
            let most = sizes.isEmpty ? 1 : sizes[Int(Double(sizes.count - 1) * 0.9998)]
            scale[harm] = most / 127
        }
        let bytes = weights.flatMap { row in
            (0..<8).map { Int8(max(-127, min(127, (row[$0] / scale[$0]).rounded()))) }
        }
        return Result(weights: bytes, scale: scale, bias: bias)
    }
}
