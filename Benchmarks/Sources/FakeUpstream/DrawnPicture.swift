import CZlib

/// A square RGB picture: a gradient, a few discs and a little noise, as hard to compress as a real one.
struct DrawnPicture {
    let side: Int
    let seed: UInt64

    /// The picture as a PNG file; empty when zlib fails, which callers must treat as a fault.
    func png() -> [UInt8] {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header = bigEndian(UInt32(side)) + bigEndian(UInt32(side)) + [8, 2, 0, 0, 0]
        guard let data = compressed(filteredRows()) else { return [] }
        file += chunk("IHDR", header) + chunk("IDAT", data) + chunk("IEND", [])
        return file
    }

    /// Rows with the `Sub` filter, which encoders choose for such pictures.
    private func filteredRows() -> [UInt8] {
        var noise = seed
        let discs = (0..<6).map { _ in
            (
                x: Int(next(&noise) % UInt64(side)), y: Int(next(&noise) % UInt64(side)),
                radius: side / 16 + Int(next(&noise) % UInt64(max(1, side / 6))), shade: Int(next(&noise) % 160)
            )
        }
        var rows: [UInt8] = []
        rows.reserveCapacity(side * (side * 3 + 1))
        for y in 0..<side {
            rows.append(1)
            var left = (0, 0, 0)
            for x in 0..<side {
                var shade = 0
                for disc in discs {
                    let dx = x - disc.x, dy = y - disc.y
                    if dx * dx + dy * dy < disc.radius * disc.radius { shade = disc.shade }
                }
                let grain = Int(next(&noise) & 7)
                let pixel = (
                    (x * 200 / side + grain + shade) & 255, (y * 200 / side + grain + shade / 2) & 255,
                    ((x + y) * 100 / side + grain) & 255
                )
                rows.append(UInt8(truncatingIfNeeded: pixel.0 - left.0))
                rows.append(UInt8(truncatingIfNeeded: pixel.1 - left.1))
                rows.append(UInt8(truncatingIfNeeded: pixel.2 - left.2))
                left = pixel
            }
        }
        return rows
    }

    private func next(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        var length = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(length))
        guard compress2(&output, &length, bytes, uLong(bytes.count), 6) == Z_OK else { return nil }
        return Array(output.prefix(Int(length)))
    }

    private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        let sum = crc32(0, body, uInt(body.count))
        return bigEndian(UInt32(data.count)) + body + bigEndian(UInt32(truncatingIfNeeded: sum))
    }

    private func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }
}
