import Glibc

/// What happens to pictures, in its simplest form.
extension TestPicture {
    /// A picture whose pixel (x, y) comes from `source`, as a place in this one; black outside.
    func drawn(width: Int, height: Int, _ source: (Double, Double) -> (Double, Double)) -> TestPicture {
        var result = [UInt8](repeating: 0, count: width * height * 3)
        result.withUnsafeMutableBufferPointer { to in
            bytes.withUnsafeBufferPointer { from in
                for y in 0..<height {
                    for x in 0..<width {
                        let (sx, sy) = source(Double(x), Double(y))
                        guard sx > -0.5, sy > -0.5, sx < Double(self.width) - 0.5, sy < Double(self.height) - 0.5
                        else { continue }
                        let (cx, cy) = (
                            max(0, min(Double(self.width - 1), sx)), max(0, min(Double(self.height - 1), sy))
                        )
                        let (left, top) = (min(self.width - 2, Int(cx)), min(self.height - 2, Int(cy)))
                        let (fx, fy) = (cx - Double(left), cy - Double(top))
                        for channel in 0..<3 {
                            let at = (top * self.width + left) * 3 + channel
                            let upper = Double(from[at]) * (1 - fx) + Double(from[at + 3]) * fx
                            let below = at + self.width * 3
                            let lower = Double(from[below]) * (1 - fx) + Double(from[below + 3]) * fx
                            to[(y * width + x) * 3 + channel] = UInt8((upper * (1 - fy) + lower * fy).rounded())
                        }
                    }
                }
            }
        }
        return TestPicture(width: width, height: height, bytes: result)
    }

    /// At another size; pixels are averaged over 2 x 2 places, so that halving is no mere leaving out.
    func resized(width: Int, height: Int) -> TestPicture {
        let (across, down) = (Double(self.width) / Double(width), Double(self.height) / Double(height))
        return drawn(width: width, height: height) { x, y in
            ((x + 0.5) * across - 0.5, (y + 0.5) * down - 0.5)
        }
    }

    func cropped(left: Int, top: Int, width: Int, height: Int) -> TestPicture {
        var result: [UInt8] = []
        for y in top..<top + height {
            let start = (y * self.width + left) * 3
            result += bytes[start..<start + width * 3]
        }
        return TestPicture(width: width, height: height, bytes: result)
    }

    /// The share of each side that is left, cut off on both ends.
    func cropped(to share: Double) -> TestPicture {
        let (w, h) = (Int(Double(width) * share), Int(Double(height) * share))
        return cropped(left: (width - w) / 3, top: (height - h) / 3, width: w, height: h)
    }

    func framed(_ border: Int, grey: UInt8) -> TestPicture {
        let (w, h) = (width + 2 * border, height + 2 * border)
        var result = [UInt8](repeating: grey, count: w * h * 3)
        for y in 0..<height {
            let to = ((y + border) * w + border) * 3
            result.replaceSubrange(to..<to + width * 3, with: bytes[y * width * 3..<(y + 1) * width * 3])
        }
        return TestPicture(width: w, height: h, bytes: result)
    }

    var mirrored: TestPicture {
        drawn(width: width, height: height) { x, y in (Double(width - 1) - x, y) }
    }

    var swapped: TestPicture { drawn(width: height, height: width) { x, y in (y, x) } }

    func rotated(degrees: Double) -> TestPicture {
        let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        let (mx, my) = (Double(width - 1) / 2, Double(height - 1) / 2)
        return drawn(width: width, height: height) { x, y in
            (c * (x - mx) - s * (y - my) + mx, s * (x - mx) + c * (y - my) + my)
        }
    }

    func brightened(percent: Int) -> TestPicture {
        TestPicture(width: width, height: height, bytes: bytes.map { UInt8(min(255, Int($0) * percent / 100)) })
    }

    /// Each block of 8 x 8 in each colour keeps only whole multiples of steps that grow with the frequency: what JPEG does.
    func quantised(step: Float) -> TestPicture {
        var result = bytes
        let cosines: [Float] = (0..<64).map { index in
            let (k, n) = (index / 8, index % 8)
            return Float((k == 0 ? (1.0 / 8).squareRoot() : 0.5) * cos(Double((2 * n + 1) * k) * .pi / 16))
        }
        result.withUnsafeMutableBufferPointer { values in
            cosines.withUnsafeBufferPointer { cosines in
                for top in stride(from: 0, to: height - 7, by: 8) {
                    for left in stride(from: 0, to: width - 7, by: 8) {
                        for channel in 0..<3 {
                            Self.quantise(
                                values, at: (top * width + left) * 3 + channel, line: width * 3, cosines, step: step)
                        }
                    }
                }
            }
        }
        return TestPicture(width: width, height: height, bytes: result)
    }

    private static func quantise(
        _ values: UnsafeMutableBufferPointer<UInt8>, at start: Int, line: Int, _ cosines: UnsafeBufferPointer<Float>,
        step: Float
    ) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 192) { room in
            let (block, half, whole) = (0, 64, 128)
            for y in 0..<8 { for x in 0..<8 { room[block + 8 * y + x] = Float(values[start + y * line + 3 * x]) } }
            for y in 0..<8 {
                for u in 0..<8 {
                    var sum: Float = 0
                    for x in 0..<8 { sum += room[block + 8 * y + x] * cosines[8 * u + x] }
                    room[half + 8 * y + u] = sum
                }
            }
            for v in 0..<8 {
                for u in 0..<8 {
                    var sum: Float = 0
                    for y in 0..<8 { sum += room[half + 8 * y + u] * cosines[8 * v + y] }
                    let unit = step * Float(2 + u + v) / 2
                    room[whole + 8 * v + u] = (sum / unit).rounded() * unit
                }
            }
            for v in 0..<8 {
                for x in 0..<8 {
                    var sum: Float = 0
                    for u in 0..<8 { sum += room[whole + 8 * v + u] * cosines[8 * u + x] }
                    room[half + 8 * v + x] = sum
                }
            }
            for y in 0..<8 {
                for x in 0..<8 {
                    var sum: Float = 0
                    for v in 0..<8 { sum += room[half + 8 * v + x] * cosines[8 * v + y] }
                    values[start + y * line + 3 * x] = UInt8(max(0, min(255, sum.rounded())))
                }
            }
        }
    }
}
