import Glibc

/// Seeded numbers, the same on every machine (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// A drawn picture: soft colours, a few edges, and fine noise, so that it has flat and busy places.
struct TestPicture {
    var width: Int
    var height: Int
    var bytes: [UInt8]

    init(width: Int, height: Int, bytes: [UInt8]) {
        self.width = width
        self.height = height
        self.bytes = bytes
    }

    init(width: Int, height: Int, seed: UInt64 = 1) {
        var numbers = SeededNumbers(seed: seed)
        // Values at the corners of 32 x 32 squares, drawn in between.
        let columns = width / 32 + 2
        let corners = (0..<columns * (height / 32 + 2)).map { _ in Int.random(in: 30...225, using: &numbers) }
        var bytes = [UInt8](repeating: 0, count: width * height * 3)
        bytes.withUnsafeMutableBufferPointer { bytes in
            corners.withUnsafeBufferPointer { corners in
                var noise = numbers.next()
                for y in 0..<height {
                    for x in 0..<width {
                        let at = (y / 32) * columns + x / 32
                        let (fx, fy) = (x % 32, y % 32)
                        let upper = corners[at] * (32 - fx) + corners[at + 1] * fx
                        let lower = corners[at + columns] * (32 - fx) + corners[at + columns + 1] * fx
                        noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        let grain = Int(noise >> 60) % 9 - 4
                        let edge = (x / 90 + y / 70) % 2 * 20
                        let value = (upper * (32 - fy) + lower * fy) / 1024 + grain + edge - 10
                        let from = (y * width + x) * 3
                        bytes[from] = UInt8(max(0, min(255, value)))
                        bytes[from + 1] = UInt8(max(0, min(255, value + 12)))
                        bytes[from + 2] = UInt8(max(0, min(255, 240 - value)))
                    }
                }
            }
        }
        self.init(width: width, height: height, bytes: bytes)
    }

    /// Decibels between two pictures of one size.
    func peakSignalToNoise(_ other: TestPicture) -> Double {
        var sum = 0
        bytes.withUnsafeBufferPointer { one in
            other.bytes.withUnsafeBufferPointer { two in
                for index in one.indices {
                    let apart = Int(one[index]) - Int(two[index])
                    sum += apart * apart
                }
            }
        }
        return sum == 0 ? .infinity : 10 * log10(65025 * Double(bytes.count) / Double(sum))
    }
}
