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
