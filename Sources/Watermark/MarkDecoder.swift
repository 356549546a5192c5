import CWatermark

/// Finds the likeliest words of the code. Its tables are made once.
struct MarkDecoder: Sendable {
    private let signs: [Float]

    init() {
        // The bit that generator g sends on leaving state m with a 0, as a sign.
        signs = MarkCode.generators.flatMap { generator in
            (0..<UInt32(VG_TRELLIS_STATES / 2)).map { (2 * $0 & generator).nonzeroBitCount & 1 == 0 ? 1 : -1 }
        }
    }

    /// The likeliest words for 256 soft values, positive where a coded bit is more likely 0: 64 plain bits each, the
    /// likeliest first. Where the mark is weak, the right word is often the second or the tenth, and its check says so.
    func words(_ soft: [Float], kernel: vg_mark_kernel) -> [ArraySlice<UInt8>] {
        precondition(soft.count == MarkCode.codedBits, "one soft value a coded bit")
        var bits = [UInt8](repeating: 0, count: MarkCode.plainBits * VG_TRELLIS_WORDS)
        var room = [Float](repeating: 0, count: 3 * VG_TRELLIS_STATES)
        var choices = [UInt8](
            repeating: 0, count: VG_TRELLIS_ROUNDS * VG_TRELLIS_STEPS * VG_TRELLIS_STATES / 2)
        var count = 0
        bits.withUnsafeMutableBufferPointer { bits in
            room.withUnsafeMutableBufferPointer { room in
                choices.withUnsafeMutableBufferPointer { choices in
                    guard let bits = bits.baseAddress, let room = room.baseAddress, let choices = choices.baseAddress
                    else { return }
                    count = vg_mark_decode(soft, signs, bits, VG_TRELLIS_WORDS, room, choices, kernel)
                }
            }
        }
        return (0..<count).map { bits[$0 * MarkCode.plainBits..<($0 + 1) * MarkCode.plainBits] }
    }
}
