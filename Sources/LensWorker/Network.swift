import CModels
import CVipsShim
import LensWire

/// A model of the operator's, opened before the system is closed. It belongs to the thread that opened it.
final class Network {
    /// The most numbers that a model may answer; a detector's boxes are some hundred thousand.
    private static let numbersMax = 4 << 20

    private let plan: LocalModel
    private let model: OpaquePointer
    private var input: [Float]
    /// Only what an answer fills takes memory.
    private let numbers = UnsafeMutableBufferPointer<Float>.allocate(capacity: numbersMax)

    /// Nil where the runtime or the file cannot be used, or the model does not take or answer what was said of it.
    init?(_ plan: LocalModel, runtime: String) {
        guard let model = model_open(runtime, plan.file) else { return nil }
        self.plan = plan
        self.model = model
        input = [Float](repeating: 0, count: plan.width * plan.height * 3)
        // WHY: the runtime asks the system for what it needs when it runs first.
        guard run() != nil else { return nil }
    }

    deinit {
        model_close(model)
        numbers.deallocate()
    }

    /// One number for each label; nil where the model fails.
    func scores(of canvas: Canvas) throws(WireFault) -> [Float]? {
        let fitted = try canvas.fitted(plan)
        let taken = try fitted.withRGB { rgb in take(rgb) }
        return taken ? run() : nil
    }

    private func take(_ rgb: UnsafeRawBufferPointer) -> Bool {
        let pixels = plan.width * plan.height
        guard rgb.count == pixels * 3 else { return false }
        for colour in 0..<3 {
            let channel = plan.colours == .rgb ? colour : 2 - colour
            let (mean, scale) = (plan.mean[colour], 1 / plan.deviation[colour])
            for pixel in 0..<pixels {
                let place = plan.layout == .planes ? colour * pixels + pixel : pixel * 3 + colour
                input[place] = (Float(rgb[pixel * 3 + channel]) / 255 - mean) * scale
            }
        }
        return true
    }

    private func run() -> [Float]? {
        let (width, height) = (Int64(plan.width), Int64(plan.height))
        let sides = plan.layout == .planes ? [1, 3, height, width] : [1, height, width, 3]
        var answer = model_answer()
        guard model_run(model, input, sides, numbers.baseAddress, numbers.count, &answer) == 0 else { return nil }
        let shape = withUnsafeBytes(of: answer.sides) { Array($0.bindMemory(to: Int64.self).prefix(answer.rank)) }
        let scores = ModelNumbers.scores(
            Array(numbers[..<answer.count]), shape: shape.map { Int($0) }, as: plan.answer, labels: plan.labels)
        guard let scores, scores.allSatisfy(\.isFinite) else { return nil }
        return scores
    }
}

/// What a model's numbers say of each label.
enum ModelNumbers {
    /// Nil where the shape is not that of such an answer. A detector may list its boxes one after the other, or side by side.
    static func scores(
        _ numbers: [Float], shape: [Int], as answer: LocalModel.Answer, labels: Int
    ) -> [Float]? {
        let sides = shape.filter { $0 != 1 }
        guard answer != .scores else { return numbers.count == labels ? numbers : nil }
        let before = answer == .boxes ? 4 : 5
        let length = before + labels
        // A single box is a row of its own.
        guard numbers.count.isMultiple(of: length), sides.count <= 2, sides.contains(length) else { return nil }
        let boxes = numbers.count / length
        let besideEachOther = sides.first == length && sides.count == 2
        var best = [Float](repeating: 0, count: labels)
        for box in 0..<boxes {
            func number(_ place: Int) -> Float {
                numbers[besideEachOther ? place * boxes + box : box * length + place]
            }
            let sure = answer == .boxes ? 1 : number(4)
            for label in 0..<labels { best[label] = max(best[label], sure * number(before + label)) }
        }
        return best
    }
}

extension Canvas {
    /// A copy in the size that a model takes.
    fileprivate func fitted(_ plan: LocalModel) throws(WireFault) -> Canvas {
        guard
            let copy = try withRGB({ rgb in
                rgb.bindMemory(to: UInt8.self).baseAddress.flatMap {
                    try? Canvas(pixels: $0, width: width, height: height, bands: 3)
                }
            })
        else { throw .failed }
        let (across, down) = (Int32(plan.width), Int32(plan.height))
        switch plan.fit {
        case .stretch: break
        case .contain: try copy.apply { shim_fit($0, across, down) }
        case .cover:
            let (shown, tall) = copy.middle(plan)
            try copy.apply {
                shim_crop(
                    $0, Int32((self.width - shown) / 2), Int32((self.height - tall) / 2), Int32(shown), Int32(tall))
            }
        }
        try copy.apply { shim_stretch($0, across, down) }
        return copy
    }

    /// The largest part in the model's shape.
    private func middle(_ plan: LocalModel) -> (width: Int, height: Int) {
        if width * plan.height > height * plan.width {
            return (max(1, height * plan.width / plan.height), height)
        }
        return (width, max(1, width * plan.height / plan.width))
    }
}

extension LensWorker {
    /// What every model says of the first frame of an untrusted picture.
    static func scores(
        in bytes: UnsafeRawBufferPointer, _ readers: Readers, _ bounds: PictureBounds
    ) -> LensAnswer.Outcome {
        guard case .models(let networks) = readers else { return .fault(.invalidRequest) }
        do throws(WireFault) {
            let canvas = try Decoded(bytes, within: bounds).canvas
            var scores: [[Float]] = []
            for network in networks {
                scores.append(try network.scores(of: canvas) ?? [])
            }
            return .scores(scores)
        } catch { return .fault(error) }
    }
}
