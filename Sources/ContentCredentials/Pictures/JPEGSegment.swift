/// One marker segment of a JPEG file before its first scan.
struct JPEGSegment {
    var marker: UInt8
    /// Marker, length and payload.
    var range: Range<Int>
    /// Empty for a marker that stands alone.
    var payload: Range<Int>

    static let app0: UInt8 = 0xE0
    static let app1: UInt8 = 0xE1
    static let app11: UInt8 = 0xEB
    static let startOfScan: UInt8 = 0xDA
    static let endOfImage: UInt8 = 0xD9

    /// The segments from after the start of the image to the first start of scan, which is the last one given.
    static func beforeScan(in bytes: [UInt8]) throws(PictureError) -> [JPEGSegment] {
        guard bytes.starts(with: [0xFF, 0xD8]) else { throw .malformed(offset: 0) }
        var segments: [JPEGSegment] = []
        var index = 2
        while segments.last?.marker != startOfScan {
            guard segments.count < PictureLimits.partsMax, let next = try read(bytes, at: index) else {
                throw .malformed(offset: index)
            }
            segments.append(next)
            index = next.range.upperBound
        }
        return segments
    }

    /// The segment whose marker starts there, fill bytes before it included; nil at the end of the image.
    static func read(_ bytes: [UInt8], at start: Int) throws(PictureError) -> JPEGSegment? {
        guard start < bytes.count, bytes[start] == 0xFF else { throw .malformed(offset: start) }
        var index = start
        while index < bytes.count, bytes[index] == 0xFF { index += 1 }
        guard index < bytes.count else { throw .malformed(offset: start) }
        let marker = bytes[index]
        switch marker {
        case endOfImage: return nil
        case 0x00, 0xD8: throw .malformed(offset: index)
        case 0x01, 0xD0...0xD7:
            return JPEGSegment(
                marker: marker, range: start..<(index + 1), payload: (index + 1)..<(index + 1))
        default:
            guard let length = bytes.big16(at: index + 1), length >= 2, length <= bytes.count - index - 1
            else { throw .malformed(offset: index) }
            return JPEGSegment(
                marker: marker, range: start..<(index + 1 + length), payload: (index + 3)..<(index + 1 + length))
        }
    }

    static func bytes(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [0xFF, marker] + .big16(payload.count + 2) + payload
    }
}
