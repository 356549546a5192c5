/// A value of RFC 8949. Maps keep the order of their entries, because hashes cover the bytes.
enum CBORValue: Hashable, Sendable {
    case unsigned(UInt64)
    /// The value is -1 minus this.
    case negative(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([CBORValue])
    case map([CBOREntry])
    indirect case tagged(UInt64, CBORValue)
    case bool(Bool)
    case null
    case undefined
    /// Any float, widened. The writer never makes one.
    case float(Double)
}

/// One entry of a CBOR map.
struct CBOREntry: Hashable, Sendable {
    var key: CBORValue
    var value: CBORValue
}

extension CBORValue {
    /// The value of a text key; nil for another kind of value or a key that is not there.
    subscript(_ key: String) -> CBORValue? {
        guard case .map(let entries) = self else { return nil }
        return entries.first { $0.key == .text(key) }?.value
    }

    /// The value of an unsigned key.
    subscript(_ key: UInt64) -> CBORValue? {
        guard case .map(let entries) = self else { return nil }
        return entries.first { $0.key == .unsigned(key) }?.value
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
    var array: [CBORValue]? { if case .array(let items) = self { items } else { nil } }
    var entries: [CBOREntry]? { if case .map(let entries) = self { entries } else { nil } }
    var integer: Int? { if case .unsigned(let value) = self { Int(exactly: value) } else { nil } }
    /// The value without its tag, where it has one.
    var untagged: CBORValue { if case .tagged(_, let value) = self { value } else { self } }
}

extension CBORValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    init(stringLiteral value: String) { self = .text(value) }

    init(dictionaryLiteral elements: (String, CBORValue)...) {
        self = .map(elements.map { CBOREntry(key: .text($0.0), value: $0.1) })
    }

    init(arrayLiteral elements: CBORValue...) { self = .array(elements) }

    init(_ value: Int) {
        self = value >= 0 ? .unsigned(UInt64(value)) : .negative(UInt64(-1 - value))
    }
}

extension CBORValue {
    /// Definite lengths and the shortest heads.
    var encoded: [UInt8] {
        var output: [UInt8] = []
        encode(into: &output)
        return output
    }

    private func encode(into output: inout [UInt8]) {
        switch self {
        case .unsigned(let value): Self.head(0, value, &output)
        case .negative(let value): Self.head(1, value, &output)
        case .bytes(let bytes):
            Self.head(2, UInt64(bytes.count), &output)
            output += bytes
        case .text(let text):
            Self.head(3, UInt64(text.utf8.count), &output)
            output += text.utf8
        case .array(let items):
            Self.head(4, UInt64(items.count), &output)
            for item in items { item.encode(into: &output) }
        case .map(let entries):
            Self.head(5, UInt64(entries.count), &output)
            for entry in entries {
                entry.key.encode(into: &output)
                entry.value.encode(into: &output)
            }
        case .tagged(let tag, let value):
            Self.head(6, tag, &output)
            value.encode(into: &output)
        case .bool(let value): output.append(value ? 0xF5 : 0xF4)
        case .null: output.append(0xF6)
        case .undefined: output.append(0xF7)
        case .float(let value):
            output.append(0xFB)
            output += [56, 48, 40, 32, 24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64($0)) }
        }
    }

    private static func head(_ major: UInt8, _ value: UInt64, _ output: inout [UInt8]) {
        let (code, count): (UInt8, UInt64) =
            switch value {
            case 0..<24: (UInt8(value), 0)
            case 0...0xFF: (24, 1)
            case 0...0xFFFF: (25, 2)
            case 0...0xFFFF_FFFF: (26, 4)
            default: (27, 8)
            }
        output.append(major << 5 | code)
        for index in 0..<count { output.append(UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - index)))) }
    }
}
