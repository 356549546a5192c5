/// A colour, 8 bits a channel.
struct Colour: Hashable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8
}

/// One row or column of a picture, or a stretch of it.
struct PixelLine {
    private let first: UnsafePointer<UInt8>
    /// Bytes from one pixel to the next.
    private let step: Int
    let count: Int

    /// Shares of a line's pixels that may have another colour than the border: dust, JPEG noise, a corner.
    static let strangersMax = 0.02

    init(_ view: PixelView, row: Int, from: Int, count: Int) {
        self.init(view, offset: row * view.stride + from * 3, step: 3, count: count)
    }

    init(_ view: PixelView, column: Int, from: Int, count: Int) {
        self.init(view, offset: from * view.stride + column * 3, step: view.stride, count: count)
    }

    private init(_ view: PixelView, offset: Int, step: Int, count: Int) {
        guard let base = view.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
            preconditionFailure("a view has pixels")
        }
        precondition(
            offset >= 0 && count >= 1 && offset + (count - 1) * step + 3 <= view.bytes.count,
            "the line lies inside the picture")
        first = base + offset
        self.step = step
        self.count = count
    }

    /// The middle value of each channel.
    var median: Colour {
        func middle(_ channel: Int) -> UInt8 {
            var counts = [Int](repeating: 0, count: 256)
            for index in 0..<count { counts[Int(first[index * step + channel])] += 1 }
            var seen = 0
            for (value, count) in counts.enumerated() {
                seen += count
                if seen * 2 >= self.count { return UInt8(value) }
            }
            return 255
        }
        return Colour(red: middle(0), green: middle(1), blue: middle(2))
    }

    /// True where all pixels but a few lie within the tolerance of the colour in each channel.
    func isUniform(_ colour: Colour, tolerance: UInt8) -> Bool {
        let strangersMax = Int(Double(count) * PixelLine.strangersMax)
        var strangers = 0
        for index in 0..<count where !isNear(index, colour, tolerance) {
            strangers += 1
            if strangers > strangersMax { return false }
        }
        return true
    }

    /// How many of every second pixel lie near one of the colours, as a share.
    func share(near colours: [Colour], tolerance: UInt8) -> Double {
        var near = 0
        for index in stride(from: 0, to: count, by: 2) {
            for colour in colours where isNear(index, colour, tolerance) {
                near += 1
                break
            }
        }
        return Double(near) / Double((count + 1) / 2)
    }

    private func isNear(_ index: Int, _ colour: Colour, _ tolerance: UInt8) -> Bool {
        let pixel = first + index * step
        return difference(pixel[0], colour.red) <= tolerance && difference(pixel[1], colour.green) <= tolerance
            && difference(pixel[2], colour.blue) <= tolerance
    }

    private func difference(_ one: UInt8, _ other: UInt8) -> UInt8 { one > other ? one - other : other - one }
}
