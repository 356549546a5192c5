/// One chunk of a WebP file, or of a frame inside it.
struct RIFFChunk {
    static let manifestStore = "C2PA"
    static let headerCount = 12

    var type: String
    /// Type, length, payload and the byte that makes it even.
    var range: Range<Int>
    var payload: Range<Int>

    /// The chunks of the file's one RIFF form; bytes after the form are not looked at.
    static func all(in bytes: [UInt8]) throws(PictureError) -> [RIFFChunk] {
        guard bytes.starts(with: "RIFF".utf8), bytes.hasBytes("WEBP".utf8, at: 8), let size = bytes.little32(at: 4),
            size >= 4, size <= bytes.count - 8
        else { throw .malformed(offset: 0) }
        return try read(bytes, headerCount..<(8 + size))
    }

    static func read(_ bytes: [UInt8], _ range: Range<Int>) throws(PictureError) -> [RIFFChunk] {
        var chunks: [RIFFChunk] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard range.upperBound - index >= 8, let length = bytes.little32(at: index + 4),
                length <= range.upperBound - index - 8, chunks.count < PictureLimits.partsMax,
                bytes[index..<(index + 4)].allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
            else { throw .malformed(offset: index) }
            // A last chunk of odd length without its even byte is common and harmless.
            let end = min(index + 8 + length + (length & 1), range.upperBound)
            chunks.append(
                RIFFChunk(
                    type: String(decoding: bytes[index..<(index + 4)], as: UTF8.self), range: index..<end,
                    payload: (index + 8)..<(index + 8 + length)))
            index = end
        }
        return chunks
    }

    static func bytes(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        Array(type.utf8) + .little32(payload.count) + payload + (payload.count.isMultiple(of: 2) ? [] : [0])
    }

    /// A file of these chunks.
    static func file(_ chunks: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + .little32(chunks.count + 4) + Array("WEBP".utf8) + chunks
    }
}
