public import NIOCore

extension JSON {
    /// The value as compact JSON text in a buffer.
    public var buffer: ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: sizeHint)
        write(to: &buffer)
        return buffer
    }

    /// The value as compact JSON text.
    public var jsonText: String { String(buffer: buffer) }

    func write(to buffer: inout ByteBuffer) {
        switch self {
        case .null: buffer.writeStaticString("null")
        case .bool(let value): buffer.writeString(value ? "true" : "false")
        case .number(let number): buffer.writeString(number.text)
        case .string(let text): Self.write(text.string, to: &buffer)
        case .array(let elements):
            buffer.writeStaticString("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { buffer.writeStaticString(",") }
                element.write(to: &buffer)
            }
            buffer.writeStaticString("]")
        case .object(let object):
            buffer.writeStaticString("{")
            for (index, member) in object.members.enumerated() {
                if index > 0 { buffer.writeStaticString(",") }
                Self.write(member.key, to: &buffer)
                buffer.writeStaticString(":")
                member.value.write(to: &buffer)
            }
            buffer.writeStaticString("}")
        case .base64(let bytes):
            buffer.writeStaticString("\"")
            Base64.write(bytes, to: &buffer)
            buffer.writeStaticString("\"")
        }
    }

    private var sizeHint: Int {
        switch self {
        case .base64(let bytes): bytes.count / 3 * 4 + 8
        case .array(let elements): elements.reduce(2) { $0 + $1.sizeHint + 1 }
        case .object(let object): object.members.reduce(2) { $0 + $1.key.utf8.count + $1.value.sizeHint + 4 }
        default: 32
        }
    }

    private static func write(_ text: String, to buffer: inout ByteBuffer) {
        buffer.writeStaticString("\"")
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
                buffer.writeBytes(bytes[start..<index])
                start = index + 1
                switch byte {
                case 0x22: buffer.writeStaticString("\\\"")
                case 0x5C: buffer.writeStaticString("\\\\")
                case 0x0A: buffer.writeStaticString("\\n")
                default:
                    let digits = String(byte, radix: 16)
                    buffer.writeString("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
                }
            }
            buffer.writeBytes(bytes[start...])
        }
        buffer.writeStaticString("\"")
    }
}
