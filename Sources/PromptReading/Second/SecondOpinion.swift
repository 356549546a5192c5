/// A second opinion on edits of a picture that the frames account for: two tables of weights and a small encoder, learned
/// from lines that must be asked about and lines that must not. It may ask; it never allows.
struct SecondOpinion: Sendable {
    /// Runs of words that the encoder reads, of one text; of more the tables decide alone.
    private static let unclearMax = 24

    private let file: OpinionFile
    private let maker: OpinionFeatureMaker
    private let encoder: OpinionEncoder?

    /// What the tables make of a text.
    enum Glance {
        case clear
        /// The tokens that read most like a line that must be asked about.
        case doubt(Range<Int>)
        /// What only the encoder can tell.
        case unclear([Unclear])
    }

    /// A run of words that the tables leave unclear.
    struct Unclear: Sendable {
        var tokens: Range<Int>
        /// As it was written.
        fileprivate var text: String
        /// What the encoder's logit, times `weight`, is less than where nothing is asked.
        fileprivate var least: Float
        fileprivate var weight: Float
    }

    /// Loads `second.tables`, and `second.encoder` unless told otherwise.
    init(folder: String, _ library: Library, withEncoder: Bool = true) throws(GeneralModelError) {
        try self.init(
            tables: folder + "/second.tables", library,
            withEncoder ? OpinionEncoder(path: folder + "/second.encoder") : nil)
    }

    init(tables path: String, _ library: Library, _ encoder: OpinionEncoder? = nil) throws(GeneralModelError) {
        file = try OpinionFile(path: path)
        maker = OpinionFeatureMaker(library.classes, bits: file.bits)
        self.encoder = encoder
    }

    /// Eight digits of each of the two files; `-` stands for an encoder that is off.
    var digest: String {
        GeneralModel.digits(file.checksum) + (encoder.map { GeneralModel.digits($0.checksum) } ?? "-")
    }

    /// Reads a text by the tables: some microseconds.
    func glance(_ read: ReadPassage) -> Glance {
        guard let code = read.readings.first?.language.code else { return .clear }
        let mix = file.calibration.mixes[OpinionCalibration.Group(language: code).rawValue]
        let matter = OpinionCalibration.Matter(of: read).rawValue
        let view = maker.view(of: read)
        let scores = (view.windows + view.parts).map { (tokens: $0.tokens, score: mix.score(file.logits($0.features))) }
            .sorted { $0.score > $1.score }
        func doubt(from bound: Float, _ scores: some Sequence<(tokens: Range<Int>, score: Float)>) -> Glance? {
            scores.first { $0.score >= bound }.map { .doubt($0.tokens) }
        }
        guard encoder != nil else { return doubt(from: mix.bounds[matter], scores) ?? .clear }
        let cascade = mix.cascades[matter]
        let unclear = scores.filter { $0.score >= cascade.from }
        guard !unclear.isEmpty else { return .clear }
        if let doubt = doubt(from: cascade.to, scores)
            ?? doubt(from: mix.bounds[matter], unclear.dropFirst(Self.unclearMax))
        {
            return doubt
        }
        let writing = Writing(read.passage)
        return .unclear(
            unclear.prefix(Self.unclearMax).map { part in
                Unclear(
                    tokens: part.tokens, text: writing.text(of: part.tokens), least: cascade.bound - part.score,
                    weight: mix.encoder)
            })
    }

    /// The first of what was left unclear that must be asked about, by its place: some milliseconds.
    func finish(_ unclear: [Unclear]) -> Int? {
        guard let encoder else { return nil }
        var known: [String: Float] = [:]
        return unclear.firstIndex { part in
            let logit = known[part.text] ?? encoder.logit(part.text)
            known[part.text] = logit
            return part.weight * logit >= part.least
        }
    }
}

extension OpinionCalibration.Matter {
    init(of read: ReadPassage) {
        let bodily = read.library.tiers.bodily
        self = read.readings.first?.words.contains { $0.classes.meets(bodily) } ?? false ? .bodies : .rest
    }
}
