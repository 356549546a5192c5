/// For each tile, how far two signatures lie apart there, in units of what re-encoding and resizing explain.
struct Excess {
    /// What is explained, in the units of `Tiles`.
    enum Allowance {
        /// Levels of luma that JPEG explains, besides one step of each signature's own rounding.
        static let luma: Float = 3
        /// The share of the step to a neighbouring tile that a shift by a fraction of a tile, or a blur, explains.
        static let lumaOfStep: Float = 0.15
        static let colour: Float = 4
        static let colourOfStep: Float = 0.15
        /// Doublings of texture.
        static let texture: Float = 1
        static let contrast: Float = 1.05
        /// A tile has texture from here, log2; it has moved from here, in excess; and the whole has from this share on.
        static let textureRich: Float = 2.6
        static let textureMoved: Float = 0.4
        static let textureMovedShareMax = 0.4
        /// Texture under this, log2, is noise of the encoder.
        static let textureFloor: Float = 1.6
        /// Times the noise of all tiles.
        static let noise: Float = 4
        /// The share of a change of the whole picture, in brightness or texture, that need not reach every tile alike:
        /// light tones end at white, a blur takes more from fine detail than from outlines.
        static let lumaOfChange: Float = 0.1
        static let textureOfChange: Float = 1
        /// Where the whole was made lighter or darker, tiles over or under these lumas lose contrast and colour.
        static let light: Float = 190
        static let dark: Float = 65
        /// The change, in levels, that doubles what is allowed in a white or a black tile.
        static let clippingChange: Float = 16
        /// How much more a mean over a tile and its eight neighbours counts: noise does not all point one way.
        static let together: Float = 2
        /// The same for colour, where the tile and its neighbours are one to four tiles.
        static let colourTogether: Float = 1.3
        /// How much less of what is over counts for colour, whose tiles are four times as large.
        static let colourShare: Float = 0.5
    }

    /// 256 excesses each, with their sign; 0 where a tile is unknown.
    private(set) var luma: [Float]
    private(set) var texture: [Float]
    private(set) var contrast: [Float]
    /// Most tiles with texture have lost or gained some: the whole was blurred or sharpened, or most that is in focus.
    private(set) var isSharpnessUnclear = false
    private(set) var blue: [Float]
    private(set) var red: [Float]
    private let known: [Bool]
    /// How much a change of the whole cut off at white or black in each tile; 0 for none.
    private var clipping: [Float]

    init(_ one: Tiles, _ other: Tiles, known: [Bool]) {
        self.known = known
        luma = [Float](repeating: 0, count: known.count)
        (texture, contrast, blue, red) = (luma, luma, luma, luma)
        clipping = luma
        guard known.contains(true) else { return }
        let tiles = known.indices.filter { known[$0] }
        readLuma(one, other, tiles)
        readTexture(one, other, tiles)
        guard one.isGrey == other.isGrey else { return }
        func quantum(_ scale: (Scales) -> Scale) -> Float {
            let scales = [one.scales, other.scales].compactMap { $0 }
            return scales.map { scale($0).quantum(steps: LocalSignature.colourSteps) }.max() ?? 0
        }
        blue = colour(one.blue, other.blue, quantum(\.blue))
        red = colour(one.red, other.red, quantum(\.red))
    }

    /// 256 excesses: for each tile the largest of its kinds, alone or together with its neighbours.
    var values: [Float] {
        let channels = [
            (luma, together(luma, Allowance.together)), (texture, together(texture, Allowance.together)),
            (contrast, together(contrast, Allowance.together)),
            (blue, together(blue, Allowance.colourTogether)), (red, together(red, Allowance.colourTogether)),
        ]
        return known.indices.map { tile in
            (channels.map { max(abs($0.0[tile]), abs($0.1[tile])) }.max() ?? 0) / (1 + clipping[tile])
        }
    }

    /// The mean over a tile and its neighbours, in units of its own.
    func together(_ channel: [Float], _ weight: Float) -> [Float] {
        let side = Tiles.side
        return channel.indices.map { tile in
            guard known[tile] else { return 0 }
            let (row, column) = (tile / side, tile % side)
            var sum: Float = 0
            var count: Float = 0
            for y in max(0, row - 1)...min(side - 1, row + 1) {
                for x in max(0, column - 1)...min(side - 1, column + 1) where known[y * side + x] {
                    sum += max(-2, min(2, channel[y * side + x]))
                    count += 1
                }
            }
            // A corner has four tiles; fewer than six are not enough to rule noise out.
            return weight * sum / max(6, count)
        }
    }

