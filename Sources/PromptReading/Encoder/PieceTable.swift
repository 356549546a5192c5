/// The vocabulary of an encoder file: an open hash table from the bytes of a piece to its number.
struct PieceTable: Sendable {
    /// FNV-1a over the bytes of a piece.
    struct Hash {
        private var value: UInt64 = 0xcbf2_9ce4_8422_2325

        mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        fileprivate var slot: Int { Int(truncatingIfNeeded: value ^ value >> 32) }
    }

    private let file: ModelFile
    private let slots: Int
    private let slotMask: Int
    private let offsets: Int
    private let letters: Int
    let count: Int

    /// `slots`: where `slotCount` (2^n) numbers begin (piece + 1, or 0).
    /// `offsets`: where `count` + 1 offsets into `letters` begin. Nil unless they rise and stay within `size` letters.
    init?(_ file: ModelFile, slots: Int, slotCount: Int, offsets: Int, letters: Int, size: Int, count: Int) {
        self.file = file
        self.slots = slots
        slotMask = slotCount - 1
        self.offsets = offsets
        self.letters = letters
        self.count = count
        guard (0..<count).allSatisfy({ offset($0) <= offset($0 + 1) && offset($0 + 1) <= size }) else { return nil }
    }

    private func offset(_ number: Int) -> Int { Int(file.number(at: offsets + 4 * number, as: UInt32.self)) }

    /// Bytes of the longest piece.
    var longest: Int { (0..<count).map { offset($0 + 1) - offset($0) }.max() ?? 0 }

    /// The number of the piece that is `lead` and then `bytes`; `hash` is of both.
    func number(of bytes: ArraySlice<UInt8>, after lead: [UInt8] = [], hash: Hash) -> Int32? {
        var slot = hash.slot & slotMask
        for _ in 0...slotMask {
            let number = Int(file.number(at: slots + 4 * slot, as: UInt32.self))
            guard number > 0, number <= count else { return nil }
            if matches(number - 1, bytes, lead) { return Int32(number - 1) }
            slot = (slot + 1) & slotMask
        }
        return nil
    }

    private func matches(_ number: Int, _ bytes: ArraySlice<UInt8>, _ lead: [UInt8]) -> Bool {
        let (start, end) = (letters + offset(number), letters + offset(number + 1))
        guard end - start == bytes.count + lead.count, end <= file.bytes.count else { return false }
        return file.bytes[start..<start + lead.count].elementsEqual(lead)
            && file.bytes[(start + lead.count)..<end].elementsEqual(bytes)
    }
}
