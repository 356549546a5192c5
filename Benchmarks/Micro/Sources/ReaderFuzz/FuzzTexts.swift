import Foundation

/// Texts that attack a reader: mutated lines, nested encodings, floods, odd scalars, mixes of scripts.
struct FuzzTexts {
    private let seeds: [String]
    private var state: UInt64

    init(seeds: [String], _ seed: UInt64) {
        self.seeds = seeds
        state = seed
    }

    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
    }

    mutating func next() -> String {
        var text = seeds[below(seeds.count)]
        for _ in 0..<below(5) { text = changed(text) }
        return String(text.unicodeScalars.prefix(60_000).map { Character($0) })
    }

    private mutating func changed(_ text: String) -> String {
        switch below(12) {
        case 0: return text + " " + seeds[below(seeds.count)]
        case 1: return Data(text.utf8).base64EncodedString()
        case 2: return text.utf8.map { String(format: "%02x", $0) }.joined(separator: below(2) == 0 ? "" : " ")
        case 3: return text.utf8.map { "%" + String(format: "%02X", $0) }.joined()
        case 4: return String(text.reversed())
        case 5: return "{\"prompt\": [\"" + text + "\", {\"a\": \"" + text + "\"}]}"
        case 6:
            let unit = String(text.prefix(1 + below(30)))
            return String(repeating: unit, count: 1 + below(max(1, 34_000 / max(1, unit.count))))
        case 7:
            return String(
                repeating: ["(", "[", "{", "\"", "<", "`", "&#", "%", "\\u", ", "][below(10)], count: below(9_000))
                + text
        case 8:
            return text.map { String($0) }.joined(
                separator: [" ", ".", "-", "\u{200B}", "\u{0301}", "*", "\n"][below(7)])
        default: return scrambled(text)
        }
    }

    private mutating func scrambled(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<(1 + below(12)) where !scalars.isEmpty {
            let place = below(scalars.count)
            switch below(5) {
            case 0: scalars.remove(at: place)
            case 1: scalars[place] = anyScalar()
            case 2: scalars.insert(anyScalar(), at: place)
            case 3: scalars.insert(scalars[below(scalars.count)], at: place)
            default: scalars.swapAt(place, below(scalars.count))
            }
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }

    private mutating func anyScalar() -> Unicode.Scalar {
        let ranges: [Range<UInt32>] = [
            0..<0x80, 0x80..<0x800, 0x300..<0x370, 0x590..<0x780, 0xE00..<0xE80, 0x1100..<0x1200, 0x2000..<0x2070,
            0x2460..<0x2500, 0x3040..<0x3100, 0x4E00..<0x9FFF, 0xAC00..<0xD7A0, 0xFE00..<0xFE10, 0xFF00..<0xFFF0,
            0x1D400..<0x1D800, 0x1F1E6..<0x1F700, 0xE0000..<0xE0080, 0x10FF00..<0x110000,
        ]
        let range = ranges[below(ranges.count)]
        return Unicode.Scalar(range.lowerBound + UInt32(below(range.count))) ?? "x"
    }
}
