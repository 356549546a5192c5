/// A square picture as packed RGB: a gradient, bars and grain, the same bytes each time.
struct NoisyGradient {
    let side: Int

    var rgb: [UInt8] {
        var state: UInt64 = 0x5EED
        var bytes: [UInt8] = []
        bytes.reserveCapacity(side * side * 3)
        for y in 0..<side {
            for x in 0..<side {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let grain = Int(state >> 61)
                let bar = (x * 7 / side + y * 5 / side) % 3 * 40
                bytes.append(UInt8(min(255, x * 160 / side + bar + grain)))
                bytes.append(UInt8(min(255, y * 160 / side + bar + grain)))
                bytes.append(UInt8(min(255, (x + y) * 80 / side + bar + grain)))
            }
        }
        return bytes
    }
}
