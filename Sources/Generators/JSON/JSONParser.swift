/// Walks JSON bytes once and notes where the values lie.
struct JSONParser {
    private let raw: UnsafeRawBufferPointer
    private var position = 0
    private var values = 0

    init(_ raw: UnsafeRawBufferPointer) { self.raw = raw }

    mutating func parseWhole() throws(JSONText.ParseError) -> JSONText.Node {
        let node = try parseValue(depth: 0)
        skipSpace()
        guard position == raw.count else { throw .malformed }
        return node
    }

    private mutating func parseValue(depth: Int) throws(JSONText.ParseError) -> JSONText.Node {
        guard depth <= JSONText.depthMax else { throw .tooDeep }
        values += 1
        guard values <= JSONText.valuesMax else { throw .tooManyValues }
        skipSpace()
        guard position < raw.count else { throw .malformed }
        switch raw[position] {
        case UInt8(ascii: "{"): return try parseObject(depth: depth)
        case UInt8(ascii: "["): return try parseArray(depth: depth)
        case UInt8(ascii: "\""):
            let (range, escaped) = try parseString()
            return .string(range, escaped: escaped)
        case UInt8(ascii: "t"): return try parseWord("true", as: .boolean(true))
        case UInt8(ascii: "f"): return try parseWord("false", as: .boolean(false))
        case UInt8(ascii: "n"): return try parseWord("null", as: .null)
        default: return try parseNumber()
        }
    }

    private mutating func parseObject(depth: Int) throws(JSONText.ParseError) -> JSONText.Node {
        position += 1
        var members: [(name: String, value: JSONText.Node)] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            guard position < raw.count, raw[position] == UInt8(ascii: "\"") else { throw .malformed }
            let (range, escaped) = try parseString()
            guard range.count <= 1024 else { throw .malformed }
            let part = UnsafeRawBufferPointer(rebasing: raw[range])
            guard let name = escaped ? Self.unescape(part) : String(validating: part, as: UTF8.self) else {
                throw .malformed
            }
            guard take(UInt8(ascii: ":")) else { throw .malformed }
            members.append((name, try parseValue(depth: depth + 1)))
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw .malformed }
        }
    }

    private mutating func parseArray(depth: Int) throws(JSONText.ParseError) -> JSONText.Node {
        position += 1
        var elements: [JSONText.Node] = []
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try parseValue(depth: depth + 1))
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw .malformed }
        }
    }

    /// The range between the quotes. The position is left behind the closing quote.
    private mutating func parseString() throws(JSONText.ParseError) -> (Range<Int>, escaped: Bool) {
        let start = position + 1
        var index = start
        var escaped = false
        let end = raw.count
        while index < end {
            if index + 8 <= end, Self.isPlain(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
                index += 8
                continue
            }
            let byte = raw[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return (start..<index, escaped)
            }
            if byte == UInt8(ascii: "\\") {
                escaped = true
                index += 1
            } else if byte < 0x20 {
                throw .malformed
            }
            index += 1
        }
        throw .malformed
    }

    /// True when none of eight bytes is a quote, a backslash or a control character: base64 is skipped at eight bytes
    /// a step.
    private static func isPlain(_ word: UInt64) -> Bool {
        let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let found =
            (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word
        return found & highs == 0
    }

    private mutating func parseNumber() throws(JSONText.ParseError) -> JSONText.Node {
        let start = position
        while position < raw.count {
            switch raw[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                position += 1
                continue
            default: break
            }
            break
        }
        let text = String(decoding: raw[start..<position], as: UTF8.self)
        guard start < position, raw[start] != UInt8(ascii: "+"), Double(text) != nil else { throw .malformed }
        return .number(start..<position)
    }

    private mutating func parseWord(
        _ word: StaticString, as node: JSONText.Node
    ) throws(JSONText.ParseError) -> JSONText.Node {
        let count = word.utf8CodeUnitCount
        guard position + count <= raw.count else { throw .malformed }
        for index in 0..<count where raw[position + index] != word.utf8Start[index] { throw .malformed }
        position += count
        return node
    }

    private mutating func skipSpace() {
        while position < raw.count {
            switch raw[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard position < raw.count, raw[position] == byte else { return false }
        position += 1
        return true
    }

    /// The text of a string with escapes; nil for an escape that JSON does not have.
    static func unescape(_ part: UnsafeRawBufferPointer) -> String? {
        var units: [UInt16] = []
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.count)
        func flush() -> Bool {
            guard !units.isEmpty else { return true }
            guard let text = String(validating: units, as: UTF16.self) else { return false }
            bytes.append(contentsOf: text.utf8)
            units.removeAll()
            return true
        }
        var index = 0
        while index < part.count {
            let byte = part[index]
            guard byte == UInt8(ascii: "\\") else {
                guard flush() else { return nil }
                bytes.append(byte)
                index += 1
                continue
            }
            guard index + 1 < part.count else { return nil }
            let kind = part[index + 1]
            index += 2
            if kind == UInt8(ascii: "u") {
                guard index + 4 <= part.count,
                    let unit = UInt16(String(decoding: part[index..<index + 4], as: UTF8.self), radix: 16)
                else { return nil }
                units.append(unit)
                index += 4
                continue
            }
            guard flush(), let plain = plainEscapes[kind] else { return nil }
            bytes.append(plain)
        }
        guard flush() else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static let plainEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
}
