extension ExposureChange {
    /// What happened to most of the picture: the middle change of each number.
    static func tint(_ frames: Frames) -> ChromaGrid.Colour {
        let pairs = zip(frames.before.grid.cells, frames.after.grid.cells)
        func middle(_ number: (ChromaGrid.Colour) -> Float) -> Float {
            let changes = pairs.map { number($1) - number($0) }
            return changes.isEmpty ? 0 : changes.number(ranked: changes.count / 2)
        }
        return ChromaGrid.Colour(red: middle(\.red), blue: middle(\.blue), luma: middle(\.luma))
    }

    /// Without a face: how much of the picture took on a colour that skin can have. It never says more than `unsure`.
    static func comparisonOfWhole(_ frames: Frames, isAligned: Bool, _ bounds: Bounds) -> ExposureChange {
        let (before, after) = (frames.before.grid, frames.after.grid)
        var share = 0.0
        if before.isGrey || after.isGrey {
            share = 0
        } else if isAligned {
            let shift = tint(frames)
            let light = LightChange(before, after)
            let fresh = majority(
                zip(before.cells, after.cells).map { old, new in
                    var plain = new
                    plain.red -= shift.red
                    plain.blue -= shift.blue
                    let moved = max(
                        abs(plain.red - old.red), abs(plain.blue - old.blue), abs(plain.luma - old.luma) / 4)
                    return SkinLikeness.generic(plain) >= 0 && SkinLikeness.generic(old) < -0.03 && moved > 0.1
                        && !light.explains(old, new)
                }, across: after.across, down: after.down)
            share = Double(fresh.count { $0 }) / Double(max(1, fresh.count))
        } else {
            func part(_ grid: ChromaGrid) -> Double {
                Double(grid.cells.count { SkinLikeness.generic($0) >= 0 }) / Double(max(1, grid.cells.count))
            }
            share = max(0, part(after) - part(before))
        }
        return ExposureChange(
            level: share >= bounds.pictureShare ? .unsure : .none, basis: .picture, faceAreas: 0, pictureShare: share)
    }
}
