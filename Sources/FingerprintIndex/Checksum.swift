/// A 64-bit checksum against accidents of disk and memory, not against forgery.
enum Checksum {
    /// The checksum of memory whose length is a multiple of 32 bytes.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        precondition(bytes.count.isMultiple(of: 32), "a block is padded")
        var a: UInt64 = 0x9E37_79B9_7F4A_7C15
        var (b, c, d) = (~a, a &* 3, a &* 5)
        let prime: UInt64 = 0xFF51_AFD7_ED55_8CCD
        guard let words = bytes.baseAddress?.assumingMemoryBound(to: UInt64.self) else { return a }
        var index = 0
        while index < bytes.count / 8 {
            a = mixed(a ^ words[index], prime)
            b = mixed(b ^ words[index + 1], prime)
            c = mixed(c ^ words[index + 2], prime)
            d = mixed(d ^ words[index + 3], prime)
            index += 4
        }
        var sum = UInt64(bytes.count)
        for lane in [a, b, c, d] { sum = mixed(sum ^ lane, prime) }
        return sum
    }

    @inline(__always)
    private static func mixed(_ value: UInt64, _ prime: UInt64) -> UInt64 {
        let product = value &* prime
        return product ^ (product &>> 29)
    }
}
