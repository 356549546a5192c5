/// One size of a QR code (ISO/IEC 18004) at error correction level M: its side and how its codewords are parted.
struct QRVersion: Hashable {
    /// 1 to 10.
    let number: Int
    /// Codewords of error correction in each block.
    let correctionCount: Int
    /// Codewords of data in each block, in order.
    let blocks: [Int]
    /// Where the centres of the alignment patterns lie, along either side.
    let alignment: [Int]

    /// Modules along a side.
    var side: Int { 17 + 4 * number }
    /// Codewords of data in all.
    var dataCount: Int { blocks.reduce(0, +) }
    /// Bits of the field that says how many bytes there are.
    var lengthBits: Int { number < 10 ? 8 : 16 }
    /// Bytes that it holds in byte mode, after four bits of mode and the length.
    var byteCapacity: Int { (dataCount * 8 - 4 - lengthBits) / 8 }

    private init(_ number: Int, correction: Int, _ blocks: [(count: Int, size: Int)], _ alignment: [Int]) {
        self.number = number
        correctionCount = correction
        self.blocks = blocks.flatMap { [Int](repeating: $0.size, count: $0.count) }
        self.alignment = alignment
    }

    /// Versions 1 to 10 at level M, from tables 9 and E.1 of the standard.
    static let all = [
        QRVersion(1, correction: 10, [(1, 16)], []),
        QRVersion(2, correction: 16, [(1, 28)], [6, 18]),
        QRVersion(3, correction: 26, [(1, 44)], [6, 22]),
        QRVersion(4, correction: 18, [(2, 32)], [6, 26]),
        QRVersion(5, correction: 24, [(2, 43)], [6, 30]),
        QRVersion(6, correction: 16, [(4, 27)], [6, 34]),
        QRVersion(7, correction: 18, [(4, 31)], [6, 22, 38]),
        QRVersion(8, correction: 22, [(2, 38), (2, 39)], [6, 24, 42]),
        QRVersion(9, correction: 22, [(3, 36), (2, 37)], [6, 26, 46]),
        QRVersion(10, correction: 26, [(4, 43), (1, 44)], [6, 28, 50]),
    ]
}
