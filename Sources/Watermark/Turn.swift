/// The eight ways in which a picture can lie: mirrored across, mirrored down, rows and columns swapped.
struct Turn: Sendable, Hashable {
    /// Bit 0: mirrored left to right. Bit 1: mirrored top to bottom. Bit 2: rows and columns swapped.
    let index: Int

    static let all = (0..<8).map { Turn(index: $0) }

    var isMirrored: Bool { index.nonzeroBitCount % 2 == 1 }
    var isSwapped: Bool { index & 4 != 0 }

    /// Where a coefficient of the upright tile is found in the tile as it lies, and with which sign.
    func place(of slot: Slot) -> (Slot, sign: Float) {
        var slot = slot
        var sign: Float = 1
        let wave = Slot.waves[slot.frequency]
        var (down, across) = (wave.down, wave.across)
        if index & 1 != 0 {
            slot.column = Slot.blocksPerSide - 1 - slot.column
            if across % 2 == 1 { sign = -sign }
        }
        if index & 2 != 0 {
            slot.row = Slot.blocksPerSide - 1 - slot.row
            if down % 2 == 1 { sign = -sign }
        }
        if index & 4 != 0 {
            swap(&slot.row, &slot.column)
            swap(&down, &across)
            slot.frequency = Slot.waves.firstIndex { $0 == (down, across) } ?? slot.frequency
        }
        return (slot, sign)
    }
}
