/// Text ─► codewords in the order in which they are drawn.
enum QRCodewords {
    /// Data in byte mode, padded, parted into blocks, with error correction, and dealt out one codeword a block.
    static func codewords(of bytes: [UInt8], version: QRVersion) -> [UInt8] {
        let data = padded(bytes, version: version)
        var blocks: [ArraySlice<UInt8>] = []
        var start = 0
        for size in version.blocks {
            blocks.append(data[start..<start + size])
            start += size
        }
        let corrections = blocks.map { ReedSolomon.correction(of: $0, count: version.correctionCount) }
        var result: [UInt8] = []
        for index in 0..<(version.blocks.max() ?? 0) {
            for block in blocks where index < block.count { result.append(block[block.startIndex + index]) }
        }
        for index in 0..<version.correctionCount { result += corrections.map { $0[index] } }
        return result
    }

    private static func padded(_ bytes: [UInt8], version: QRVersion) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, count: Int) {
            for bit in (0..<count).reversed() { bits.append(value >> bit & 1 == 1) }
        }
        append(0b0100, count: 4)
        append(bytes.count, count: version.lengthBits)
        for byte in bytes { append(Int(byte), count: 8) }
        let capacity = version.dataCount * 8
        append(0, count: min(4, capacity - bits.count))
        append(0, count: (8 - bits.count % 8) % 8)
        for index in 0..<(capacity - bits.count) / 8 { append(index % 2 == 0 ? 0xEC : 0x11, count: 8) }
        return stride(from: 0, to: capacity, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }
}
