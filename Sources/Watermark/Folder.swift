import CWatermark

/// Adds a whitened plane up into one tile, drawn at any scale; memory is used again from one call to the next.
///
/// Scales across and down are apart: rows are folded first, once for many scales across.
final class Folder {
    private let kernel: vg_mark_kernel
    private var rows: [Float] = []
    private var columns: [Float] = []
    private var width = 0
    private var padded = 0
    private var folded: Rows?

    /// Which plane's rows, and how they are drawn: a point at height y lies at `scale * y + offset` of the tile.
    struct Rows: Hashable {
        var level: Int
        var angle: Double
        var scale: Double
        var offset: Double
    }

    init(kernel: vg_mark_kernel) {
        self.kernel = kernel
    }

    /// Folds rows, unless they are folded already.
    func foldRows(_ wanted: Rows, of make: () -> Plane) {
        guard folded != wanted else { return }
        folded = wanted
        let plane = make()
        width = plane.width
        padded = (width + 7) / 8 * 8
        let count = padded * Tile.side
        if rows.count < count {
            rows = [Float](repeating: 0, count: count)
            columns = [Float](repeating: 0, count: count)
        }
        rows.withUnsafeMutableBufferPointer { rows in
            columns.withUnsafeMutableBufferPointer { columns in
                guard let rows = rows.baseAddress, let columns = columns.baseAddress else { return }
                vg_mark_fold_rows(
                    plane.values, plane.width, plane.height, plane.width, wanted.scale, wanted.offset, rows, padded,
                    kernel)
                vg_mark_transpose(rows, padded, Tile.side, padded, columns, Tile.side, kernel)
            }
        }
    }

    /// The tile of the rows that were folded, its rows and columns swapped.
    func foldColumns(scale: Double, offset: Double, into tile: inout Tile) {
        tile.values.withUnsafeMutableBufferPointer { tile in
            guard let tile = tile.baseAddress else { return }
            vg_mark_fold_rows(columns, Tile.side, width, Tile.side, scale, offset, tile, Tile.stride, kernel)
        }
    }

    /// The tile of the rows that were folded.
    func tile(scale: Double, offset: Double) -> Tile {
        var swapped = Tile()
        foldColumns(scale: scale, offset: offset, into: &swapped)
        var tile = Tile()
        tile.values.withUnsafeMutableBufferPointer { tile in
            guard let tile = tile.baseAddress else { return }
            vg_mark_transpose(swapped.values, Tile.side, Tile.side, Tile.stride, tile, Tile.stride, kernel)
        }
        return tile
    }
}
