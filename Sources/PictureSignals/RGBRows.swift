/// Rows of 8-bit red, green and blue pixels that somebody else owns; valid as long as the memory is.
public struct RGBRows {
    /// The longest side that is read.
    public static let sideMax = 65_535

    public let bytes: UnsafeRawBufferPointer
    public let width: Int
    public let height: Int
    /// Bytes from one row to the next.
    public let stride: Int

    /// Nil where a side is not 1 to `sideMax`, rows overlap, or there are fewer bytes than the rows need.
    ///
    /// - Parameters:
    ///   - bytes: at least `stride * (height - 1) + width * 3` bytes.
    ///   - width: pixels in a row.
    ///   - height: rows.
    ///   - stride: bytes from one row to the next; `width * 3` when nil.
    public init?(_ bytes: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int? = nil) {
        guard (1...RGBRows.sideMax).contains(width), (1...RGBRows.sideMax).contains(height) else { return nil }
        let stride = stride ?? width * 3
        guard stride >= width * 3, stride <= Int(Int32.max), bytes.count >= stride * (height - 1) + width * 3 else {
            return nil
        }
        self.bytes = bytes
        self.width = width
        self.height = height
        self.stride = stride
    }

    /// Runs a body on packed pixels in an array; nil where their number does not fit the size.
    public static func with<Result>(
        _ pixels: [UInt8], width: Int, height: Int, _ body: (RGBRows) -> Result
    ) -> Result? {
        pixels.withUnsafeBytes { bytes in RGBRows(bytes, width: width, height: height).map(body) }
    }
}
