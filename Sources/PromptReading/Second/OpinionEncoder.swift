internal import CEncoder

/// The encoder of the second opinion: what was written in, one logit out, higher for what must be asked about.
struct OpinionEncoder: Sendable {
    private static let windowsMax = 4
    private static let piecesMax = EncoderFile.window + (windowsMax - 1) * EncoderFile.step

    private let file: EncoderFile
    private let vocabulary: SentencePieces
    /// Of the file.
    var checksum: UInt64 { file.checksum }

    init(path: String) throws(GeneralModelError) {
        file = try EncoderFile(path: path, magic: "VGENCOD2", outputs: 1, numbers: 1)
        vocabulary = SentencePieces(file)
    }

    /// The pieces of a text's first window, with begin and end.
    func pieces(_ text: String) -> [Int32] { Self.framed(vocabulary.pieces(text, most: EncoderFile.window)[...]) }

    private static func framed(_ pieces: ArraySlice<Int32>) -> [Int32] {
        [SentencePieces.begin] + pieces + [SentencePieces.end]
    }

    /// The highest logit of all windows; infinite where a text is too long to be read whole.
    func logit(_ text: String) -> Float {
        let (windows, areAll) = EncoderFile.windows(
            vocabulary.pieces(text, most: Self.piecesMax + 1), most: Self.windowsMax)
        guard areAll else { return .infinity }
        return windows.map { logit(Self.framed($0)) }.max() ?? -.infinity
    }

    /// The logit of one window.
    func logit(_ window: [Int32], by kernel: vg_kernel? = nil) -> Float {
        var logit: Float = 0
        file.run(window, by: kernel, into: &logit)
        return logit
    }
}
