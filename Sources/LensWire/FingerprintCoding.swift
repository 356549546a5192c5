import ImageFingerprint
import SafetyModel

extension Fingerprint {
    func write(to writer: inout ByteWriter) {
        for index in 0..<4 { writer.put(words[index]) }
        writer.put(UInt8(clamping: quality))
    }

    init(from reader: inout ByteReader) throws(WireError) {
        var words = SIMD4<UInt64>()
        for index in 0..<4 { words[index] = try reader.integer(UInt64.self) }
        let quality = Int(try reader.integer(UInt8.self))
        guard quality <= 100 else { throw .malformed }
        self.init(words: words, quality: quality)
    }
}

extension LabelledFingerprint {
    func write(to writer: inout ByteWriter) {
        fingerprint.write(to: &writer)
        writer.put(UInt8(clamping: Part.allCases.firstIndex(of: part) ?? 0))
        writer.put(UInt8(clamping: PDQ.Orientation.allCases.firstIndex(of: orientation) ?? 0))
        for number in [area.x, area.y, area.width, area.height] { writer.put(UInt32(clamping: number)) }
    }

    /// Throws where the area lies outside a picture of that size.
    init(from reader: inout ByteReader, width: UInt32, height: UInt32) throws(WireError) {
        let fingerprint = try Fingerprint(from: &reader)
        let part = Int(try reader.integer(UInt8.self))
        let orientation = Int(try reader.integer(UInt8.self))
        guard Part.allCases.indices.contains(part), PDQ.Orientation.allCases.indices.contains(orientation) else {
            throw .malformed
        }
        let (left, top) = (try reader.integer(UInt32.self), try reader.integer(UInt32.self))
        let (across, down) = (try reader.integer(UInt32.self), try reader.integer(UInt32.self))
        guard across > 0, down > 0, UInt64(left) + UInt64(across) <= width, UInt64(top) + UInt64(down) <= height else {
            throw .malformed
        }
        self.init(
            fingerprint: fingerprint, part: Part.allCases[part],
            area: PixelArea(x: Int(left), y: Int(top), width: Int(across), height: Int(down)),
            orientation: PDQ.Orientation.allCases[orientation])
    }
}

extension LocalSignature {
    /// Nil where the answer has none; throws for bytes that are none.
    init?(from reader: inout ByteReader) throws(WireError) {
        let count = Int(try reader.integer(UInt16.self))
        guard count > 0 else { return nil }
        guard count <= Self.bytesCountWithMask else { throw .malformed }
        let bytes = try reader.bytes(count)
        do throws(LocalSignatureError) { try self.init(bytes: bytes) } catch { throw .malformed }
    }
}
