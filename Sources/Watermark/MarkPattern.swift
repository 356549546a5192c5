import CWatermark

/// What a key says about the tile: which slots lead the search, which carry the id, and all their signs.
struct MarkPattern: Sendable {
    /// One slot in so many leads the search, the others carry the id.
    private static let slotsPerGuide: UInt32 = 4

    /// The sign of each slot that leads the search, 0 elsewhere. A picture that was mirrored, turned upside down or by
    /// 90 degrees has the same guides, so that one search finds all eight.
    let guides: [Float]
    /// Slots that carry the id, in the order of the key, and their signs. Coded bit `n % 256` is sent by carrier `n`.
    let carriers: [Int]
    let signs: [Float]

    init(_ key: WatermarkKey) {
        var stream = KeyStream(key)
        var guides = [Float?](repeating: nil, count: Slot.count)
        for index in 0..<Slot.count where guides[index] == nil {
            let isGuide = stream.number(below: Self.slotsPerGuide) == 0
            let sign = stream.sign()
            for turn in Turn.all {
                let (slot, parity) = turn.place(of: Slot(index))
                guides[slot.index] = isGuide ? sign * parity : 0
            }
        }
        self.guides = guides.map { $0 ?? 0 }
        var carriers = self.guides.indices.filter { guides[$0] == 0 }
        for index in carriers.indices.dropFirst().reversed() {
            carriers.swapAt(index, stream.number(below: UInt32(index + 1)))
        }
        self.carriers = carriers
        signs = carriers.map { _ in stream.sign() }
    }

    /// The sign of every slot for an id.
    func chips(_ id: WatermarkID) -> [Float] {
        let coded = MarkCode.coded(MarkCode.plain(id))
        var chips = guides
        for (order, slot) in carriers.enumerated() {
            chips[slot] = coded[order % coded.count] == 0 ? signs[order] : -signs[order]
        }
        return chips
    }
}
