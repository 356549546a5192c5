import Foundation

/// A picture as a coarse grid of colours in which light counts apart: two logarithms of channel ratios, and one of luma.
///
/// Brighter or darker light, and a tint over the whole picture, add the same number to every cell; so differences between
/// cells of one picture stay what they were.
struct ChromaGrid {
    /// What is added to channels of 0 to 255, so that ratios of dark ones are not noise.
    private static let floor: Float = 6
    /// Under this spread of ratios a picture has no colour.
    private static let greySpread: Float = 0.03

    struct Colour {
        /// Logarithm of red over green.
        var red: Float
        /// Logarithm of blue over green.
        var blue: Float
        /// Logarithm of luma, Rec. 601.
        var luma: Float
        /// Means of red, green and blue, 0 to 255.
        var mean: SIMD3<Float> = .zero
    }

    let across: Int
    let down: Int
    let cells: [Colour]
    /// Whether the picture has no colour to speak of.
    let isGrey: Bool

    /// Averages a picture in `across` by `down` cells, neither more than its sides.
    init(_ rows: RGBRows, across: Int, down: Int) {
        self.across = across
        self.down = down
        let columns = (0...across).map { $0 * rows.width / across }
        let lines = (0...down).map { $0 * rows.height / down }
        var cells: [Colour] = []
        cells.reserveCapacity(across * down)
        var sums = [SIMD4<Int>](repeating: .zero, count: across)
        for row in 0..<down {
            for index in sums.indices { sums[index] = .zero }
            for y in lines[row]..<lines[row + 1] {
                let line = y * rows.stride
                for column in 0..<across {
                    var (red, green, blue) = (0, 0, 0)
                    var at = line + columns[column] * 3
                    for _ in columns[column]..<columns[column + 1] {
                        red &+= Int(rows.bytes[at])
                        green &+= Int(rows.bytes[at + 1])
                        blue &+= Int(rows.bytes[at + 2])
                        at += 3
                    }
                    sums[column] &+= SIMD4(red, green, blue, columns[column + 1] - columns[column])
                }
            }
            for sum in sums { cells.append(ChromaGrid.colour(SIMD4<Float>(sum))) }
        }
        self.cells = cells
        let spread = cells.map { max(abs($0.red), abs($0.blue)) }
        isGrey = spread.isEmpty || spread.number(ranked: spread.count * 95 / 100) < ChromaGrid.greySpread
    }

    private static func colour(_ sum: SIMD4<Float>) -> Colour {
        let mean = sum / max(1, sum.w) + floor
        return Colour(
            red: log(mean.x / mean.y), blue: log(mean.z / mean.y),
            luma: log(0.299 * mean.x + 0.587 * mean.y + 0.114 * mean.z),
            mean: SIMD3(mean.x, mean.y, mean.z) - floor)
    }

    subscript(column: Int, row: Int) -> Colour { cells[row * across + column] }

    /// The middle of the colours in a part of the grid, each number by itself; nil where the part is empty.
    func median(in part: GridPart) -> Colour? {
        var found: [Colour] = []
        part.within(across, down).forEach { found.append(self[$0, $1]) }
        guard !found.isEmpty else { return nil }
        // Brows, beards, nostrils and shadows are darker than skin, glints brighter: the upper half, without its top.
        found.sort { $0.luma < $1.luma }
        let kept = found[found.count * 4 / 10..<max(found.count * 4 / 10 + 1, found.count * 95 / 100)]
        func middle(_ number: KeyPath<Colour, Float>) -> Float {
            kept.map { $0[keyPath: number] }.number(ranked: kept.count / 2)
        }
        return Colour(red: middle(\.red), blue: middle(\.blue), luma: middle(\.luma))
    }
}

/// A rectangle of cells, its ends not included, which may reach over the edge of a grid.
struct GridPart {
    var columns: Range<Int>
    var rows: Range<Int>

    /// From fractions of cells; what is left of a part that would be empty or upside down is nothing.
    init(from left: Double, to right: Double, top: Double, bottom: Double) {
        let bound = { (value: Double) in Int(max(-100_000, min(100_000, value.rounded()))) }
        columns = bound(left)..<max(bound(left), bound(right))
        rows = bound(top)..<max(bound(top), bound(bottom))
    }

    func within(_ across: Int, _ down: Int) -> GridPart {
        var part = self
        part.columns = columns.clamped(to: 0..<across)
        part.rows = rows.clamped(to: 0..<down)
        return part
    }

    var count: Int { columns.count * rows.count }

    func contains(_ column: Int, _ row: Int) -> Bool { columns.contains(column) && rows.contains(row) }

    func forEach(_ body: (_ column: Int, _ row: Int) -> Void) {
        for row in rows { for column in columns { body(column, row) } }
    }
}
