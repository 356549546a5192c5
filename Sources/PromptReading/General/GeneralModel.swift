/// The general decider: finds sexual content, violence, hate, harassment, self-harm, crime and shock in a prompt.
///
/// N-grams read every text; a small encoder reads what they leave unclear. A value that any number of tasks may use at
/// once; it has no state besides its files, which are mapped into memory.
public struct GeneralModel: Sendable {
    private let ngrams: NgramTable
    private let encoder: GeneralEncoder?

    /// Loads the model from a folder.
    /// - Parameters:
    ///   - path: the folder that holds `general.ngrams` and, unless told otherwise, `general.encoder`.
    ///   - withEncoder: false reads by n-grams only, with thresholds of their own.
    /// - Throws: `GeneralModelError` where a file is missing, foreign, cut off or damaged.
    public init(path: String, withEncoder: Bool = true) throws(GeneralModelError) {
        ngrams = try NgramTable(path: path + "/general.ngrams")
        encoder = withEncoder ? try GeneralEncoder(path: path + "/general.encoder") : nil
    }

    init(ngrams: NgramTable, encoder: GeneralEncoder?) {
        self.ngrams = ngrams
        self.encoder = encoder
    }

    /// Eight digits for each of the two files; `-` stands for an encoder that is off.
    var digest: String {
        let first = ngrams.checksum, second = encoder?.checksum
        return Self.digits(first) + (second.map(Self.digits) ?? "-")
    }

    static func digits(_ checksum: UInt64) -> String {
        let digits = String(UInt32(truncatingIfNeeded: checksum), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// Reads a text, folded or not. Bounded: at most 8,000 characters and 1,600 words and marks by n-grams, 798 word
    /// pieces by the encoder, in at most 8 windows.
    public func read(_ text: String) -> GeneralReading { finish(glance(text)) }

    /// What the n-grams make of a text: some microseconds.
    func glance(_ text: String) -> Glance {
        let text = GeneralText(text)
        let first = ngrams.read(text)
        let isUnclear = any(first.logits .>= ngrams.calibration.unclear)
        let isCertain = any(first.logits .>= ngrams.calibration.certain)
        return Glance(
            text: text, first: first, isUnclear: isUnclear, needsEncoder: encoder != nil && isUnclear && !isCertain)
    }

    /// Reads on where the n-grams leave a text unclear: some milliseconds then, nothing else.
    func finish(_ glance: Glance) -> GeneralReading {
        let (text, first) = (glance.text, glance.first)
        let calibration = ngrams.calibration
        var isWhole = text.isWhole
        var distance = first.logits - calibration.alone
        if let encoder {
            if glance.needsEncoder {
                let second = encoder.read(text)
                isWhole = isWhole && second.isWhole
                distance =
                    calibration.mixNgram * first.logits + calibration.mixEncoder * second.logits - calibration.mixed
            } else if !glance.isUnclear {
                distance = pointwiseMin(distance, SIMD8(repeating: -2) + (first.logits - calibration.unclear))
            } else {
                distance = first.logits - calibration.certain
            }
        }
        var reading = GeneralReading(
            scores: (0..<8).map { GeneralCalibration.score(distance[$0], threshold: 0) },
            ranEncoder: glance.needsEncoder, isWhole: isWhole, words: [])
        let highest = (0..<8).max { distance[$0] < distance[$1] } ?? 7
        if reading.scores[highest] >= 0.25 { reading.words = ngrams.heaviest(first, in: text, for: highest) }
        return reading
    }

    /// A text that the n-grams have read.
    struct Glance: Sendable {
        fileprivate var text: GeneralText
        fileprivate var first: NgramReading
        fileprivate var isUnclear: Bool
        /// The encoder has to read it too.
        var needsEncoder: Bool
    }
}

extension GeneralModel {
    /// What both stages say before calibration, for training and for comparisons.
    package func logits(_ text: String) -> (ngrams: SIMD8<Float>, encoder: SIMD8<Float>?) {
        let text = GeneralText(text)
        return (ngrams.read(text).logits, encoder?.read(text).logits)
    }
}
