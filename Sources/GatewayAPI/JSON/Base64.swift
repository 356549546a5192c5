import NIOCore

/// Base64 (RFC 4648), strict: the standard alphabet, full padding, no stray bits, no white space.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// 0 to 63 for a letter of the alphabet, 255 for anything else.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// The bytes, or nil when the text is not strict base64.
    static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard !text.isEmpty else { return [] }
        let equals = UInt8(ascii: "=")
        let padding = text[text.count - 1] != equals ? 0 : text[text.count - 2] != equals ? 1 : 2
        let letters = text.count - padding
        var valid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { output, count in
            values.withUnsafeBufferPointer { values in
                var bits: UInt32 = 0
                var seen: UInt8 = 0
                for index in 0..<letters {
                    let value = values[Int(text[index])]
                    seen |= value
                    bits = bits << 6 | UInt32(value & 63)
                    if index & 3 == 3 {
                        output.initializeElement(at: count, to: UInt8(truncatingIfNeeded: bits >> 16))
                        output.initializeElement(at: count + 1, to: UInt8(truncatingIfNeeded: bits >> 8))
                        output.initializeElement(at: count + 2, to: UInt8(truncatingIfNeeded: bits))
                        count += 3
                    }
                }
                valid = seen & 0xC0 == 0
                switch padding {
                case 1:
                    valid = valid && bits & 3 == 0
                    output.initializeElement(at: count, to: UInt8(truncatingIfNeeded: bits >> 10))
                    output.initializeElement(at: count + 1, to: UInt8(truncatingIfNeeded: bits >> 2))
                    count += 2
                case 2:
                    valid = valid && bits & 15 == 0
                    output.initializeElement(at: count, to: UInt8(truncatingIfNeeded: bits >> 4))
                    count += 1
                default: break
                }
            }
        }
        return valid ? bytes : nil
    }

    /// Writes the bytes as base64.
    static func write(_ bytes: [UInt8], to buffer: inout ByteBuffer) {
        let length = (bytes.count + 2) / 3 * 4
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { output in
            bytes.withUnsafeBufferPointer { bytes in
                alphabet.withUnsafeBufferPointer { alphabet in
                    var (index, position) = (0, 0)
                    while index < bytes.count {
                        let left = bytes.count - index
                        let group =
                            UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                            | (left > 2 ? UInt32(bytes[index + 2]) : 0)
                        output[position] = alphabet[Int(group >> 18 & 63)]
                        output[position + 1] = alphabet[Int(group >> 12 & 63)]
                        output[position + 2] = left > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "=")
                        output[position + 3] = left > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "=")
                        index += 3
                        position += 4
                    }
                }
            }
            return length
        }
    }

    /// The bytes as base64 text.
    static func text(_ bytes: [UInt8]) -> String {
        var buffer = ByteBuffer()
        write(bytes, to: &buffer)
        return String(buffer: buffer)
    }
}
