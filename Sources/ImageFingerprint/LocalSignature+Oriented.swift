extension LocalSignature {
    /// The signature of the picture turned in that way. Where a query matched an entry in an orientation, this is the
    /// query's signature to compare with the entry's.
    public func oriented(_ orientation: PDQ.Orientation) -> LocalSignature {
        guard orientation != .asIs else { return self }
        let tiles = tiles
        var turned = Tiles()
        turned.scales = tiles.scales
        turned.luma = Self.turn(tiles.luma, Self.tilesPerSide, orientation)
        turned.texture = Self.turn(tiles.texture, Self.tilesPerSide, orientation)
        turned.contrast = Self.turn(tiles.contrast, Self.tilesPerSide, orientation)
        turned.known = Self.turn(tiles.known, Self.tilesPerSide, orientation)
        turned.blue = Self.turn(tiles.blue, Self.colourTilesPerSide, orientation)
        turned.red = Self.turn(tiles.red, Self.colourTilesPerSide, orientation)
        return LocalSignature(turned)
    }

    private static func turn<Value>(_ values: [Value], _ side: Int, _ orientation: PDQ.Orientation) -> [Value] {
        let last = side - 1
        return (0..<side * side).map { index in
            let (row, column) = (index / side, index % side)
            let (fromRow, fromColumn) =
                switch orientation {
                case .asIs: (row, column)
                case .mirrored: (row, last - column)
                case .flipped: (last - row, column)
                case .halfTurn: (last - row, last - column)
                case .transposed: (column, row)
                case .quarterTurnRight: (last - column, row)
                case .quarterTurnLeft: (column, last - row)
                case .antitransposed: (last - column, last - row)
                }
            return values[fromRow * side + fromColumn]
        }
    }
}
