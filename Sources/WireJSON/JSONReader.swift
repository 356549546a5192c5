/// Reads strict JSON (RFC 8259) with bounds: no duplicate keys, no lone surrogates, no invalid UTF-8, numbers kept as
/// written. Work is linear in the size of the body.
public struct JSONReader {
    /// How deep arrays and objects may nest.
    public static let depthMax = 32
    /// How many values a body may hold in all.
    public static let valuesMax = 20_000

    private let body: [UInt8]
    private var index = 0
    private var values = 0

    private init(_ body: [UInt8]) { self.body = body }

    /// Reads one value with nothing but space around it.
    public static func read(_ body: [UInt8]) throws(JSONError) -> JSON {
        var reader = JSONReader(body)
        reader.skipSpace()
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.index == body.count else { throw .malformed(offset: reader.index) }
        return value
    }

    private var next: UInt8? { index < body.count ? body[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        values += 1
        guard values <= Self.valuesMax else { throw .tooManyValues }
        guard depth <= Self.depthMax else { throw .tooDeep }
        switch next {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        for offset in 0..<word.utf8CodeUnitCount {
            guard next == word.utf8Start[offset] else { throw .malformed(offset: index) }
            index += 1
        }
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        var members: [(key: String, value: JSON)] = []
        var keys: Set<[UInt8]> = []
        index += 1
        skipSpace()
        guard next != UInt8(ascii: "}") else {
            index += 1
            return JSONObject([])
        }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw .malformed(offset: index) }
            let key = try string().string
            // WHY: Swift compares strings by canonical equivalence; two keys that differ in bytes are two keys.
            guard keys.insert(Array(key.utf8)).inserted else { throw .duplicateKey(String(key.prefix(64))) }
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw .malformed(offset: index) }
            index += 1
            skipSpace()
            members.append((key, try value(depth: depth + 1)))
            guard try another(closing: UInt8(ascii: "}")) else { return JSONObject(members) }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSON] {
        var elements: [JSON] = []
        index += 1
        skipSpace()
        guard next != UInt8(ascii: "]") else {
            index += 1
            return []
        }
        while true {
            skipSpace()
            elements.append(try value(depth: depth + 1))
            guard try another(closing: UInt8(ascii: "]")) else { return elements }
        }
    }

    /// True after a comma, false after the closing bracket.
    private mutating func another(closing: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard let byte = next, byte == closing || byte == UInt8(ascii: ",") else { throw .malformed(offset: index) }
        index += 1
        return byte != closing
    }

    private mutating func number() throws(JSONError) -> JSONNumber {
        let start = index
        if next == UInt8(ascii: "-") { index += 1 }
        if next == UInt8(ascii: "0") { index += 1 } else { try digits() }
        if next == UInt8(ascii: ".") {
            index += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            try digits()
        }
        guard index - start <= 64 else { throw .malformed(offset: start) }
        return JSONNumber(text: String(decoding: body[start..<index], as: UTF8.self))
    }

    private mutating func digits() throws(JSONError) {
        let start = index
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
        guard index > start else { throw .malformed(offset: index) }
    }

    private mutating func string() throws(JSONError) -> JSONText {
        index += 1
        let start = index
        var escaped = false
        while true {
            index = plainEnd(from: index)
            guard let byte = next else { throw .malformed(offset: index) }
            switch byte {
            case UInt8(ascii: "\""):
                let range = start..<index
                index += 1
                return JSONText(body: body, range: range, escaped: escaped)
            case UInt8(ascii: "\\"):
                escaped = true
                try skipEscape()
            case 0..<0x20: throw .invalidText(offset: index)
            default:
                guard let length = UTF8Check.sequenceLength(body, at: index) else { throw .invalidText(offset: index) }
                index += length
            }
        }
    }

    /// The first byte at or after `start` that is not plain ASCII text; eight bytes are looked at in one step.
    private func plainEnd(from start: Int) -> Int {
        body.withUnsafeBytes { bytes in
            var index = start
            let (ones, highs) = (UInt64(0x0101_0101_0101_0101), UInt64(0x8080_8080_8080_8080))
            while index + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let quotes = word ^ (ones &* 0x22)
                let slashes = word ^ (ones &* 0x5C)
                let special =
                    (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (word &- ones &* 0x20) & ~word | word
                guard special & highs == 0 else { break }
                index += 8
            }
            while index < bytes.count {
                let byte = bytes[index]
                guard byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x5C else { break }
                index += 1
            }
            return index
        }
    }

    private mutating func skipEscape() throws(JSONError) {
        let start = index
        guard index + 1 < body.count else { throw .malformed(offset: start) }
        guard body[index + 1] == UInt8(ascii: "u") else {
            guard JSONEscape.plain(body[index + 1]) != nil else { throw .malformed(offset: start) }
            index += 2
            return
        }
        guard let unit = JSONEscape.hex4(body[...], at: index + 2) else { throw .malformed(offset: start) }
        index += 6
        switch unit {
        case 0xD800..<0xDC00:
            guard index + 1 < body.count, body[index] == UInt8(ascii: "\\"), body[index + 1] == UInt8(ascii: "u"),
                let low = JSONEscape.hex4(body[...], at: index + 2), (0xDC00..<0xE000).contains(low)
            else { throw .invalidText(offset: start) }
            index += 6
        case 0xDC00..<0xE000: throw .invalidText(offset: start)
        default: break
        }
    }
}
