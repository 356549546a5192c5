/// The harms that the general decider tells apart, in the order of the model files.
public enum GeneralHarm: Int, CaseIterable, Hashable, Sendable {
    case sexual, violence, hate, harassment, selfHarm, illegal, shocking
    /// Harm of whatever kind.
    case any
}

/// What the general decider makes of a text.
public struct GeneralReading: Hashable, Sendable {
    /// One score for each harm, in 0...1. 0.5 is the harm's threshold; all thresholds together stop at most 0.4 % of
    /// the benign prompts that they were chosen on.
    public var scores: [Float]
    /// The encoder read the text too, because the n-grams left it unclear.
    public var ranEncoder: Bool
    /// Every word was read. A longer text than the limits was read in part: treat it as not read.
    public var isWhole: Bool
    /// Up to five words that weighed most for the strongest harm, heaviest first; empty where nothing is near.
    public var words: [String]

    public init(scores: [Float], ranEncoder: Bool, isWhole: Bool, words: [String]) {
        self.scores = scores
        self.ranEncoder = ranEncoder
        self.isWhole = isWhole
        self.words = words
    }

    /// The score of a harm.
    public subscript(harm: GeneralHarm) -> Float { scores[harm.rawValue] }

    /// Some harm has reached its threshold.
    public var isHarmful: Bool { scores.contains { $0 >= 0.5 } }

    /// The named harm with the highest score, whether or not it has reached its threshold.
    public var strongest: GeneralHarm {
        GeneralHarm.allCases.dropLast().max { self[$0] < self[$1] } ?? .sexual
    }

    /// The stricter of two readings of the same prompt in different views, harm by harm.
    public func merged(with other: GeneralReading) -> GeneralReading {
        let graver = (other.scores.max() ?? 0) > (scores.max() ?? 0) ? other : self
        return GeneralReading(
            scores: zip(scores, other.scores).map { max($0, $1) }, ranEncoder: ranEncoder || other.ranEncoder,
            isWhole: isWhole && other.isWhole, words: graver.words)
    }
}
