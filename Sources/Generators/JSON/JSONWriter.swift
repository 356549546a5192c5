/// Writes one JSON object field by field.
struct JSONWriter {
    private var text: [UInt8] = [UInt8(ascii: "{")]

    /// The finished object.
    var bytes: [UInt8] { text + [UInt8(ascii: "}")] }

    mutating func add(_ name: String, _ value: String) {
        begin(name)
        append(quoted: value)
    }

    mutating func add(_ name: String, _ value: Int) {
        begin(name)
        text.append(contentsOf: String(value).utf8)
    }

    mutating func add(_ name: String, _ value: Bool) {
        begin(name)
        text.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Adds a value that is JSON already; the caller has checked that it is exactly one value.
    mutating func add(_ name: String, json: String) {
        begin(name)
        text.append(contentsOf: json.utf8)
    }

    private mutating func begin(_ name: String) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        append(quoted: name)
        text.append(UInt8(ascii: ":"))
    }

    private mutating func append(quoted value: String) {
        text.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(byte)
            case 0x0A: text.append(contentsOf: "\\n".utf8)
            case 0x00..<0x20:
                let digits = String(byte, radix: 16)
                text.append(contentsOf: "\\u00\(digits.count == 1 ? "0" : "")\(digits)".utf8)
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
