import WireJSON

/// Random numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func json(depth: Int) -> JSON {
        switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return JSON(Int.random(in: -1_000_000...1_000_000, using: &self))
        case 3, 4:
            let letters = ["a", "é", "😀", "\"", "\\", "\n", "/", "\u{1}", "\u{7F}", "z"]
            return JSON(
                (0..<Int.random(in: 0...12, using: &self)).map { _ in letters.randomElement(using: &self) ?? "" }
                    .joined())
        case 5: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in json(depth: depth - 1) })
        default:
            return JSON((0..<Int.random(in: 0...4, using: &self)).map { ("k\($0)", json(depth: depth - 1)) })
        }
    }

    /// Changes, drops, doubles or inserts a byte.
    mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: 0..<bytes.count, using: &self)
        switch Int.random(in: 0...4, using: &self) {
        case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &self)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(bytes[index], at: index)
        case 3: bytes.insert(Array("\"\\{}[]:,-\r\n;=".utf8).randomElement(using: &self) ?? 0, at: index)
        default:
            let end = min(bytes.count, index + Int.random(in: 0...8, using: &self))
            bytes.removeSubrange(index..<end)
        }
    }
}
