extension ExposureChange {
    /// Parts of a picture in relation to a face.
    private struct Places {
        /// Cheeks, nose and chin.
        let inner: GridPart
        /// Where a body most probably is, if it is upright: under the face, a little wider.
        let column: GridPart
        /// The same with arms beside it.
        let wide: GridPart
        let faceArea: Double

        /// Nil where the face is too small for the grid.
        init?(_ frame: Frame, _ face: FaceBox) {
            let (left, top, width, height) = frame.place(face.area)
            guard width >= 4, height >= 4 else { return nil }
            inner = GridPart(
                from: left + 0.25 * width, to: left + 0.75 * width, top: top + 0.35 * height,
                bottom: top + 0.85 * height)
            let chin = top + height
            column = GridPart(
                from: left - 0.6 * width, to: left + 1.6 * width, top: chin + 0.3 * height, bottom: chin + 7 * height
            ).within(frame.grid.across, frame.grid.down)
            wide = GridPart(
                from: left - 2.1 * width, to: left + 3.1 * width, top: chin + 0.1 * height, bottom: chin + 7.5 * height
            ).within(frame.grid.across, frame.grid.down)
            faceArea = width * height
        }
    }

    typealias Frames = (before: Frame, after: Frame)

    /// Compares cell by cell, each picture calibrated on the face in it; nil where the face is too small or has moved.
    static func comparison(
        _ frames: Frames, _ face: FaceBox, _ facesAfter: [FaceBox], _ bounds: Bounds
    ) -> ExposureChange? {
        guard let places = Places(frames.before, face), stays(face, among: facesAfter, frames),
            let skinBefore = frames.before.grid.median(in: places.inner),
            var skinAfter = frames.after.grid.median(in: places.inner)
        else { return nil }
        let (before, after) = (frames.before.grid, frames.after.grid)
        let isGrey = before.isGrey || after.isGrey
        // A face that was covered or painted over calibrates nothing: its skin before is moved by the change of the whole.
        if !isGrey, !SkinLikeness.isPlausible(skinAfter) {
            let shift = tint(frames)
            skinAfter = ChromaGrid.Colour(
                red: skinBefore.red + shift.red, blue: skinBefore.blue + shift.blue, luma: skinBefore.luma + shift.luma)
        }
        let (likeBefore, likeAfter) = (SkinLikeness(face: skinBefore), SkinLikeness(face: skinAfter))
        let light = LightChange(before, after)
        let fresh = majority(
            zip(before.cells, after.cells).map { old, new in
                guard !isGrey else {
                    // Without colour only a change of light against the face is left, to about the face's own.
                    let (was, becomes) = (old.luma - skinBefore.luma, new.luma - skinAfter.luma)
                    return abs(was - becomes) > 0.6 && (-0.5...0.35).contains(becomes)
                }
                return likeAfter.distance(new) <= SkinLikeness.near && likeBefore.distance(old) >= SkinLikeness.far
                    && !light.explains(old, new)
            }, across: after.across, down: after.down)
        var (column, beside, elsewhere, elsewhereAll) = (0, 0, 0, 0)
        for (index, isFresh) in fresh.enumerated() {
            let (row, place) = index.quotientAndRemainder(dividingBy: after.across)
            let isWide = places.wide.contains(place, row)
            if !isWide { elsewhereAll += 1 }
            guard isFresh else { continue }
            if places.column.contains(place, row) { column += 1 } else if isWide { beside += 1 } else { elsewhere += 1 }
        }
        let faceAreas = Double(column) / places.faceArea
        let besideAreas = Double(beside) / places.faceArea
        var level = Level.none
        if faceAreas >= bounds.muchFaceAreas {
            level = .much
        } else if faceAreas >= bounds.someFaceAreas || besideAreas >= bounds.besideFaceAreas {
            level = .some
        }
        let surroundings = Double(elsewhere) / Double(max(1, elsewhereAll))
        if level != .none, isGrey || surroundings > bounds.elsewhereShare { level = .unsure }
        return ExposureChange(
            level: level, basis: .face, faceAreas: faceAreas,
            pictureShare: Double(column + beside + elsewhere) / Double(fresh.count))
    }

    /// Compares how much under the face is like its skin, in each picture by itself; nil without a face in both.
    static func comparisonApart(
        _ frames: Frames, _ face: FaceBox, _ facesAfter: [FaceBox], _ bounds: Bounds
    ) -> ExposureChange? {
        guard let other = facesAfter.max(by: { $0.area.width < $1.area.width }), let old = areas(frames.before, face),
            let new = areas(frames.after, other)
        else { return nil }
        let rise = max(0, new - old)
        return ExposureChange(
            level: rise >= bounds.someFaceAreas ? .unsure : .none, basis: .face, faceAreas: rise, pictureShare: 0)
    }

    private static func areas(_ frame: Frame, _ face: FaceBox) -> Double? {
        guard let places = Places(frame, face), let skin = frame.grid.median(in: places.inner) else { return nil }
        let likeness = SkinLikeness(face: skin)
        var count = 0
        places.column.forEach { column, row in
            if likeness.distance(frame.grid[column, row]) <= SkinLikeness.near { count += 1 }
        }
        return Double(count) / places.faceArea
    }

    /// Whether a face is where it was, or nobody looked.
    private static func stays(_ face: FaceBox, among others: [FaceBox], _ frames: Frames) -> Bool {
        guard !others.isEmpty else { return true }
        let here = frames.before.place(face.area)
        return others.contains { other in
            let there = frames.after.place(other.area)
            let across = min(here.left + here.width, there.left + there.width) - max(here.left, there.left)
            let down = min(here.top + here.height, there.top + there.height) - max(here.top, there.top)
            guard across > 0, down > 0 else { return false }
            let both = across * down
            return both / (here.width * here.height + there.width * there.height - both) > 0.3
        }
    }

    /// Keeps a cell where most of the nine around it changed too: edges that moved a little and noise do not count.
    static func majority(_ cells: [Bool], across: Int, down: Int) -> [Bool] {
        var kept = cells
        for row in 0..<down {
            for column in 0..<across where cells[row * across + column] {
                var count = 0
                for y in max(0, row - 1)...min(down - 1, row + 1) {
                    for x in max(0, column - 1)...min(across - 1, column + 1) where cells[y * across + x] { count += 1 }
                }
                kept[row * across + column] = count >= 5
            }
        }
        return kept
    }
}
