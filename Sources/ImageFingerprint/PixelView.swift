/// Packed 8-bit RGB rows that somebody else owns, or a rectangle of them; checked once against their memory.
struct PixelView {
    /// The longest side that is read, in pixels.
    static let sideMax = 65_535

    let bytes: UnsafeRawBufferPointer
    let width: Int
    let height: Int
    /// Bytes from one row to the next.
    let stride: Int

    init(_ bytes: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int?) {
        let stride = stride ?? width * 3
        precondition(
            (1...Self.sideMax).contains(width) && (1...Self.sideMax).contains(height),
            "the sides are 1 to 65,535 pixels")
        precondition(
            stride >= width * 3 && bytes.count >= stride * (height - 1) + width * 3,
            "the pixels cover width times height")
        self.bytes = bytes
        self.width = width
        self.height = height
        self.stride = stride
    }

    /// The same memory, read through a rectangle.
    func part(_ area: PixelArea) -> PixelView {
        precondition(area.isInside(width: width, height: height), "the area lies inside the picture")
        let start = area.y * stride + area.x * 3
        let end = start + (area.height - 1) * stride + area.width * 3
        return PixelView(
            UnsafeRawBufferPointer(rebasing: bytes[start..<end]), width: area.width, height: area.height,
            stride: stride)
    }

    var area: PixelArea { PixelArea(width: width, height: height) }

    /// The largest factor that leaves the longer side `sideMin` pixels or more, and the shorter half of that.
    func factor(leaving sideMin: Int) -> Int {
        max(1, min(max(width, height) / sideMin, min(width, height) / (sideMin / 2)))
    }

    /// `body` gets the means of squares of so many pixels, and how many; the pixels themselves where that is 1. What is
    /// over at the right and at the bottom, less than a square, is left out.
    func reduced<Result>(by wanted: Int, _ body: (PixelView, Int) -> Result) -> Result {
        let factor = min(wanted, width, height, 64)
        guard factor > 1 else { return body(self, 1) }
        let small = means(of: factor)
        return small.withUnsafeBytes {
            body(PixelView($0, width: width / factor, height: height / factor, stride: nil), factor)
        }
    }

    private func means(of factor: Int) -> [UInt8] {
        let across = width / factor
        let down = height / factor
        let line = across * factor * 3
        // INVARIANT: factor <= 64, so a column sums to at most 64 * 255 < 65,536.
        var columns = [UInt16](repeating: 0, count: line)
        var small = [UInt8](repeating: 0, count: across * down * 3)
        let count = UInt32(factor * factor)
        // Division by a constant as a multiplication: exact for sums under 2^20.
        let inverse = UInt64((1 << 32) / UInt64(count) + 1)
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return small }
        columns.withUnsafeMutableBufferPointer { columns in
            small.withUnsafeMutableBufferPointer { small in
                for row in 0..<down {
                    let first = start + row * factor * stride
                    for index in 0..<line { columns[index] = UInt16(first[index]) }
                    for inner in 1..<factor {
                        let next = first + inner * stride
                        for index in 0..<line { columns[index] &+= UInt16(next[index]) }
                    }
                    for column in 0..<across {
                        let from = column * factor * 3
                        var (red, green, blue) = (count / 2, count / 2, count / 2)
                        for inner in 0..<factor {
                            red &+= UInt32(columns[from + inner * 3])
                            green &+= UInt32(columns[from + inner * 3 + 1])
                            blue &+= UInt32(columns[from + inner * 3 + 2])
                        }
                        let to = (row * across + column) * 3
                        small[to] = UInt8(truncatingIfNeeded: (UInt64(red) * inverse) >> 32)
                        small[to + 1] = UInt8(truncatingIfNeeded: (UInt64(green) * inverse) >> 32)
                        small[to + 2] = UInt8(truncatingIfNeeded: (UInt64(blue) * inverse) >> 32)
                    }
                }
            }
        }
        return small
    }
}
