/// How far a cell's colour lies from the skin of one face in the same picture. It lives as long as one comparison.
struct SkinLikeness {
    /// A cell at most this far is like that skin.
    static let near: Float = 1
    /// A cell at least this far was not.
    static let far: Float = 1.5

    /// One unit of distance in the logarithms, and the luma that shade and gloss explain.
    private enum Scale {
        static let red: Float = 0.10
        static let blue: Float = 0.14
        static let luma: ClosedRange<Float> = -1.0...0.5
        static let lumaBeyond: Float = 0.25
        /// Where grey would lie nearer than this, the units shrink: white and black clothes are not skin that is nearly
        /// white or nearly black.
        static let greyDistance: Float = 1.7
        static let least: Float = 0.2
    }

    private let face: ChromaGrid.Colour
    private let size: Float

    init(face: ChromaGrid.Colour) {
        self.face = face
        let (red, blue) = (face.red / Scale.red, face.blue / Scale.blue)
        let greyAt = (red * red + blue * blue).squareRoot()
        size = min(1, max(Scale.least, greyAt / Scale.greyDistance))
    }

    func distance(_ cell: ChromaGrid.Colour) -> Float {
        let red = (cell.red - face.red) / (Scale.red * size)
        let blue = (cell.blue - face.blue) / (Scale.blue * size)
        let luma = cell.luma - face.luma
        let beyond = max(0, luma - Scale.luma.upperBound, Scale.luma.lowerBound - luma) / Scale.lumaBeyond
        return (red * red + blue * blue + beyond * beyond).squareRoot()
    }

    /// Whether a colour can be skin of anybody in ordinary light.
    static func isPlausible(_ colour: ChromaGrid.Colour) -> Bool {
        (0.0...0.65).contains(colour.red) && (-0.9...0.02).contains(colour.blue)
    }

    /// How surely a colour lies in the range of skin of anybody, where there is no face to compare with: 0 and up inside.
    /// The palest and the darkest skin, which differ little from grey, lie outside.
    static func generic(_ colour: ChromaGrid.Colour) -> Float {
        min(colour.red - 0.07, 0.55 - colour.red, -0.06 - colour.blue, colour.blue + 0.75, colour.luma - 3.4)
    }
}
