internal import Foundation
internal import PromptReading

/// Chooses how both stages are mixed, and all thresholds, on rows that training did not see.
struct Calibrator {
    /// A row with what both stages say of it.
    struct Sample {
        var row: Row
        var ngrams: SIMD8<Float>
        var encoder: SIMD8<Float>
    }

    /// Share of benign prompts that all thresholds together may stop.
    var falsePositives = 0.004
    /// How that share is divided.
    var shares = SIMD8<Float>(5, 0.4, 0.4, 0.2, 0.4, 0.4, 0.4, 4)
    /// Added to the thresholds of harms whose share is too small to be counted well; `any` covers them.
    var margins = SIMD8<Float>(0, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0)
    /// Share of look-alikes that may be stopped: all thresholds rise together until no more are.
    var lookAlikes = 0.04
    /// Share of benign prompts that the encoder reads.
    var unclear = 0.25

    /// The weights of the mix, by logistic regression.
    func mix(_ samples: [Sample]) -> (ngrams: SIMD8<Float>, encoder: SIMD8<Float>) {
        var result = (ngrams: SIMD8<Float>(repeating: 0.3), encoder: SIMD8<Float>(repeating: 0.7))
        for harm in 0..<8 {
            let known = samples.filter { $0.row.counted[harm] > 0 }
            var weights = SIMD3<Double>(0.3, 0.7, 0)
            for _ in 0..<300 {
                var slope = SIMD3<Double>.zero
                var total = 0.0
                for sample in known {
                    let input = SIMD3<Double>(Double(sample.ngrams[harm]), Double(sample.encoder[harm]), 1)
                    let share = 1 / (1 + exp(-(weights * input).sum()))
                    let weight = Self.weight(sample.row)
                    slope += weight * (share - Double(sample.row.labels[harm])) * input
                    total += weight
                }
                weights -= 0.15 * slope / total
                weights.x = max(0, weights.x)
                weights.y = max(0.05, weights.y)
            }
            result.ngrams[harm] = Float(weights.x)
            result.encoder[harm] = Float(weights.y)
        }
        return result
    }

    /// Machine-written rows count less: their style gives them away.
    private static func weight(_ row: Row) -> Double {
        switch row.source {
        case "coprov2_train": 0.3
        case "hatecheck": row.language == "en" ? 0.5 : 0
        case "openai_moderation_eval": 2
        case let source where source.hasPrefix("corpus"): 3
        default: 1
        }
    }

    /// Thresholds that together stop a share of the benign logits, divided by `shares`.
    func thresholds(_ benign: [SIMD8<Float>], stopping share: Double) -> SIMD8<Float> {
        let columns = (0..<8).map { harm in benign.map { $0[harm] }.sorted(by: >) }
        func candidate(_ factor: Double) -> SIMD8<Float> {
            var thresholds = SIMD8<Float>()
            for harm in 0..<8 {
                let rank = factor * Double(shares[harm] / shares.sum()) * Double(benign.count)
                let index = min(benign.count - 1, Int(rank))
                thresholds[harm] = columns[harm][index] + 1e-4 + margins[harm]
            }
            return thresholds
        }
        var low = 0.0
        var high = max(0.02, 4 * share)
        for _ in 0..<40 {
            let middle = (low + high) / 2
            let thresholds = candidate(middle)
            let stopped = benign.count { any($0 .>= thresholds) }
            if Double(stopped) > share * Double(benign.count) { high = middle } else { low = middle }
        }
        return candidate(low)
    }

    /// Thresholds raised by the same amount until at most `lookAlikes` of these logits are stopped.
    func raised(_ thresholds: SIMD8<Float>, _ logits: [SIMD8<Float>]) -> SIMD8<Float> {
        let most = Int(lookAlikes * Double(logits.count))
        let excess = logits.map { ($0 - thresholds).max() }.sorted(by: >)
        guard most < excess.count, excess[most] >= 0 else { return thresholds }
        return thresholds + (excess[most] + 1e-4)
    }

    /// Fills in everything but scale and bias.
    func calibrate(
        _ start: GeneralCalibration, fit: [Sample], benign: [Sample], lookAlikes: [Sample]
    ) -> GeneralCalibration {
        var calibration = start
        calibration.alone = raised(
            thresholds(benign.map(\.ngrams), stopping: falsePositives), lookAlikes.map(\.ngrams))
        let (ngrams, encoder) = mix(fit)
        calibration.mixNgram = ngrams
        calibration.mixEncoder = encoder
        var wide = self
        wide.margins = .zero
        wide.shares = SIMD8<Float>(3, 0.3, 0.3, 0.1, 0.3, 0.3, 0.3, 3)
        calibration.unclear = wide.thresholds(benign.map(\.ngrams), stopping: unclear)
        for harm in 0..<8 {
            let most = (benign + lookAlikes).map { $0.ngrams[harm] }.max() ?? 0
            calibration.certain[harm] = most + 1.5
        }
        calibration.mixed = mixed(calibration, benign: benign, lookAlikes: lookAlikes)
        return calibration
    }

    /// The mix of a sample, far below every threshold where the encoder does not read it.
    func logits(_ sample: Sample, _ calibration: GeneralCalibration) -> SIMD8<Float> {
        any(sample.ngrams .>= calibration.unclear)
            ? calibration.mixNgram * sample.ngrams + calibration.mixEncoder * sample.encoder
            : SIMD8(repeating: -1e9)
    }

    /// Thresholds of the mix.
    func mixed(_ calibration: GeneralCalibration, benign: [Sample], lookAlikes: [Sample]) -> SIMD8<Float> {
        let chosen = thresholds(benign.map { logits($0, calibration) }, stopping: falsePositives)
        return raised(chosen, lookAlikes.map { logits($0, calibration) })
    }
}
