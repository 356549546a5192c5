/// A picture without colours, reduced by a whole number until neither side is longer than some bound.
struct GreyPicture {
    let width: Int
    let height: Int
    /// How many pixels of the picture lie along a side of one of these.
    let factor: Int
    /// Row after row, 0 to 255.
    let pixels: [UInt8]

    init(_ rows: RGBRows, sideMax: Int, tone: TextTone = .light) {
        let factor = (max(rows.width, rows.height) + sideMax - 1) / sideMax
        let (width, height) = (max(1, rows.width / factor), max(1, rows.height / factor))
        let (area, weights) = (Int32(factor * factor), tone.weights)
        self.init(width: width, height: height, factor: factor) { pixels in
            // One row of sums at a time, so that the compiler can take many pixels at once.
            var sums = [Int32](repeating: 0, count: width * factor)
            for y in 0..<height {
                sums.withUnsafeMutableBufferPointer { sums in
                    sums.update(repeating: 0)
                    for line in y * factor..<min(rows.height, (y + 1) * factor) {
                        let row = line * rows.stride
                        for x in 0..<min(rows.width, width * factor) {
                            let at = row &+ x &* 3
                            sums[x] &+= weights.value(rows.bytes[at], rows.bytes[at &+ 1], rows.bytes[at &+ 2])
                        }
                    }
                    guard factor > 1 else {
                        for x in 0..<width { pixels[y * width + x] = UInt8(truncatingIfNeeded: sums[x]) }
                        return
                    }
                    for x in 0..<width {
                        var sum: Int32 = 0
                        for column in x * factor..<(x + 1) * factor { sum &+= sums[column] }
                        pixels[y * width + x] = UInt8(clamping: sum / area)
                    }
                }
            }
        }
    }

    /// The same picture reduced once more.
    func reduced(by step: Int) -> GreyPicture {
        let (narrow, low) = (max(1, width / step), max(1, height / step))
        let area = UInt32(step * step)
        return pixels.withUnsafeBufferPointer { source in
            GreyPicture(width: narrow, height: low, factor: factor * step) { pixels in
                for y in 0..<low {
                    for x in 0..<narrow {
                        var sum: UInt32 = 0
                        for line in y * step..<min(height, (y + 1) * step) {
                            for column in x * step..<min(width, (x + 1) * step) {
                                sum &+= UInt32(source[line * width + column])
                            }
                        }
                        pixels[y * narrow + x] = UInt8(clamping: sum / area)
                    }
                }
            }
        }
    }

    init(width: Int, height: Int, pixels: [UInt8]) {
        (self.width, self.height, factor, self.pixels) = (width, height, 1, pixels)
    }

    private init(width: Int, height: Int, factor: Int, fill: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
        self.width = width
        self.height = height
        self.factor = factor
        pixels = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
            buffer.initialize(repeating: 0)
            fill(buffer)
            count = width * height
        }
    }

    /// By how much each pixel is darker (negative) or lighter than what lies around it, at most 127; 0 under a contrast.
    func ink(around reach: Int, contrast: Int) -> [Int8] {
        let across = width + 1
        var sums = [Int32](repeating: 0, count: across * (height + 1))
        var ink = [Int8](repeating: 0, count: width * height)
        pixels.withUnsafeBufferPointer { pixels in
            sums.withUnsafeMutableBufferPointer { sums in
                for y in 0..<height {
                    var row: Int32 = 0
                    for x in 0..<width {
                        row &+= Int32(pixels[y * width + x])
                        sums[(y + 1) * across + x + 1] = sums[y * across + x + 1] &+ row
                    }
                }
                ink.withUnsafeMutableBufferPointer { ink in
                    for y in 0..<height {
                        let (top, bottom) = (max(0, y - reach), min(height, y + reach + 1))
                        let (above, below) = (top * across, bottom * across)
                        for x in 0..<width {
                            let (left, right) = (max(0, x &- reach), min(width, x &+ reach &+ 1))
                            let sum =
                                sums[below &+ right] &- sums[above &+ right] &- sums[below &+ left]
                                &+ sums[above &+ left]
                            let area = Int32(truncatingIfNeeded: (right &- left) &* (bottom &- top))
                            let difference = Int32(pixels[y &* width &+ x]) &* area &- sum
                            // Few pixels are ink, and a division takes longer than all the rest.
                            if difference.magnitude > UInt32(truncatingIfNeeded: contrast) &* area.magnitude {
                                ink[y &* width &+ x] = Int8(clamping: difference / area)
                            }
                        }
                    }
                }
            }
        }
        return ink
    }
}
