extension PictureCleaning {
    /// Keeps tables, frames, scans, the colour profile and Adobe's colour transform; writes JFIF without a thumbnail.
    static func jpeg(_ picture: [UInt8]) throws(PictureError) -> [UInt8] {
        var output: [UInt8] = [0xFF, 0xD8]
        output.reserveCapacity(picture.count)
        var index = 2
        var turn: ExifOrientation?
        var count = 0
        while let segment = try JPEGSegment.read(picture, at: index) {
            count += 1
            guard count <= PictureLimits.partsMax else { throw .malformed(offset: index) }
            index = segment.range.upperBound
            switch segment.marker {
            case JPEGSegment.app0:
                if let header = jfif(picture[segment.payload]) { output += JPEGSegment.bytes(segment.marker, header) }
            case JPEGSegment.app1:
                if turn == nil, let found = orientation(picture[segment.payload]) {
                    turn = found
                    output += JPEGSegment.bytes(segment.marker, exifName + found.tiff)
                }
            case 0xE2 where picture[segment.payload].starts(with: Array("ICC_PROFILE\0".utf8)),
                0xEE where picture[segment.payload].starts(with: "Adobe".utf8):
                output += JPEGSegment.bytes(segment.marker, Array(picture[segment.payload]))
            case 0xE0...0xEF, 0xFE, 0xF0...0xFD: break
            case 0x01, 0xD0...0xD7: break
            case JPEGSegment.startOfScan:
                let end = scanEnd(picture, from: index)
                output += JPEGSegment.bytes(segment.marker, Array(picture[segment.payload]))
                output += picture[index..<end]
                index = end
                // A file that was cut off is shown as far as it goes, and needs its end.
                if index == picture.count { return output + [0xFF, JPEGSegment.endOfImage] }
            default: output += JPEGSegment.bytes(segment.marker, Array(picture[segment.payload]))
            }
        }
        return output + [0xFF, JPEGSegment.endOfImage]
    }

    private static let exifName = Array("Exif\0\0".utf8)

    private static func orientation(_ payload: ArraySlice<UInt8>) -> ExifOrientation? {
        guard payload.starts(with: exifName) else { return nil }
        return ExifOrientation(payload.dropFirst(exifName.count))
    }

    /// Version, units and density; nil for anything that is not JFIF's own segment.
    private static func jfif(_ payload: ArraySlice<UInt8>) -> [UInt8]? {
        guard payload.count >= 14, payload.starts(with: Array("JFIF\0".utf8)) else { return nil }
        return Array(payload.prefix(12)) + [0, 0]
    }

    /// The next marker that is neither a stuffed byte nor a restart; a run of 0xFF belongs to it.
    private static func scanEnd(_ picture: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 1 < picture.count {
            guard picture[index] == 0xFF else {
                index += 1
                continue
            }
            let next = picture[index + 1]
            if next != 0, next != 0xFF, !(0xD0...0xD7).contains(next) { return index }
            index += next == 0xFF ? 1 : 2
        }
        return picture.count
    }
}
