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

    /// Score = `ngrams` * logit of the n-grams + `classes` * logit of the classes.
    package struct Mix: Sendable, Equatable {
        package var ngrams: Float
        package var classes: Float
        /// From which score on a text is asked about, for each matter, in order.
        package var bounds: [Float]

        package init(ngrams: Float, classes: Float, bounds: [Float]) {
            self.ngrams = ngrams
            self.classes = classes
            self.bounds = bounds
        }

        package func score(_ logits: OpinionLogits) -> Float { ngrams * logits.ngrams + classes * logits.classes }
    }

    package var ngrams: Table
    package var classes: Table
    /// One for each group, in order.
    package var mixes: [Mix]

    /// Numbers of a group in a file.
    private static let groupSize = 2 + Matter.allCases.count
    /// Bytes in a file: sixteen numbers.
    static let size = 16 * 4

    package init(ngrams: Table, classes: Table, mixes: [Mix]) {
        self.ngrams = ngrams
        self.classes = classes
        self.mixes = mixes
    }

    /// Nothing where a value is not a number.
    init?(_ file: ModelFile, at offset: Int) {
        guard file.bytes.count >= offset + Self.size else { return nil }
        let values = (0..<16).map { Float(bitPattern: file.number(at: offset + 4 * $0, as: UInt32.self)) }
        guard values.allSatisfy(\.isFinite) else { return nil }
        ngrams = Table(scale: values[0], bias: values[1])
        classes = Table(scale: values[2], bias: values[3])
        mixes = Group.allCases.map { group in
            let first = 4 + Self.groupSize * group.rawValue
            return Mix(
                ngrams: values[first], classes: values[first + 1],
                bounds: Matter.allCases.map { values[first + 2 + $0.rawValue] })
        }
    }

    var bytes: [UInt8] {
        var values = [ngrams.scale, ngrams.bias, classes.scale, classes.bias]
        for mix in mixes {
            values += [mix.ngrams, mix.classes] + mix.bounds
        }
        return values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
    }
}
