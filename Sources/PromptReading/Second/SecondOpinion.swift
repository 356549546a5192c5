/// A second opinion on edits of a picture that the frames account for: two tables of weights, learned from lines that must
/// be asked about and lines that must not. It may ask; it never allows.
struct SecondOpinion: Sendable {
    private let file: OpinionFile
    private let maker: OpinionFeatureMaker

    /// Loads `second.tables`.
    init(path: String, _ library: Library) throws(GeneralModelError) {
        file = try OpinionFile(path: path)
        maker = OpinionFeatureMaker(library.classes, bits: file.bits)
    }

    /// Eight digits of the file.
    var digest: String { GeneralModel.digits(file.checksum) }

    /// The tokens that read most like a line that must be asked about; nil where none do.
    func doubt(_ read: ReadPassage) -> Range<Int>? {
        guard let code = read.readings.first?.language.code else { return nil }
        let mix = file.calibration.mixes[OpinionCalibration.Group(language: code).rawValue]
        let bound = mix.bounds[OpinionCalibration.Matter(of: read).rawValue]
        let view = maker.view(of: read)
        var worst: (score: Float, tokens: Range<Int>)?
        for part in view.windows + view.parts {
            let score = mix.score(file.logits(part.features))
            if score >= worst?.score ?? bound { worst = (score, part.tokens) }
        }
        return worst?.tokens
    }
}

extension OpinionCalibration.Matter {
    init(of read: ReadPassage) {
        let bodily = read.library.tiers.bodily
        self = read.readings.first?.words.contains { $0.classes.meets(bodily) } ?? false ? .bodies : .rest
    }
}
