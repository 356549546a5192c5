/// Numbers that only the key foretells: the keystream of ChaCha20 (RFC 8439), nonce zero.
struct KeyStream {
    private let key: [UInt32]
    private var counter: UInt32 = 0
    private var words: [UInt32] = []
    private var next = 0

    init(_ key: WatermarkKey) {
        var words = [UInt32](repeating: 0, count: 8)
        for (index, byte) in key.bytes.enumerated() {
            words[index / 4] |= UInt32(byte) << UInt32(8 * (index % 4))
        }
        self.key = words
    }

    /// 32 bits of the stream.
    mutating func word() -> UInt32 {
        if next == words.count {
            words = Self.block(key: key, counter: counter, nonce: [0, 0, 0])
            counter &+= 1
            next = 0
        }
        defer { next += 1 }
        return words[next]
    }

    /// A number below `bound`, all equally likely; `bound` is at least 1.
    mutating func number(below bound: UInt32) -> Int {
        // What lies above the last whole multiple would favour small numbers.
        let excess = (UInt32.max % bound + 1) % bound
        while true {
            let word = word()
            if word <= UInt32.max - excess { return Int(word % bound) }
        }
    }

    /// -1 or 1.
    mutating func sign() -> Float { word() & 1 == 0 ? 1 : -1 }

    /// One block of the keystream: 16 words.
    static func block(key: [UInt32], counter: UInt32, nonce: [UInt32]) -> [UInt32] {
        let start: [UInt32] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574] + key + [counter] + nonce
        var state = start
        func quarter(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
            state[a] &+= state[b]
            state[d] = turned(state[d] ^ state[a], 16)
            state[c] &+= state[d]
            state[b] = turned(state[b] ^ state[c], 12)
            state[a] &+= state[b]
            state[d] = turned(state[d] ^ state[a], 8)
            state[c] &+= state[d]
            state[b] = turned(state[b] ^ state[c], 7)
        }
        for _ in 0..<10 {
            quarter(0, 4, 8, 12)
            quarter(1, 5, 9, 13)
            quarter(2, 6, 10, 14)
            quarter(3, 7, 11, 15)
            quarter(0, 5, 10, 15)
            quarter(1, 6, 11, 12)
            quarter(2, 7, 8, 13)
            quarter(3, 4, 9, 14)
        }
        return zip(state, start).map { $0 &+ $1 }
    }

    private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 { word << count | word >> (32 - count) }
}
