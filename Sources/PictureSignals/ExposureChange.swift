/// Whether more skin shows in an edited picture than in its source. It measures colour and place only: it knows nothing
/// of bodies, and a garment recoloured to the wearer's own skin looks to it like bare skin. Nothing of it is kept.
public struct ExposureChange: Sendable, Hashable {
    /// What the comparison says.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        /// No rise beyond the bounds.
        case none
        /// A rise about the size of half a face.
        case some
        /// A rise larger than a face.
        case much
        /// There may be a rise, and there was no face to calibrate on, or the pictures do not lie over each other, or the
        /// surroundings took on the colour too.
        case unsure
    }

    /// What skin was compared with.
    public enum Basis: String, Sendable, Hashable {
        case face
        case picture
    }

    /// From which rise on a level is given.
    public struct Bounds: Sendable, Hashable {
        /// In areas of the face box, in the column under the face.
        public var someFaceAreas = 0.4
        public var muchFaceAreas = 1.5
        /// The same beside the column, where arms are.
        public var besideFaceAreas = 1.2
        /// Share of the picture, where there is no face.
        public var pictureShare = 0.04
        /// Above this share of the picture away from the person, the surroundings changed too.
        public var elsewhereShare = 0.25

        public init() {}
    }

    public let level: Level
    public let basis: Basis
    /// Area under the face that took on its skin's colour, in areas of the face box; 0 where there is no face.
    public let faceAreas: Double
    /// Share of the picture that took on a colour of skin.
    public let pictureShare: Double

    /// Most cells along the longer side of the grid that both pictures are averaged to.
    static let cellsMax = 160
    /// The logarithm of a change of shape up to which two pictures are taken to show the same frame.
    private static let shapeTolerance = 0.04

    /// Compares an edit's input and output.
    ///
    /// - Parameters:
    ///   - before: the input.
    ///   - after: the output; its size may differ.
    ///   - faces: the faces found in the input; the first 8 are used.
    ///   - facesAfter: the faces found in the output, where they were looked for.
    ///   - bounds: when a rise counts.
    /// - Returns: the highest level over all faces; from the whole picture where there is none.
    public static func between(
        _ before: RGBRows, _ after: RGBRows, faces: [FaceBox], facesAfter: [FaceBox] = [], bounds: Bounds = Bounds()
    ) -> ExposureChange {
        let shapes = Double(before.width * after.height) / Double(before.height * after.width)
        let isAligned = abs(shapes - 1) < shapeTolerance
        let first = grid(of: before, noMoreThan: isAligned ? after : before)
        let second =
            isAligned ? ChromaGrid(after, across: first.across, down: first.down) : grid(of: after, noMoreThan: after)
        let frames = (
            before: Frame(grid: first, picture: before), after: Frame(grid: second, picture: after)
        )
        var worst: ExposureChange?
        for face in faces.prefix(8) {
            let found =
                if isAligned, let moved = comparison(frames, face, facesAfter, bounds) { moved } else {
                    comparisonApart(frames, face, facesAfter, bounds)
                }
            guard let found else { continue }
            if worst.map({ $0.level.rank < found.level.rank }) ?? true { worst = found }
        }
        return worst ?? comparisonOfWhole(frames, isAligned: isAligned, bounds)
    }

    private static func grid(of rows: RGBRows, noMoreThan other: RGBRows) -> ChromaGrid {
        let (width, height) = (min(rows.width, other.width), min(rows.height, other.height))
        let longer = Double(max(width, height))
        let scale = min(1, Double(cellsMax) / longer)
        return ChromaGrid(
            rows, across: max(1, Int(Double(width) * scale)), down: max(1, Int(Double(height) * scale)))
    }

    /// A picture's grid, and how its pixels become cells.
    struct Frame {
        let grid: ChromaGrid
        let picture: RGBRows

        /// The box in cells.
        func place(_ area: PictureArea) -> (left: Double, top: Double, width: Double, height: Double) {
            let across = Double(grid.across) / Double(picture.width)
            let down = Double(grid.down) / Double(picture.height)
            return (
                Double(area.x) * across, Double(area.y) * down, Double(area.width) * across, Double(area.height) * down
            )
        }
    }
}

extension ExposureChange.Level {
    /// `unsure` stands between some and much: it holds, as they do.
    var rank: Int {
        switch self {
        case .none: 0
        case .some: 1
        case .unsure: 2
        case .much: 3
        }
    }
}
