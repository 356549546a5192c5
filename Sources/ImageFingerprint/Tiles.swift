import Glibc

/// What a local signature holds, as numbers: row after row of tiles.
struct Tiles: Hashable {
    static let side = LocalSignature.tilesPerSide
    static let colourSide = LocalSignature.colourTilesPerSide

    /// 256 means of luma, 0 to 255.
    var luma = [Float](repeating: 0, count: side * side)
    /// 256 amounts of texture: log2(1 + mean step between neighbouring pixels of the canvas), 1 to 6.
    var texture = [Float](repeating: 0, count: side * side)
    /// 256 amounts of contrast: log2(1 + standard deviation of luma inside the tile), 1 to 6. It outlives a blur.
    var contrast = [Float](repeating: 0, count: side * side)
    /// 64 means of the blue and of the red difference each, -128 to 128.
    var blue = [Float](repeating: 0, count: colourSide * colourSide)
    var red = [Float](repeating: 0, count: colourSide * colourSide)
    /// Which of the 256 tiles were seen whole.
    var known = [Bool](repeating: true, count: side * side)

    /// The scales that were read from bytes, kept so that turning loses nothing.
    var scales: Scales?

    init() {}

    init(_ canvas: Canvas) {
        let pixels = Canvas.side / Self.side
        for row in 0..<Self.side {
            for column in 0..<Self.side {
                let rows = row * pixels..<(row + 1) * pixels
                let columns = column * pixels..<(column + 1) * pixels
                let index = row * Self.side + column
                known[index] = Self.isWhole(rows, in: canvas.rows) && Self.isWhole(columns, in: canvas.columns)
                let seen = (rows.clamped(to: canvas.rows), columns.clamped(to: canvas.columns))
                luma[index] = Self.mean(canvas.luma, seen.0, seen.1)
                texture[index] = log2(1 + Self.step(canvas, seen.0, seen.1))
                contrast[index] = log2(1 + Self.deviation(canvas.luma, seen.0, seen.1, mean: luma[index]))
            }
        }
        let larger = Canvas.side / Self.colourSide
        for row in 0..<Self.colourSide {
            for column in 0..<Self.colourSide {
                let rows = (row * larger..<(row + 1) * larger).clamped(to: canvas.rows)
                let columns = (column * larger..<(column + 1) * larger).clamped(to: canvas.columns)
                blue[row * Self.colourSide + column] = Self.mean(canvas.blue, rows, columns)
                red[row * Self.colourSide + column] = Self.mean(canvas.red, rows, columns)
            }
        }
    }

    /// A tile with a pixel or two outside the frame counts as seen.
    private static func isWhole(_ tile: Range<Int>, in seen: Range<Int>) -> Bool {
        tile.clamped(to: seen).count >= tile.count - 1
    }

    private static func mean(_ values: [Float], _ rows: Range<Int>, _ columns: Range<Int>) -> Float {
        guard !rows.isEmpty, !columns.isEmpty else { return 0 }
        var sum: Float = 0
        for row in rows {
            for column in columns { sum += values[row * Canvas.side + column] }
        }
        return sum / Float(rows.count * columns.count)
    }

    private static func deviation(_ values: [Float], _ rows: Range<Int>, _ columns: Range<Int>, mean: Float) -> Float {
        guard !rows.isEmpty, !columns.isEmpty else { return 0 }
        var sum: Float = 0
        for row in rows {
            for column in columns {
                let apart = values[row * Canvas.side + column] - mean
                sum += apart * apart
            }
        }
        return (sum / Float(rows.count * columns.count)).squareRoot()
    }

    /// The mean step of luma to the right and downwards, inside the tile.
    private static func step(_ canvas: Canvas, _ rows: Range<Int>, _ columns: Range<Int>) -> Float {
        guard rows.count > 1, columns.count > 1 else { return 0 }
        var sum: Float = 0
        for row in rows.dropLast() {
            for column in columns.dropLast() {
                let at = row * Canvas.side + column
                let here = canvas.luma[at]
                sum += abs(canvas.luma[at + 1] - here) + abs(canvas.luma[at + Canvas.side] - here)
            }
        }
        return sum / Float(2 * (rows.count - 1) * (columns.count - 1))
    }
}
