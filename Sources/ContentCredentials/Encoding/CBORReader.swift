/// Reads one CBOR value from untrusted bytes. Depth, number of items and length are bounded, maps have no key twice,
/// and nothing may follow the value.
struct CBORReader {
    static let depthMax = 24
    static let itemsMax = 50_000

    private let bytes: ArraySlice<UInt8>
    private var index: Int
    private var itemsLeft: Int

    private init(_ bytes: ArraySlice<UInt8>, itemsLeft: Int) {
        self.bytes = bytes
        self.itemsLeft = itemsLeft
        index = bytes.startIndex
    }

    /// The value that the bytes hold; nil when they are no single well-formed value within the bounds.
    static func read(_ bytes: ArraySlice<UInt8>) -> CBORValue? {
        var itemsLeft = itemsMax
        return read(bytes, itemsLeft: &itemsLeft)
    }

    /// As above, with a bound on the items of several values together.
    static func read(_ bytes: ArraySlice<UInt8>, itemsLeft: inout Int) -> CBORValue? {
        var reader = CBORReader(bytes, itemsLeft: min(itemsLeft, itemsMax))
        let before = reader.itemsLeft
        defer { itemsLeft -= before - reader.itemsLeft }
        guard let value = reader.value(depth: 0), reader.index == bytes.endIndex else { return nil }
        return value
    }

    /// As `read`, but the bytes must be the ones that the writer here would have written: shortest heads, definite
    /// lengths. Used where no signature covers the bytes.
    static func readCanonical(_ bytes: ArraySlice<UInt8>) -> CBORValue? {
        guard let value = read(bytes), value.encoded.elementsEqual(bytes) else { return nil }
        return value
    }

    private mutating func value(depth: Int) -> CBORValue? {
        guard depth < Self.depthMax, itemsLeft > 0, index < bytes.endIndex else { return nil }
        itemsLeft -= 1
        let initial = bytes[index]
        index += 1
        let major = initial >> 5
        let code = initial & 0x1F
        if major == 7 { return simple(code) }
        if code == 31 { return indefinite(major, depth: depth) }
        guard let argument = argument(code) else { return nil }
        switch major {
        case 0: return .unsigned(argument)
        case 1: return .negative(argument)
        case 2: return take(argument).map { .bytes(Array($0)) }
        case 3: return take(argument).flatMap { String(validating: $0, as: UTF8.self) }.map { .text($0) }
        case 4: return items(argument, depth: depth).map { .array($0) }
        case 5: return entries(argument, depth: depth).map { .map($0) }
        default: return value(depth: depth + 1).map { .tagged(argument, $0) }
        }
    }

    private mutating func argument(_ code: UInt8) -> UInt64? {
        guard code >= 24 else { return UInt64(code) }
        guard code <= 27 else { return nil }
        return take(1 << UInt64(code - 24))?.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func take(_ count: UInt64) -> ArraySlice<UInt8>? {
        guard count <= UInt64(bytes.endIndex - index) else { return nil }
        defer { index += Int(count) }
        return bytes[index..<(index + Int(count))]
    }

    private mutating func items(_ count: UInt64, depth: Int) -> [CBORValue]? {
        guard count <= UInt64(itemsLeft) else { return nil }
        var items: [CBORValue] = []
        for _ in 0..<count {
            guard let item = value(depth: depth + 1) else { return nil }
            items.append(item)
        }
        return items
    }

    private mutating func entries(_ count: UInt64, depth: Int) -> [CBOREntry]? {
        guard count <= UInt64(itemsLeft) else { return nil }
        var entries: [CBOREntry] = []
        var keys: Set<CBORValue> = []
        for _ in 0..<count {
            guard let key = value(depth: depth + 1), keys.insert(key).inserted, let value = value(depth: depth + 1)
            else { return nil }
            entries.append(CBOREntry(key: key, value: value))
        }
        return entries
    }

    private mutating func indefinite(_ major: UInt8, depth: Int) -> CBORValue? {
        var parts: [CBORValue] = []
        while index < bytes.endIndex, bytes[index] != 0xFF {
            guard let part = value(depth: depth + 1) else { return nil }
            parts.append(part)
        }
        guard index < bytes.endIndex else { return nil }
        index += 1
        switch major {
        case 2:
            let chunks = parts.compactMap(\.bytes)
            return chunks.count == parts.count ? .bytes(Array(chunks.joined())) : nil
        case 3:
            let chunks = parts.compactMap(\.text)
            return chunks.count == parts.count ? .text(chunks.joined()) : nil
        case 4: return .array(parts)
        case 5:
            guard parts.count.isMultiple(of: 2) else { return nil }
            let entries = stride(from: 0, to: parts.count, by: 2).map {
                CBOREntry(key: parts[$0], value: parts[$0 + 1])
            }
            return Set(entries.map(\.key)).count == entries.count ? .map(entries) : nil
        default: return nil
        }
    }

    private mutating func simple(_ code: UInt8) -> CBORValue? {
        switch code {
        case 20: return .bool(false)
        case 21: return .bool(true)
        case 22: return .null
        case 23: return .undefined
        case 25: return argument(code).map { .float(Self.half(UInt16($0))) }
        case 26: return argument(code).map { .float(Double(Float(bitPattern: UInt32($0)))) }
        case 27: return argument(code).map { .float(Double(bitPattern: $0)) }
        default: return nil
        }
    }

    private static func half(_ bits: UInt16) -> Double {
        let sign: Double = bits & 0x8000 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Double(bits & 0x3FF)
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
        }
    }
}
