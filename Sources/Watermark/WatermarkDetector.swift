import CWatermark

/// Finds ids in pictures, for the current key and older ones.
public struct WatermarkDetector: Sendable {
    /// How many keys a detector looks for at most.
    public static let keysMax = 8

    private let readers: [MarkReader]
    private let guides: [GuideSpectrum]
    private let kernel = vg_mark_best_kernel()

    /// Prepares the keys, the likeliest first; those beyond `keysMax` are left out.
    public init(keys: [WatermarkKey]) {
        let decoder = MarkDecoder()
        let readers = keys.prefix(Self.keysMax).map { MarkReader($0, decoder: decoder) }
        self.readers = readers
        let kernel = kernel
        guides = readers.map { GuideSpectrum($0.pattern, kernel: kernel) }
    }

    /// The mark of packed 8-bit RGB rows, or nil: none was found, or the picture is too small, too narrow or too large to
    /// carry one. `stride`: bytes from one row to the next, `width * 3` where nil. Traps where the memory is smaller than
    /// these sides say.
    public func detect(
        rgb: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int? = nil, effort: WatermarkEffort = .full
    ) -> WatermarkDetection? {
        guard !readers.isEmpty, let frame = Frame(width: width, height: height) else { return nil }
        let stride = stride ?? width * 3
        precondition(
            stride >= width * 3 && rgb.count / stride >= height - 1
                && rgb.count - stride * (height - 1) >= width * 3, "the pixels cover width times height")
        guard let start = rgb.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
        let drawn = frame.drawn(area: Frame.markArea)
        let luma = Plane(start, frame, stride: stride, width: drawn.width, height: drawn.height, kernel: kernel)
        let first = search(Canvas(luma, isWhole: false, kernel: kernel), effort)
        let marked = frame.marked
        let across = Double(marked.width) / Double(drawn.width)
        let down = Double(marked.height) / Double(drawn.height)
        if let found = first.direct(across: across, down: down) { return found }
        guard effort.placementsMax > 0 else { return nil }
        return search(Canvas(luma, isWhole: true, kernel: kernel), effort).wide()
    }

    private func search(_ canvas: Canvas, _ effort: WatermarkEffort) -> WatermarkSearch {
        WatermarkSearch(readers: readers, guides: guides, canvas: canvas, effort: effort, kernel: kernel)
    }
}
