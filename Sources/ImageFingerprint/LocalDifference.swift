/// How two local signatures differ once brightness, contrast and colours of the whole are set aside.
public struct LocalDifference: Hashable, Sendable {
    /// One picture is grey and the other has colours in a part only: a grey copy, or a part that was coloured.
    public var isColourUnclear: Bool
    /// The whole was blurred or sharpened, or most of what has texture was.
    public var isSharpnessUnclear: Bool
    /// Tiles that both know, 0 to 256.
    public var tilesCompared: Int
    /// How well the luma of the tiles goes together, -1 to 1.
    public var correlation: Double
    /// The largest excess of a tile: 1 is what re-encoding and resizing explain.
    public var excessMax: Double
    /// How far each of the 256 tiles differs, row after row; 0 where one is unknown.
    public var excesses: [Float]
    /// Tiles over 1.
    public var tilesOver: Int
    /// The group of adjoining tiles with the most excess.
    public var region: Region?

    /// Adjoining tiles that differ.
    public struct Region: Hashable, Sendable {
        /// 1 to 256.
        public var tiles: Int
        /// The sum of what the tiles have over 1, each counted up to 3.
        public var weight: Double
        /// The smallest rectangle around them, in shares of the sides.
        public var box: LocalSignature.Frame
    }

    /// The share of the compared tiles that differ, 0 to 1.
    public var fraction: Double { tilesCompared == 0 ? 0 : Double(tilesOver) / Double(tilesCompared) }

    init(_ one: Tiles, _ other: Tiles) {
        let known = zip(one.known, other.known).map { $0 && $1 }
        isColourUnclear =
            one.isGrey != other.isGrey && max(one.colouredShare, other.colouredShare) < Tiles.colouredShareOfSource
        tilesCompared = known.count { $0 }
        let kinds = Excess(one, other, known: known)
        isSharpnessUnclear = kinds.isSharpnessUnclear
        let excess = kinds.values
        excesses = excess
        excessMax = Double(excess.max() ?? 0)
        tilesOver = excess.count { $0 > 1 }
        correlation = Self.correlation(one.luma, other.luma, known)
        region = Self.regions(excess).max { $0.weight < $1.weight }
    }

    private static func correlation(_ one: [Float], _ other: [Float], _ known: [Bool]) -> Double {
        let pairs = zip(zip(one, other), known).filter(\.1).map { (Double($0.0.0), Double($0.0.1)) }
        let count = Double(max(1, pairs.count))
        let (first, second) = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
        var (both, left, right) = (0.0, 0.0, 0.0)
        for (x, y) in pairs {
            both += (x - first) * (y - second)
            left += (x - first) * (x - first)
            right += (y - second) * (y - second)
        }
        // One level of luma as noise, so that two plain pictures go together.
        let noise = count
        return (both + noise) / ((left + noise) * (right + noise)).squareRoot()
    }

    private static func regions(_ excess: [Float]) -> [Region] {
        let side = Tiles.side
        var seen = [Bool](repeating: false, count: excess.count)
        var regions: [Region] = []
        for start in excess.indices where excess[start] > 1 && !seen[start] {
            var waiting = [start]
            seen[start] = true
            var members: [Int] = []
            while let tile = waiting.popLast() {
                members.append(tile)
                for next in neighbours(of: tile, side) where excess[next] > 1 && !seen[next] {
                    seen[next] = true
                    waiting.append(next)
                }
            }
            let rows = members.map { $0 / side }
            let columns = members.map { $0 % side }
            let share = Double(side)
            regions.append(
                Region(
                    tiles: members.count,
                    weight: members.reduce(0) { $0 + Double(min(3, excess[$1] - 1)) },
                    box: LocalSignature.Frame(
                        left: Double(columns.min() ?? 0) / share, top: Double(rows.min() ?? 0) / share,
                        right: Double((columns.max() ?? 0) + 1) / share, bottom: Double((rows.max() ?? 0) + 1) / share))
            )
        }
        return regions
    }

    /// The four tiles beside a tile.
    static func neighbours(of tile: Int, _ side: Int) -> [Int] {
        let (row, column) = (tile / side, tile % side)
        var found: [Int] = []
        if row > 0 { found.append(tile - side) }
        if row < side - 1 { found.append(tile + side) }
        if column > 0 { found.append(tile - 1) }
        if column < side - 1 { found.append(tile + 1) }
        return found
    }
}
