/// Values of a few bits after each other, the lowest bit of a byte first.
struct BitWriter {
    private(set) var bytes: [UInt8]
    private var used = 8

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func write(_ value: Int, _ bits: Int) {
        for bit in 0..<bits {
            if used == 8 {
                bytes.append(0)
                used = 0
            }
            if value >> bit & 1 == 1 { bytes[bytes.count - 1] |= 1 << UInt8(used) }
            used += 1
        }
    }
}

/// Reads what `BitWriter` wrote.
struct BitReader {
    private let bytes: [UInt8]
    private var at: Int

    init(_ bytes: [UInt8], from byte: Int) {
        self.bytes = bytes
        at = byte * 8
    }

    mutating func read(_ bits: Int) -> Int {
        var value = 0
        for bit in 0..<bits {
            value |= Int(bytes[at / 8] >> UInt8(at % 8) & 1) << bit
            at += 1
        }
        return value
    }
}
