internal import Foundation

/// Logistic regression over hashed features with one output, by AdaGrad.
struct TableTrainer {
    var bits = 18
    var rounds = 30
    var rate: Float = 0.4
    var seed: UInt64 = 1

    /// A text: its buckets, the answer, and how much it counts.
    struct Example {
        var buckets: [UInt32]
        var isHarmful: Bool
        var weight: Float
    }

    /// Weights as they go into the file.
    struct Table {
        var weights: [Int8]
        var scale: Float
        var bias: Float

        func logit(_ buckets: [UInt32]) -> Float {
            guard !buckets.isEmpty else { return bias }
            let sum = buckets.reduce(Int32(0)) { $0 + Int32(weights[Int($1)]) }
            return Float(sum) * scale / Float(buckets.count).squareRoot() + bias
        }
    }

    func train(_ examples: [Example]) -> Table {
        var weights = [Float](repeating: 0, count: 1 << bits)
        var squares = [Float](repeating: 1e-6, count: 1 << bits)
        var bias: Float = -2
        var order = examples.indices.filter { !examples[$0].buckets.isEmpty }
        var random = SplitMix(state: seed)
        for round in 0..<rounds {
            order.shuffle(using: &random)
            let rate = self.rate * (1 - 0.8 * Float(round) / Float(rounds))
            for index in order {
                let example = examples[index]
                let value = 1 / Float(example.buckets.count).squareRoot()
                var sum: Float = 0
                for bucket in example.buckets { sum += weights[Int(bucket)] }
                let share = 1 / (1 + exp(-(sum * value + bias)))
                let error = (share - (example.isHarmful ? 0.985 : 0.005)) * example.weight
                bias -= 0.002 * error
                let step = error * value
                let square = step * step
                for bucket in example.buckets {
                    let at = Int(bucket)
                    squares[at] += square
                    weights[at] -= rate * step / squares[at].squareRoot()
                }
            }
        }
        return quantized(weights, bias)
    }

    private func quantized(_ weights: [Float], _ bias: Float) -> Table {
        let sizes = weights.map { abs($0) }.filter { $0 > 0 }.sorted()
        let scale = (sizes.isEmpty ? 1 : sizes[Int(Double(sizes.count - 1) * 0.9998)]) / 127
        let bytes = weights.map { Int8(max(-127, min(127, ($0 / scale).rounded()))) }
        return Table(weights: bytes, scale: scale, bias: bias)
    }
}
