import Glibc

/// One picture from standard input: a line `kind|name|row|extra|width|height`, then that many bytes of RGB.
struct Record {
    var kind: String
    var name: String
    var row: String
    var extra: String
    var width: Int
    var height: Int
    var rgb: [UInt8]

    private static let pixelsMax = 64_000_000

    /// The next record; nil at the end, or where the line or the bytes are no record.
    static func next() -> Record? {
        guard let line = line() else { return nil }
        let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, let width = Int(parts[4]), let height = Int(parts[5]), width > 0, height > 0,
            width <= pixelsMax / height, let rgb = read(width * height * 3)
        else { return nil }
        return Record(
            kind: parts[0], name: parts[1], row: parts[2], extra: parts[3], width: width, height: height, rgb: rgb)
    }

    /// Byte for byte: whatever were read ahead would be missing from the pixels.
    private static func line() -> String? {
        var bytes: [UInt8] = []
        while bytes.count < 1000, let byte = read(1)?.first {
            if byte == 10 { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return nil
    }

    private static func read(_ wanted: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: wanted)
        var filled = 0
        while filled < wanted {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(0, $0.baseAddress?.advanced(by: filled), wanted - filled)
            }
            guard count > 0 else { return nil }
            filled += count
        }
        return bytes
    }
}

/// Values by key, in the order in which keys first came.
struct Ordered<Value> {
    private(set) var keys: [String] = []
    private var values: [String: Value] = [:]

    subscript(key: String, default fallback: Value) -> Value {
        get { values[key] ?? fallback }
        set {
            if values[key] == nil { keys.append(key) }
            values[key] = newValue
        }
    }
}

func percent(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "-" : "\(Int((100 * Double(part) / Double(whole)).rounded()))"
}

func tenths(_ value: Double) -> String {
    let rounded = Int((value * 10).rounded())
    return "\(rounded / 10).\(rounded % 10)"
}
