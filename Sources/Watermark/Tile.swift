import CWatermark

/// 128 x 128 values, the mark's period. Rows lie further apart than their length (see `VG_TILE_STRIDE`).
struct Tile: Sendable {
    static let side = VG_TILE
    static let stride = VG_TILE_STRIDE

    var values = [Float](repeating: 0, count: VG_TILE_FLOATS)

    init() {}

    /// The tile with these coefficients.
    init(_ coefficients: [Float]) {
        let count = Slot.waves.count
        values.withUnsafeMutableBufferPointer { values in
            coefficients.withUnsafeBufferPointer { coefficients in
                Basis.waves.withUnsafeBufferPointer { waves in
                    for block in 0..<Slot.blocksPerSide * Slot.blocksPerSide {
                        let at =
                            block / Slot.blocksPerSide * Basis.side * Self.stride
                            + block % Slot.blocksPerSide * Basis.side
                        for frequency in 0..<count {
                            let weight = coefficients[block * count + frequency]
                            guard weight != 0 else { continue }
                            for y in 0..<Basis.side {
                                for x in 0..<Basis.side {
                                    values[at + y * Self.stride + x] += weight * waves[frequency * 64 + y * 8 + x]
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The coefficients at every slot.
    func coefficients(kernel: vg_mark_kernel) -> [Float] {
        [Float](unsafeUninitializedCapacity: Slot.count) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            vg_mark_coefficients(values, Basis.waves, start, kernel)
            count = Slot.count
        }
    }
}