    private mutating func readLuma(_ one: Tiles, _ other: Tiles, _ tiles: [Int]) {
        let fit = RobustFit(
            from: tiles.map { one.luma[$0] }, to: tiles.map { other.luma[$0] }, gains: 0.5...2, spread: 12)
        let steps = Self.steps(one.luma, Tiles.side, gain: fit.gain)
        let otherSteps = Self.steps(other.luma, Tiles.side, gain: 1)
        let quantum = max(
            other.scales?.luma.quantum(steps: LocalSignature.lumaSteps) ?? 0,
            fit.gain * (one.scales?.luma.quantum(steps: LocalSignature.lumaSteps) ?? 0))
        for tile in tiles {
            // Brightened pictures end at white.
            let predicted = max(0, min(255, fit.predicted(one.luma[tile])))
            let allowed =
                max(Allowance.luma + quantum, Allowance.noise * fit.noise)
                + Allowance.lumaOfStep * min(steps[tile], otherSteps[tile])
                + Allowance.lumaOfChange * abs(predicted - one.luma[tile])
            luma[tile] = (other.luma[tile] - predicted) / allowed
            let lightest = max(one.luma[tile], other.luma[tile])
            let darkest = min(one.luma[tile], other.luma[tile])
            let nearness = max(0, lightest - Allowance.light, Allowance.dark - darkest) / Allowance.dark
            clipping[tile] = nearness * abs(predicted - one.luma[tile]) / Allowance.clippingChange
        }
    }

    private mutating func readTexture(_ one: Tiles, _ other: Tiles, _ tiles: [Int]) {
        texture = amounts(one.texture, other.texture, Allowance.texture, tiles)
        contrast = amounts(one.contrast, other.contrast, Allowance.contrast, tiles)
        let rich = tiles.filter { max(one.texture[$0], other.texture[$0]) >= Allowance.textureRich }
        let less = rich.count { texture[$0] < -Allowance.textureMoved }
        let more = rich.count { texture[$0] > Allowance.textureMoved }
        isSharpnessUnclear = Double(max(less, more)) > Allowance.textureMovedShareMax * Double(max(1, rich.count))
        if isSharpnessUnclear { texture = [Float](repeating: 0, count: known.count) }
    }

    /// How far doublings lie apart.
    private func amounts(_ one: [Float], _ other: [Float], _ allowance: Float, _ tiles: [Int]) -> [Float] {
        func lifted(_ value: Float) -> Float { max(Allowance.textureFloor, value) }
        var found = [Float](repeating: 0, count: known.count)
        let first = one.map(lifted)
        let second = other.map(lifted)
        let fit = RobustFit(from: tiles.map { first[$0] }, to: tiles.map { second[$0] }, gains: 0.8...1.25, spread: 1)
        let change = tiles.reduce(0) { $0 + abs(fit.predicted(first[$1]) - first[$1]) } / Float(tiles.count)
        let allowed = max(allowance, Allowance.noise * fit.noise) + Allowance.textureOfChange * change
        for tile in tiles { found[tile] = (second[tile] - lifted(fit.predicted(first[tile]))) / allowed }
        return found
    }

    private func colour(_ from: [Float], _ to: [Float], _ quantum: Float) -> [Float] {
        var found = [Float](repeating: 0, count: known.count)
        let side = Tiles.colourSide
        let larger = (0..<side * side).filter { tile in Self.children(of: tile).allSatisfy { known[$0] } }
        guard !larger.isEmpty else { return found }
        let fit = RobustFit(from: larger.map { from[$0] }, to: larger.map { to[$0] }, gains: 0.5...2, spread: 8)
        let steps = Self.steps(from, side, gain: fit.gain)
        let otherSteps = Self.steps(to, side, gain: 1)
        for tile in larger {
            let allowed =
                max(Allowance.colour + quantum, Allowance.noise * fit.noise)
                + Allowance.colourOfStep * min(steps[tile], otherSteps[tile])
            let excess = (to[tile] - fit.predicted(from[tile])) / allowed
            let over = max(0, abs(excess) - 1) * Allowance.colourShare
            let counted = min(1, abs(excess)) + over
            for child in Self.children(of: tile) { found[child] = excess < 0 ? -counted : counted }
        }
        return found
    }

    /// The four tiles of luma under a tile of colour.
    private static func children(of tile: Int) -> [Int] {
        let first = tile / Tiles.colourSide * 2 * Tiles.side + tile % Tiles.colourSide * 2
        return [first, first + 1, first + Tiles.side, first + Tiles.side + 1]
    }

    /// The largest step to a neighbouring tile.
    private static func steps(_ values: [Float], _ side: Int, gain: Float) -> [Float] {
        values.indices.map { tile in
            LocalDifference.neighbours(of: tile, side).map { abs(values[$0] - values[tile]) * gain }.max() ?? 0
        }
    }
}

extension Tiles {
    /// Differences of colour under this are those of a grey picture.
    static let greyMax: Float = 3
    /// A picture with colours in less than this share may be a grey one of which a part was coloured.
    static let colouredShareOfSource = 0.6

    var isGrey: Bool { colouredShare == 0 }

    /// The share of the tiles that have a colour, 0 to 1.
    var colouredShare: Double {
        Double(zip(blue, red).count { abs($0) > Self.greyMax || abs($1) > Self.greyMax }) / Double(blue.count)
    }
}
