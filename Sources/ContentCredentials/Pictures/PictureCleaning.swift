/// Takes everything out of a picture that is not needed to show it: descriptions, locations, thumbnails, prompts and
/// graphs that generators leave, manifest stores, and bytes behind the picture's end. Colour profiles, resolution,
/// animation and the way the picture is turned stay. Pixels are never decoded.
public enum PictureCleaning {
    /// - Throws: `PictureError` for bytes that are no PNG, JPEG or WebP, or whose structure is wrong.
    public static func clean(_ picture: [UInt8], limits: PictureLimits = PictureLimits()) throws(PictureError)
        -> [UInt8]
    {
        guard picture.count <= limits.pictureBytesMax else { throw .tooLarge }
        return switch PictureFormat(picture) {
        case .png: try png(picture)
        case .jpeg: try jpeg(picture)
        case .webp: try webp(picture)
        case nil: throw .unknownFormat
        }
    }

    private static let pngKept: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "mDCv", "cLLI",
        "cLLi", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
    ]

    private static func png(_ picture: [UInt8]) throws(PictureError) -> [UInt8] {
        let chunks = try PNGChunk.all(in: picture)
        var output = PNGChunk.signature
        output.reserveCapacity(picture.count)
        let exif = chunks.first { $0.type == "eXIf" }
        for chunk in chunks where pngKept.contains(chunk.type) {
            output += picture[chunk.range]
            if chunk.type == "IHDR", let turn = exif.flatMap({ ExifOrientation(picture[$0.payload]) }) {
                output += PNGChunk.bytes("eXIf", turn.tiff)
            }
        }
        return output
    }

    private static let webpKept: Set<String> = ["VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"]

    private static func webp(_ picture: [UInt8]) throws(PictureError) -> [UInt8] {
        let chunks = try RIFFChunk.all(in: picture)
        let exif = chunks.first { $0.type == "EXIF" }
        let turn = exif.flatMap { ExifOrientation(picture[$0.payload]) }
        var output: [UInt8] = []
        var isExtended = false
        for chunk in chunks {
            switch chunk.type {
            case "VP8X":
                guard chunk.payload.count == 10, !isExtended else { throw .malformed(offset: chunk.range.lowerBound) }
                isExtended = true
                var header = Array(picture[chunk.payload])
                // Bit 2: XMP, bit 3: Exif.
                header[0] = header[0] & ~0x0C | (turn == nil ? 0 : 0x08)
                output += RIFFChunk.bytes("VP8X", header)
            case "ANMF": output += RIFFChunk.bytes("ANMF", try frame(picture, chunk))
            case let type where webpKept.contains(type): output += RIFFChunk.bytes(type, Array(picture[chunk.payload]))
            default: break
            }
        }
        if let turn, isExtended { output += RIFFChunk.bytes("EXIF", turn.tiff) }
        return RIFFChunk.file(output)
    }

    /// One frame of an animation: a header of 16 bytes, then chunks.
    private static func frame(_ picture: [UInt8], _ chunk: RIFFChunk) throws(PictureError) -> [UInt8] {
        let start = chunk.payload.lowerBound
        guard chunk.payload.count >= 16 else { throw .malformed(offset: start) }
        var output = Array(picture[start..<(start + 16)])
        for part in try RIFFChunk.read(picture, (start + 16)..<chunk.payload.upperBound)
        where ["ALPH", "VP8 ", "VP8L"].contains(part.type) {
            output += RIFFChunk.bytes(part.type, Array(picture[part.payload]))
        }
        return output
    }
}
