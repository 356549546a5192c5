/// A place in the tile that carries one chip: a block of 8 x 8 pixels, and a frequency of its cosine transform.
struct Slot: Sendable, Hashable {
    static let blocksPerSide = 16
    /// Half waves down and across a block. Swapping the two gives the same set.
    static let waves: [(down: Int, across: Int)] = [(0, 1), (1, 0), (1, 1), (0, 2), (2, 0)]
    static let count = blocksPerSide * blocksPerSide * waves.count

    var row: Int
    var column: Int
    var frequency: Int

    init(_ index: Int) {
        let block = index / Self.waves.count
        frequency = index % Self.waves.count
        row = block / Self.blocksPerSide
        column = block % Self.blocksPerSide
    }

    var index: Int { (row * Self.blocksPerSide + column) * Self.waves.count + frequency }
}
