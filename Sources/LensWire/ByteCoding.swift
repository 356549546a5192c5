/// Builds a payload: big-endian integers, text with its length before it.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ more: [UInt8]) { bytes += more }

    mutating func put(_ number: Double) { put(number.bitPattern) }

    /// At most `ByteReader.textMax` bytes of UTF-8.
    mutating func put(_ text: String) throws(WireError) {
        let utf8 = Array(text.utf8)
        guard utf8.count <= ByteReader.textMax else { throw .tooLong }
        put(UInt16(utf8.count))
        bytes.append(contentsOf: utf8)
    }

    mutating func put(_ text: String?) throws(WireError) {
        put(UInt8(text == nil ? 0 : 1))
        if let text { try put(text) }
    }
}

/// Reads a payload that is not trusted: every read is checked against what is left.
struct ByteReader {
    static let textMax = 2048

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func integer<Number: FixedWidthInteger>(_: Number.Type) throws(WireError) -> Number {
        let size = MemoryLayout<Number>.size
        guard bytes.count - position >= size else { throw .malformed }
        var number: Number = 0
        for byte in bytes[position..<position + size] { number = number << 8 | Number(truncatingIfNeeded: byte) }
        position += size
        return number
    }

    mutating func bytes(_ count: Int) throws(WireError) -> [UInt8] {
        guard bytes.count - position >= count else { throw .malformed }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func double() throws(WireError) -> Double { Double(bitPattern: try integer(UInt64.self)) }

    mutating func flag() throws(WireError) -> Bool {
        switch try integer(UInt8.self) {
        case 0: false
        case 1: true
        default: throw .malformed
        }
    }

    mutating func text() throws(WireError) -> String {
        let count = Int(try integer(UInt16.self))
        guard count <= ByteReader.textMax, bytes.count - position >= count else { throw .malformed }
        guard let text = String(validating: bytes[position..<position + count], as: UTF8.self) else {
            throw .malformed
        }
        position += count
        return text
    }

    mutating func optionalText() throws(WireError) -> String? { try flag() ? try text() : nil }

    /// Nothing may follow.
    func finish() throws(WireError) {
        guard position == bytes.count else { throw .malformed }
    }
}
