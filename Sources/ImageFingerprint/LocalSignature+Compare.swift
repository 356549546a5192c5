/// What comparing two local signatures says about two pictures whose fingerprints lie close.
public enum LocalComparison: Hashable, Sendable {
    /// The same picture, perhaps re-encoded, resized, brightened or made grey. Confirms a match, as far as both show the
    /// same part: a crop says nothing of what lies outside it.
    case same
    /// The same scene, but a region differs. Neither picture's entry speaks of the other.
    case edited(Edit)
    /// The differences are more than re-encoding explains and less than an edit needs. Confirms nothing.
    case unsure
    /// Two scenes.
    case different

    /// Where two pictures of a scene differ.
    public struct Edit: Hashable, Sendable {
        /// The share of tiles that differ, 0 to 1.
        public var fraction: Double
        /// The rectangle around the largest differing region, rough by a tile of a sixteenth, in shares of the sides.
        public var box: LocalSignature.Frame
    }
}

extension LocalSignature {
    /// Where `compare` draws its lines.
    public enum Threshold {
        /// Fewer tiles that both know say nothing.
        public static let tilesMin = 64
        /// A luma correlation under this is another scene.
        public static let correlationMin = 0.6
        /// More differing tiles than this share are another scene.
        public static let fractionMax = 0.6
        /// `same` where no tile exceeds this …
        public static let sameExcessMax = 0.8
        /// … `edited` where a region weighs this much.
        public static let editedWeightMin = 2.0
    }

    /// Says whether two signatures are of the same picture, of a picture and a local edit of it, or of two pictures.
    ///
    /// The order does not matter. Turn and crop first: give both in the orientation and the frame that matched.
    public static func compare(_ one: LocalSignature, _ other: LocalSignature) -> LocalComparison {
        let difference = difference(one, other)
        guard difference.tilesCompared >= Threshold.tilesMin else { return .unsure }
        if difference.correlation < Threshold.correlationMin || difference.fraction > Threshold.fractionMax {
            return .different
        }
        if let region = difference.region, region.weight >= Threshold.editedWeightMin {
            return .edited(.init(fraction: difference.fraction, box: region.box))
        }
        let isUnclear = difference.isColourUnclear || difference.isSharpnessUnclear
        return isUnclear || difference.excessMax > Threshold.sameExcessMax ? .unsure : .same
    }

    /// What `compare` judges by.
    public static func difference(_ one: LocalSignature, _ other: LocalSignature) -> LocalDifference {
        // One way round, so that the order of the arguments does not matter.
        one.bytes.lexicographicallyPrecedes(other.bytes)
            ? LocalDifference(one.tiles, other.tiles) : LocalDifference(other.tiles, one.tiles)
    }
}
