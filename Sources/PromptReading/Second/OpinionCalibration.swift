/// What both tables say of a run of words.
package struct OpinionLogits: Sendable, Equatable {
    package var ngrams: Float
    package var classes: Float

    package init(ngrams: Float, classes: Float) {
        self.ngrams = ngrams
        self.classes = classes
    }
}

/// How the sums of both tables become one score, and from which scores on a text is asked about.
package struct OpinionCalibration: Sendable, Equatable {
    /// Texts whose scores are alike: English, Dutch, all other languages.
    package enum Group: Int, CaseIterable, Sendable {
        case english, dutch, others

        /// Of the language that knows most words of a text.
        package init(language code: String) {
            switch code {
            case "en": self = .english
            case "nl": self = .dutch
            default: self = .others
            }
        }
    }

    /// One table: its 8-bit weights times `scale`, and what is added.
    package struct Table: Sendable, Equatable {
        package var scale: Float
        package var bias: Float

        package init(scale: Float, bias: Float) {
            self.scale = scale
            self.bias = bias
        }
    }

    /// What a text is about: harmless ones about clothes, bodies, poses and views read much more like lines of harm.
    package enum Matter: Int, CaseIterable, Sendable {
        case rest, bodies
    }

    /// When the encoder is asked too, and from which score on a text is asked about then.
    package struct Cascade: Sendable, Equatable {
        /// Below this score of the tables nothing is asked about.
        package var from: Float
        /// From this score of the tables on it is, whatever the encoder says.
        package var to: Float
        /// Between them: from which score of tables and encoder on.
        package var bound: Float

        package init(from: Float, to: Float, bound: Float) {
            self.from = from
            self.to = to
            self.bound = bound
        }
    }

    /// Score of the tables = `ngrams` * logit of the n-grams + `classes` * logit of the classes; with the encoder
    /// + `encoder` * its logit.
    package struct Mix: Sendable, Equatable {
        package var ngrams: Float
        package var classes: Float
        package var encoder: Float
        /// From which score of the tables on a text is asked about without the encoder, for each matter, in order.
        package var bounds: [Float]
        /// With it, for each matter.
        package var cascades: [Cascade]

        /// Without cascades the encoder is never asked.
        package init(ngrams: Float, classes: Float, bounds: [Float], encoder: Float = 0, cascades: [Cascade]? = nil) {
            self.ngrams = ngrams
            self.classes = classes
            self.encoder = encoder
            self.bounds = bounds
            self.cascades = cascades ?? bounds.map { Cascade(from: $0, to: $0, bound: $0) }
        }

        package func score(_ logits: OpinionLogits) -> Float { ngrams * logits.ngrams + classes * logits.classes }
    }

    package var ngrams: Table
    package var classes: Table
    /// One for each group, in order.
    package var mixes: [Mix]

    /// Takes over how `other` asks the encoder.
    package mutating func keepEncoder(of other: OpinionCalibration) {
        for (group, mix) in other.mixes.enumerated() {
            mixes[group].encoder = mix.encoder
            mixes[group].cascades = mix.cascades
        }
    }

    /// Numbers of a group in a file.
    private static let groupSize = 3 + 4 * Matter.allCases.count
    private static let numbers = 4 + Group.allCases.count * groupSize
    /// Bytes in a file, in whole groups of eight.
    static let size = (4 * numbers + 7) & ~7

    package init(ngrams: Table, classes: Table, mixes: [Mix]) {
        self.ngrams = ngrams
        self.classes = classes
        self.mixes = mixes
    }

    /// Nothing where a value is not a number.
    init?(_ file: ModelFile, at offset: Int) {
        guard file.bytes.count >= offset + Self.size else { return nil }
        let values = (0..<Self.numbers).map { Float(bitPattern: file.number(at: offset + 4 * $0, as: UInt32.self)) }
        guard values.allSatisfy(\.isFinite) else { return nil }
        ngrams = Table(scale: values[0], bias: values[1])
        classes = Table(scale: values[2], bias: values[3])
        mixes = Group.allCases.map { group in
            let first = 4 + Self.groupSize * group.rawValue
            let bounds = Matter.allCases.map { first + 3 + 4 * $0.rawValue }
            return Mix(
                ngrams: values[first], classes: values[first + 1], bounds: bounds.map { values[$0] },
                encoder: values[first + 2],
                cascades: bounds.map { Cascade(from: values[$0 + 1], to: values[$0 + 2], bound: values[$0 + 3]) })
        }
    }

    var bytes: [UInt8] {
        var values = [ngrams.scale, ngrams.bias, classes.scale, classes.bias]
        for mix in mixes {
            values += [mix.ngrams, mix.classes, mix.encoder]
            for (bound, cascade) in zip(mix.bounds, mix.cascades) {
                values += [bound, cascade.from, cascade.to, cascade.bound]
            }
        }
        let bytes = values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
        return bytes + [UInt8](repeating: 0, count: Self.size - bytes.count)
    }
}
