extension JSON {
    /// The value as compact JSON text.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCountHint)
        write { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// The value as compact JSON text.
    public var jsonText: String { String(decoding: bytes, as: UTF8.self) }

    /// About how many bytes the text takes: near enough for room to be made in one step.
    public var byteCountHint: Int {
        switch self {
        case .base64(let bytes): Base64.length(of: bytes.count) + 2
        case .string(let text): text.byteCount + 2
        case .array(let elements): elements.reduce(2) { $0 + $1.byteCountHint + 1 }
        case .object(let object): object.members.reduce(2) { $0 + $1.key.utf8.count + $1.value.byteCountHint + 4 }
        case .null, .bool, .number: 24
        }
    }

    /// Hands the value as compact JSON text to `sink`, piece by piece and in order; pictures are never whole as text.
    public func write(to sink: (UnsafeRawBufferPointer) -> Void) {
        write(to: sink) { Base64.write($0, to: sink) }
    }

    /// The value as compact JSON text with its pictures left as they are, so that they become text as they leave.
    public var pieces: [JSONPiece] {
        var pieces: [JSONPiece] = []
        var text: [UInt8] = []
        write {
            text.append(contentsOf: $0)
        } base64: {
            pieces += [.text(text), .base64($0)]
            text = []
        }
        return pieces + [.text(text)]
    }

    private func write(to sink: (UnsafeRawBufferPointer) -> Void, base64: ([UInt8]) -> Void) {
        switch self {
        case .null: Self.write(plain: "null", to: sink)
        case .bool(let value): Self.write(plain: value ? "true" : "false", to: sink)
        case .number(let number): Self.write(bytesOf: number.text, to: sink)
        case .string(let text): Self.write(quoted: text.string, to: sink)
        case .array(let elements):
            Self.write(plain: "[", to: sink)
            for (index, element) in elements.enumerated() {
                if index > 0 { Self.write(plain: ",", to: sink) }
                element.write(to: sink, base64: base64)
            }
            Self.write(plain: "]", to: sink)
        case .object(let object):
            Self.write(plain: "{", to: sink)
            for (index, member) in object.members.enumerated() {
                if index > 0 { Self.write(plain: ",", to: sink) }
                Self.write(quoted: member.key, to: sink)
                Self.write(plain: ":", to: sink)
                member.value.write(to: sink, base64: base64)
            }
            Self.write(plain: "}", to: sink)
        case .base64(let bytes):
            Self.write(plain: "\"", to: sink)
            base64(bytes)
            Self.write(plain: "\"", to: sink)
        }
    }

    private static func write(plain text: StaticString, to sink: (UnsafeRawBufferPointer) -> Void) {
        text.withUTF8Buffer { sink(UnsafeRawBufferPointer($0)) }
    }

    private static func write(bytesOf text: String, to sink: (UnsafeRawBufferPointer) -> Void) {
        var text = text
        text.withUTF8 { sink(UnsafeRawBufferPointer($0)) }
    }

    private static func write(quoted text: String, to sink: (UnsafeRawBufferPointer) -> Void) {
        write(plain: "\"", to: sink)
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
                sink(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[start..<index])))
                start = index + 1
                switch byte {
                case 0x22: write(plain: "\\\"", to: sink)
                case 0x5C: write(plain: "\\\\", to: sink)
                case 0x0A: write(plain: "\\n", to: sink)
                default:
                    let digits = String(byte, radix: 16)
                    write(bytesOf: "\\u" + String(repeating: "0", count: 4 - digits.count) + digits, to: sink)
                }
            }
            sink(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[start...])))
        }
        write(plain: "\"", to: sink)
    }
}

/// A part of a JSON text that leaves piece by piece.
public enum JSONPiece: Sendable, Hashable {
    /// Text as it stands.
    case text([UInt8])
    /// Bytes that stand in the text as base64.
    case base64([UInt8])

    /// How many bytes of text it is.
    public var byteCount: Int {
        switch self {
        case .text(let bytes): bytes.count
        case .base64(let bytes): Base64.length(of: bytes.count)
        }
    }
}
