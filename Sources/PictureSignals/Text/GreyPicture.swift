import CInk

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
        self.init(width: width, height: height, factor: factor) { pixels in
            guard let from = rows.bytes.baseAddress, let to = pixels.baseAddress, width * factor <= rows.width,
                height * factor <= rows.height
            else { return }
            ink_grey(
                from.assumingMemoryBound(to: UInt8.self), rows.stride, Int32(factor), tone.weights, to, Int32(width),
                Int32(height))
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
        [Int8](unsafeUninitializedCapacity: width * height) { ink, count in
            count = width * height
            ink.initialize(repeating: 0)
            let (width, height) = (Int32(width), Int32(height))
            pixels.withUnsafeBufferPointer { pixels in
                guard let from = pixels.baseAddress, let to = ink.baseAddress else { return }
                _ = ink_find(from, width, height, Int32(reach), Int32(contrast), to)
            }
        }
    }
}
