/// The escapes of JSON strings.
enum JSONEscape {
    /// Decodes a string that was checked before.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let escape = bytes[index...].firstIndex(of: UInt8(ascii: "\\")) ?? bytes.endIndex
            result.append(contentsOf: bytes[index..<escape])
            guard escape + 1 < bytes.endIndex else { break }
            index = escape
            let letter = bytes[index + 1]
            index += 2
            guard letter == UInt8(ascii: "u") else {
                result.append(plain(letter) ?? letter)
                continue
            }
            var unit = hex4(bytes, at: index) ?? 0xFFFD
            index = min(index + 4, bytes.endIndex)
            if (0xD800..<0xDC00).contains(unit), let low = hex4(bytes, at: index + 2) {
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                index = min(index + 6, bytes.endIndex)
            }
            result.append(contentsOf: Character(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
        }
        return result
    }

    /// What a two-letter escape stands for; nil when there is no such escape.
    static func plain(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// Four hexadecimal digits; nil when there are not four.
    static func hex4(_ bytes: ArraySlice<UInt8>, at start: Int) -> UInt32? {
        guard start >= bytes.startIndex, start + 4 <= bytes.endIndex else { return nil }
        return bytes[start..<start + 4].reduce(UInt32?.some(0)) { value, digit in
            guard let value, let nibble = nibble(digit) else { return nil }
            return value << 4 | nibble
        }
    }

    private static func nibble(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
