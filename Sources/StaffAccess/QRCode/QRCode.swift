/// A QR code (ISO/IEC 18004) of versions 1 to 10 in byte mode at error correction level M, made here because the page
/// that shows it loads nothing from elsewhere.
public struct QRCode: Hashable, Sendable {
    /// Bytes that the largest version holds.
    public static let bytesMax = 213
    /// Light modules that have to be around it.
    public static let quietModules = 4

    /// Modules along a side, 21 to 57.
    public let side: Int
    private let dark: [Bool]

    /// True for a dark module; both counted from the upper left, 0 to `side` − 1.
    public subscript(x: Int, y: Int) -> Bool { dark[y * side + x] }

    /// Takes the smallest version that holds the text in UTF-8; nil for more than `bytesMax` bytes.
    public init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(Self.bytesMax + 1))
        guard let version = QRVersion.all.first(where: { $0.byteCapacity >= bytes.count }) else { return nil }
        var plain = QRGrid(version: version)
        plain.draw(QRCodewords.codewords(of: bytes, version: version))
        var best: (grid: QRGrid, penalty: Int)?
        for mask in 0..<8 {
            var grid = plain
            grid.apply(mask: mask)
            grid.drawFormat(mask: mask)
            let penalty = QRPenalty.penalty(of: grid)
            if best.map({ penalty < $0.penalty }) ?? true { best = (grid, penalty) }
        }
        side = version.side
        dark = best?.grid.dark ?? plain.dark
    }
}
