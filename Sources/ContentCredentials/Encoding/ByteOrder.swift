/// Integers at a place in untrusted bytes; nil past the end, so a caller cannot read outside.
extension RandomAccessCollection<UInt8> where Index == Int {
    func big16(at index: Int) -> Int? {
        guard index >= startIndex, index <= endIndex - 2 else { return nil }
        return Int(self[index]) << 8 | Int(self[index + 1])
    }

    func big32(at index: Int) -> Int? {
        guard let high = big16(at: index), let low = big16(at: index + 2) else { return nil }
        return high << 16 | low
    }

    func little16(at index: Int) -> Int? {
        guard index >= startIndex, index <= endIndex - 2 else { return nil }
        return Int(self[index]) | Int(self[index + 1]) << 8
    }

    func little32(at index: Int) -> Int? {
        guard let low = little16(at: index), let high = little16(at: index + 2) else { return nil }
        return low | high << 16
    }

    func hasBytes(_ expected: some Collection<UInt8>, at index: Int) -> Bool {
        guard index >= startIndex, index <= endIndex - expected.count else { return false }
        return self[index..<(index + expected.count)].elementsEqual(expected)
    }
}

extension [UInt8] {
    /// The last four bytes first: big-endian, as JUMBF, PNG and JPEG write. The value is at most 2³² - 1.
    static func big32(_ value: Int) -> [UInt8] {
        let value = UInt32(truncatingIfNeeded: value)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// Two bytes, the high one first.
    static func big16(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    /// Four bytes, the low one first, as RIFF writes.
    static func little32(_ value: Int) -> [UInt8] { big32(value).reversed() }
}
