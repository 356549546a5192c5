import CWatermark

/// A picture's luma, or what was made of it: rows of floats without gaps.
struct Plane: Sendable {
    let width: Int
    let height: Int
    var values: [Float]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        values = [Float](repeating: 0, count: width * height)
    }

    /// The luma of packed RGB rows, drawn at another size.
    init(_ rgb: UnsafePointer<UInt8>, _ frame: Frame, stride: Int, width: Int, height: Int, kernel: vg_mark_kernel) {
        self.init(width: width, height: height)
        let across = Resampling(from: frame.width, to: width)
        let down = Resampling(from: frame.height, to: height)
        let line = UnsafeMutablePointer<Float>.allocate(capacity: frame.width)
        defer { line.deallocate() }
        values.withUnsafeMutableBufferPointer { values in
            guard let start = values.baseAddress else { return }
            for row in 0..<height {
                line.initialize(repeating: 0, count: frame.width)
                for tap in 0..<down.taps {
                    let weight = down.weights[row * down.taps + tap]
                    guard weight != 0 else { continue }
                    let from = rgb + (Int(down.firsts[row]) + tap) * stride
                    vg_mark_add_luma(from, frame.width, weight, line, kernel)
                }
                across.apply(line, to: start + row * width, kernel: kernel)
            }
        }
    }

    /// The same plane at another size.
    func resized(width: Int, height: Int, kernel: vg_mark_kernel) -> Plane {
        var result = Plane(width: width, height: height)
        let across = Resampling(from: self.width, to: width)
        let down = Resampling(from: self.height, to: height)
        let line = UnsafeMutablePointer<Float>.allocate(capacity: self.width)
        defer { line.deallocate() }
        result.values.withUnsafeMutableBufferPointer { to in
            values.withUnsafeBufferPointer { from in
                guard let to = to.baseAddress, let from = from.baseAddress else { return }
                for row in 0..<height {
                    line.initialize(repeating: 0, count: self.width)
                    for tap in 0..<down.taps {
                        let weight = down.weights[row * down.taps + tap]
                        guard weight != 0 else { continue }
                        let row = Int(down.firsts[row]) + tap
                        vg_mark_add_row(from + row * self.width, self.width, weight, line, kernel)
                    }
                    across.apply(line, to: to + row * width, kernel: kernel)
                }
            }
        }
        return result
    }

    /// The sum of two planes of one size, within what pixels can hold.
    func adding(_ other: Plane, kernel: vg_mark_kernel) -> Plane {
        var sum = self
        sum.values.withUnsafeMutableBufferPointer { sum in
            guard let start = sum.baseAddress else { return }
            vg_mark_add_clipped(other.values, sum.count, start, kernel)
        }
        return sum
    }

    /// Fine structure in units of what is usual around each pixel, -1 to 1: there the mark stands out.
    func whitened(kernel: vg_mark_kernel) -> Plane {
        var result = Plane(width: width, height: height)
        let room = UnsafeMutablePointer<Float>.allocate(capacity: vg_mark_whiten_scratch(width, height))
        defer { room.deallocate() }
        result.values.withUnsafeMutableBufferPointer { whitened in
            guard let start = whitened.baseAddress else { return }
            vg_mark_whiten(values, width, height, start, room, kernel)
        }
        return result
    }

    /// The plane turned about its centre; 0 where nothing was. `angle` in radians.
    func turned(cosine: Float, sine: Float, kernel: vg_mark_kernel) -> Plane {
        var result = Plane(width: width, height: height)
        result.values.withUnsafeMutableBufferPointer { turned in
            guard let start = turned.baseAddress else { return }
            vg_mark_turn(values, width, height, cosine, sine, start, kernel)
        }
        return result
    }
}
