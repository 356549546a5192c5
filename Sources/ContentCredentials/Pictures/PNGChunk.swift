/// One chunk of a PNG file.
struct PNGChunk {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    static let manifestStore = "caBX"

    var type: String
    /// Length, type, payload and check sum.
    var range: Range<Int>
    var payload: Range<Int>

    /// The chunks up to and with `IEND`.
    static func all(in bytes: [UInt8]) throws(PictureError) -> [PNGChunk] {
        guard bytes.starts(with: signature) else { throw .malformed(offset: 0) }
        var chunks: [PNGChunk] = []
        var index = signature.count
        while chunks.last?.type != "IEND" {
            guard let length = bytes.big32(at: index), length <= bytes.count - index - 12,
                chunks.count < PictureLimits.partsMax
            else { throw .malformed(offset: index) }
            let type = bytes[(index + 4)..<(index + 8)]
            guard type.allSatisfy({ $0 & 0xDF >= 0x41 && $0 & 0xDF <= 0x5A }) else { throw .malformed(offset: index) }
            chunks.append(
                PNGChunk(
                    type: String(decoding: type, as: UTF8.self), range: index..<(index + 12 + length),
                    payload: (index + 8)..<(index + 8 + length)))
            index += 12 + length
        }
        guard chunks.first?.type == "IHDR", chunks[0].payload.count == 13 else { throw .malformed(offset: 8) }
        return chunks
    }

    static func bytes(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + payload
        return .big32(payload.count) + body + .big32(Int(CRC32.of(body[...])))
    }

    func isIntact(in bytes: [UInt8]) -> Bool {
        bytes.big32(at: payload.upperBound) == Int(CRC32.of(bytes[(range.lowerBound + 4)..<payload.upperBound]))
    }
}
