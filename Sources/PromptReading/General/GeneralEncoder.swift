internal import CEncoder

/// The encoder of the general decider: word pieces in, one logit a harm out.
struct GeneralEncoder: Sendable {
    private static let windowsMax = 8
    /// Pieces of the longest text that is read whole.
    private static let piecesMax = EncoderFile.window + (windowsMax - 1) * EncoderFile.step

    private let file: EncoderFile
    private let vocabulary: WordPieces
    /// Of the file.
    var checksum: UInt64 { file.checksum }

    init(path: String) throws(GeneralModelError) {
        file = try EncoderFile(path: path, magic: "VGENCOD1", outputs: 8)
        vocabulary = WordPieces(table: file.pieces)
    }

    /// One logit a harm, the highest of all windows, and whether the whole text was read.
    func read(_ text: GeneralText) -> (logits: SIMD8<Float>, isWhole: Bool) {
        let (windows, areAll) = EncoderFile.windows(
            vocabulary.pieces(text, most: Self.piecesMax + 1), most: Self.windowsMax)
        var highest = SIMD8<Float>(repeating: -.infinity)
        for window in windows {
            highest = pointwiseMax(highest, logits([WordPieces.begin] + window + [WordPieces.end]))
        }
        return (highest, areAll)
    }

    /// The pieces of a text with begin and end, for comparisons with other implementations.
    func pieces(_ text: GeneralText) -> [Int32] {
        [WordPieces.begin] + vocabulary.pieces(text, most: EncoderFile.window) + [WordPieces.end]
    }

    /// The logits of one window.
    func logits(_ window: [Int32], by kernel: vg_kernel? = nil) -> SIMD8<Float> {
        var values = SIMD8<Float>()
        withUnsafeMutableBytes(of: &values) { values in
            guard let logits = values.bindMemory(to: Float.self).baseAddress else { return }
            file.run(window, by: kernel, into: logits)
        }
        return values
    }
}
