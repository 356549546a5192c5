/// A picture drawn from its size alone: three ramps and a dozen rectangles, the same wherever it is drawn.
struct DrawnPicture {
    let width: Int
    let height: Int
    let rgb: [UInt8]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        var state = UInt64(width * 10007 + height)
        func roll(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var bytes = [UInt8](repeating: 0, count: width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let at = (y * width + x) * 3
                bytes[at] = UInt8((x * 3 + y) % 256)
                bytes[at + 1] = UInt8((x + y * 2) % 256)
                bytes[at + 2] = UInt8((x * y / 7) % 256)
            }
        }
        for _ in 0..<12 {
            let (left, top) = (roll(width), roll(height))
            let (across, down) = (1 + roll(width / 2 + 1), 1 + roll(height / 2 + 1))
            let colour = [UInt8(roll(256)), UInt8(roll(256)), UInt8(roll(256))]
            for y in top..<min(height, top + down) {
                for x in left..<min(width, left + across) {
                    for band in 0..<3 { bytes[(y * width + x) * 3 + band] = colour[band] }
                }
            }
        }
        rgb = bytes
    }
}
