/// Bytes that are not trusted, read with every position checked.
struct ByteView {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var count: Int { bytes.count }

    func byte(at position: Int) -> UInt8? {
        position >= 0 && position < bytes.count ? bytes[position] : nil
    }

    func big16(at position: Int) -> Int? {
        guard let high = byte(at: position), let low = byte(at: position + 1) else { return nil }
        return Int(high) << 8 | Int(low)
    }

    func big32(at position: Int) -> Int? {
        guard let high = big16(at: position), let low = big16(at: position + 2) else { return nil }
        return high << 16 | low
    }

    func little32(at position: Int) -> Int? {
        guard let number = big32(at: position) else { return nil }
        return Int(UInt32(truncatingIfNeeded: number).byteSwapped)
    }

    /// Four bytes as text; nil past the end or where they are not ASCII.
    func text(at position: Int) -> String? {
        guard position >= 0, position + 4 <= bytes.count else { return nil }
        let four = bytes[position..<position + 4]
        return four.allSatisfy { $0 < 128 } ? String(decoding: four, as: UTF8.self) : nil
    }

    func starts(with prefix: [UInt8]) -> Bool { bytes.count >= prefix.count && bytes.starts(with: prefix) }

    func starts(with prefix: String) -> Bool { starts(with: Array(prefix.utf8)) }

    /// True when the two bytes follow each other somewhere from that position on; looks from the end.
    func contains(_ pair: [UInt8], after position: Int) -> Bool {
        var index = bytes.count - 2
        while index >= position {
            if bytes[index] == pair[0], bytes[index + 1] == pair[1] { return true }
            index -= 1
        }
        return false
    }
}
