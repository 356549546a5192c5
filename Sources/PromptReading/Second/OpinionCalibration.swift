/// What both tables say of a run of words.
package struct OpinionLogits: Sendable, Equatable {
    package var ngrams: Float
    package var classes: Float

    package init(ngrams: Float, classes: Float) {
        self.ngrams = ngrams
        self.classes = classes
    }
}

/// How the sums of both tables become one score, and from which score on a text is asked about.
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

    /// Score = `ngrams` * logit of the n-grams + `classes` * logit of the classes.
    package struct Mix: Sendable, Equatable {
        package var ngrams: Float
        package var classes: Float
        /// From this score on a text is asked about.
        package var threshold: Float

        package init(ngrams: Float, classes: Float, threshold: Float) {
            self.ngrams = ngrams
            self.classes = classes
            self.threshold = threshold
        }

        package func score(_ logits: OpinionLogits) -> Float { ngrams * logits.ngrams + classes * logits.classes }
    }

    package var ngrams: Table
    package var classes: Table
    /// One for each group, in order.
    package var mixes: [Mix]

    /// Bytes in a file: thirteen numbers and room for three.
    static let size = 16 * 4

    package init(ngrams: Table, classes: Table, mixes: [Mix]) {
        self.ngrams = ngrams
        self.classes = classes
        self.mixes = mixes
    }

    /// Nothing where a value is not a number.
    init?(_ file: ModelFile, at offset: Int) {
        guard file.bytes.count >= offset + Self.size else { return nil }
        let values = (0..<13).map { Float(bitPattern: file.number(at: offset + 4 * $0, as: UInt32.self)) }
        guard values.allSatisfy(\.isFinite) else { return nil }
        ngrams = Table(scale: values[0], bias: values[1])
        classes = Table(scale: values[2], bias: values[3])
        mixes = Group.allCases.map { group in
            let first = 4 + 3 * group.rawValue
            return Mix(ngrams: values[first], classes: values[first + 1], threshold: values[first + 2])
        }
    }

    var bytes: [UInt8] {
        var values = [ngrams.scale, ngrams.bias, classes.scale, classes.bias]
        for mix in mixes { values += [mix.ngrams, mix.classes, mix.threshold] }
        values += [Float](repeating: 0, count: Self.size / 4 - values.count)
        return values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
    }
}
