import CWatermark

/// Writes ids into pictures with one key.
public struct WatermarkEmbedder: Sendable {
    /// What became of a picture.
    public enum Outcome: Sendable, Hashable {
        /// The mark is in the pixels and reads well there.
        case marked
        /// The mark is in the pixels, but the picture is so small or so full of texture that it does not read.
        case drowned
        /// A side is under 96 pixels, or one side 28 times the other. The pixels are as they were.
        case tooSmall
        /// There are over 64 megapixels. The pixels are as they were.
        case tooLarge
    }

    /// A picture whose own texture drowns the mark below this score gets a stronger one, by at most this factor.
    private static let scoreWanted: Float = 20
    private static let reinforcementMax: Float = 1.5

    private let reader: MarkReader
    private let kernel = vg_mark_best_kernel()

    /// Prepares a key, which takes about a millisecond.
    public init(key: WatermarkKey) {
        reader = MarkReader(key, decoder: MarkDecoder())
    }

    /// Marks packed 8-bit RGB rows in place. `stride`: bytes from one row to the next, `width * 3` where nil. Traps where
    /// the memory is smaller than these sides say.
    public func embed(
        _ id: WatermarkID, in rgb: UnsafeMutableRawBufferPointer, width: Int, height: Int, stride: Int? = nil,
        strength: WatermarkStrength = .standard
    ) -> Outcome {
        guard let frame = Frame(width: width, height: height) else {
            return Frame.isTooLarge(width: width, height: height) ? .tooLarge : .tooSmall
        }
        let stride = stride ?? width * 3
        precondition(
            stride >= width * 3 && rgb.count / stride >= height - 1
                && rgb.count - stride * (height - 1) >= width * 3, "the pixels cover width times height")
        guard let start = rgb.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .tooSmall }
        let sides = frame.marked
        let luma = Plane(start, frame, stride: stride, width: sides.width, height: sides.height, kernel: kernel)
        let (steps, score) = steps(id, luma, strength: strength)
        add(steps, to: start, frame, stride: stride)
        return score < MarkReader.scoreMin ? .drowned : .marked
    }

    /// The steps of luma that mark a picture, and the score of the mark where they are added.
    private func steps(
        _ id: WatermarkID, _ luma: Plane, strength: WatermarkStrength
    ) -> (steps: Plane, score: Float) {
        var chips = reader.pattern.chips(id)
        // The mark of an earlier pass through here goes as the new one comes.
        if let old = reader.read(coefficients(luma), lying: Turn(index: 0), kernel: kernel)?.id {
            for (slot, chip) in reader.pattern.chips(old).enumerated() { chips[slot] -= chip }
        }
        func attempt(_ factor: Float) -> (steps: Plane, score: Float) {
            let steps = MarkShape(Tile(chips), factor: strength.factor * factor).steps(on: luma, kernel: kernel)
            return (steps, reader.score(coefficients(luma.adding(steps, kernel: kernel)), id))
        }
        let first = attempt(1)
        guard first.score < Self.scoreWanted else { return first }
        return attempt(min(Self.reinforcementMax, Self.scoreWanted / max(1, first.score)))
    }

    private func coefficients(_ luma: Plane) -> [Float] {
        let folder = Folder(kernel: kernel)
        folder.foldRows(Folder.Rows(level: 0, angle: 0, scale: 1, offset: 0)) { luma.whitened(kernel: kernel) }
        return MarkReader.levelled(folder.tile(scale: 1, offset: 0).coefficients(kernel: kernel))
    }

    private func add(_ steps: Plane, to rgb: UnsafeMutablePointer<UInt8>, _ frame: Frame, stride: Int) {
        let across = Resampling(from: steps.width, to: frame.width)
        let down = Resampling(from: steps.height, to: frame.height)
        let line = UnsafeMutablePointer<Float>.allocate(capacity: steps.width)
        let wide = UnsafeMutablePointer<Float>.allocate(capacity: frame.width)
        defer {
            line.deallocate()
            wide.deallocate()
        }
        steps.values.withUnsafeBufferPointer { values in
            guard let from = values.baseAddress else { return }
            for row in 0..<frame.height {
                line.initialize(repeating: 0, count: steps.width)
                for tap in 0..<down.taps {
                    let weight = down.weights[row * down.taps + tap]
                    guard weight != 0 else { continue }
                    let source = from + (Int(down.firsts[row]) + tap) * steps.width
                    vg_mark_add_row(source, steps.width, weight, line, kernel)
                }
                across.apply(line, to: wide, kernel: kernel)
                vg_mark_add_steps(wide, frame.width, rgb + row * stride, kernel)
            }
        }
    }
}
