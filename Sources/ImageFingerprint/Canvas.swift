/// A picture drawn anew at 256 by 256, whatever its size, as luma and two differences of colour; the measure of all tiles.
struct Canvas {
    static let side = 256
    /// Pictures are reduced to no less than this on the longer side before.
    static let sourceSideMin = 512

    /// 256 rows of 256: luma 0 to 255; blue and red differences -128 to 128.
    var luma = [Float](repeating: 0, count: side * side)
    var blue = [Float](repeating: 0, count: side * side)
    var red = [Float](repeating: 0, count: side * side)
    /// Which rows and columns lie inside the part that is known.
    let rows: Range<Int>
    let columns: Range<Int>

    init(_ view: PixelView, in frame: LocalSignature.Frame) {
        let down = Self.taps(source: view.height, from: frame.top, to: frame.bottom)
        let across = Self.taps(source: view.width, from: frame.left, to: frame.right)
        rows = down.known
        columns = across.known
        guard let start = view.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        let line = view.width * 3
        var sums = [Float](repeating: 0, count: line)
        for row in rows {
            let taps = down.taps[row - rows.lowerBound]
            sums.withUnsafeMutableBufferPointer { sums in
                sums.update(repeating: 0)
                for (index, weight) in taps.weights.enumerated() {
                    let source = start + (taps.first + index) * view.stride
                    for at in 0..<line { sums[at] += weight * Float(source[at]) }
                }
            }
            for column in columns {
                let taps = across.taps[column - columns.lowerBound]
                var pixel = SIMD4<Float>(repeating: 0)
                for (index, weight) in taps.weights.enumerated() {
                    let at = (taps.first + index) * 3
                    pixel += weight * SIMD4(sums[at], sums[at + 1], sums[at + 2], 0)
                }
                let at = row * Self.side + column
                luma[at] = 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]
                blue[at] = (pixel[2] - luma[at]) * 0.564
                red[at] = (pixel[0] - luma[at]) * 0.713
            }
        }
    }

    private struct Taps {
        var first: Int
        var weights: [Float]
    }

    /// For each pixel of the canvas inside the frame, the source pixels under a triangle as wide as two of its own, or
    /// as two source pixels where those are larger.
    private static func taps(source: Int, from: Double, to: Double) -> (known: Range<Int>, taps: [Taps]) {
        let first = Int((from * Double(side)).rounded(.up))
        let end = max(first + 1, Int((to * Double(side)).rounded(.down)))
        let known = min(first, side - 1)..<min(end, side)
        let pixelsPerStep = Double(source) / (Double(side) * (to - from))
        let reach = max(1, pixelsPerStep)
        let taps = known.map { index -> Taps in
            let centre = ((Double(index) + 0.5) / Double(side) - from) / (to - from) * Double(source) - 0.5
            let low = min(source - 1, max(0, Int((centre - reach).rounded(.up))))
            let high = max(low, min(source - 1, Int((centre + reach).rounded(.down))))
            var weights = (low...high).map { max(0.0001, 1 - abs(Double($0) - centre) / reach) }
            let sum = weights.reduce(0, +)
            weights = weights.map { $0 / sum }
            return Taps(first: low, weights: weights.map { Float($0) })
        }
        return (known, taps)
    }
}
