/// The error-correcting code: 48 bits of id and 16 of check, through a convolutional code of rate 1/4 and constraint
/// length 13 whose end joins its beginning.
enum MarkCode {
    /// Bits that go in, and bits that come out.
    static let plainBits = 64
    static let codedBits = 256

    /// Generators of the greatest free distance, 33 (Larsen 1973). All tap the newest and the oldest bit.
    static let generators: [UInt32] = [0o11145, 0o12477, 0o15573, 0o16727]
    private static let memory = 12

    /// The id, highest bit first, and its check.
    static func plain(_ id: WatermarkID) -> [UInt8] {
        let word = id.rawValue << 16 | UInt64(check(id.rawValue))
        return (0..<plainBits).map { UInt8(truncatingIfNeeded: word >> UInt64(plainBits - 1 - $0) & 1) }
    }

    /// The id, where the check agrees.
    static func id(_ plain: some Sequence<UInt8>) -> WatermarkID? {
        let word = plain.reduce(UInt64(0)) { $0 << 1 | UInt64($1 & 1) }
        guard UInt16(truncatingIfNeeded: word) == check(word >> 16) else { return nil }
        return WatermarkID(word >> 16)
    }

    /// 64 bits become 256.
    static func coded(_ plain: [UInt8]) -> [UInt8] {
        var state = plain.suffix(memory).reduce(UInt32(0)) { $0 << 1 | UInt32($1) }
        var coded: [UInt8] = []
        coded.reserveCapacity(codedBits)
        for bit in plain {
            let register = state << 1 | UInt32(bit)
            for generator in generators { coded.append(UInt8((register & generator).nonzeroBitCount & 1)) }
            state = register & (1 << UInt32(memory) - 1)
        }
        return coded
    }

    /// CRC-16 of six bytes, polynomial 0x1021. It starts with ones, so that the id 0 is no word of zeros.
    private static func check(_ id: UInt64) -> UInt16 {
        var sum: UInt16 = 0xFFFF
        for position in stride(from: WatermarkID.bitCount - 1, through: 0, by: -1) {
            let bit = UInt16(truncatingIfNeeded: id >> UInt64(position) & 1)
            let carry = sum >> 15 ^ bit
            sum = sum << 1 ^ (carry == 0 ? 0 : 0x1021)
        }
        return sum
    }
}
