/// Quoted-printable (RFC 2045, 6.7): text of any language as lines of ASCII that every mail server carries unchanged.
enum QuotedPrintable {
    /// Characters of a line, the sign of its soft end included.
    static let lineBytesMax = 76
    private static let digits = Array("0123456789ABCDEF".utf8)
    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    /// The encoded lines, each with its end. Ends of lines may be LF, CR or CRLF; a last line without one gets one.
    static func encode(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + text.utf8.count / 2)
        for line in lines(of: text) {
            encode(line, into: &result)
            result += lineEnd
        }
        return result
    }

    private static func lines(of text: String) -> [ArraySlice<UInt8>] {
        let bytes = Array(text.utf8)
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D {
                lines.append(bytes[start..<index])
                if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
                start = index + 1
            }
            index += 1
        }
        if start < bytes.count || lines.isEmpty { lines.append(bytes[start...]) }
        return lines
    }

    private static func encode(_ line: ArraySlice<UInt8>, into result: inout [UInt8]) {
        var column = 0
        for index in line.indices {
            let byte = line[index]
            let isLast = index == line.endIndex - 1
            let isBlank = byte == 0x20 || byte == 0x09
            // Blanks at the end of a line get lost on the way; `=` is the sign itself.
            let isPlain = isBlank ? !isLast : (0x21...0x7E).contains(byte) && byte != 0x3D
            let width = isPlain ? 1 : 3
            // The last column belongs to the soft end, except on the line's last character.
            if column + width > (isLast ? lineBytesMax : lineBytesMax - 1) {
                result.append(0x3D)
                result += lineEnd
                column = 0
            }
            if isPlain {
                result.append(byte)
            } else {
                result.append(0x3D)
                result.append(digits[Int(byte >> 4)])
                result.append(digits[Int(byte & 15)])
            }
            column += width
        }
    }
}
