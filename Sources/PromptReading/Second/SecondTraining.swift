internal import SafetyModel

/// What `vangrail-train` needs of the second opinion besides reading.
package struct SecondTraining: Sendable {
    /// A text as both tables see it.
    package struct Line: Sendable {
        package var group: OpinionCalibration.Group
        package var matter: OpinionCalibration.Matter
        /// Of the whole, a long text in windows.
        package var windows: [OpinionFeatures]
        /// Of its sentences and clauses, where there are several.
        package var parts: [OpinionFeatures]
        /// The texts, as they were written, of `windows`, then of `parts`.
        package var texts: [String]
        /// The reader takes the subject for a child.
        package var isAboutChild: Bool
    }

    private let reader: PromptReader
    private let maker: OpinionFeatureMaker

    /// Reads as `reader` does.
    package init(_ reader: PromptReader, bits: Int) {
        self.reader = reader
        maker = OpinionFeatureMaker(reader.library.classes, bits: bits)
    }

    /// Reads an edit of a picture.
    package func line(_ text: String) -> Line {
        let scalars = text.unicodeScalars.prefix(PromptReading.charactersMax).map { $0.value }
        let raw = ReadPassage(Tokenizer.passage(scalars, reader.library.folding), reader.library)
        var read = Respellings(raw, reader.library).readings[0]
        read.settle()
        let view = maker.view(of: read)
        let subject = reader.read(Prompt(text), in: PromptContext(operation: .edit, pictures: 1)).subject
        return Line(
            group: OpinionCalibration.Group(language: read.readings.first?.language.code ?? ""),
            matter: OpinionCalibration.Matter(of: read), windows: view.windows.map(\.features),
            parts: view.parts.map(\.features),
            texts: (view.windows + view.parts).map { Writing(read.passage).text(of: $0.tokens) },
            isAboutChild: subject == .childLike)
    }

    /// What the encoder file at `path` makes of texts.
    package static func logits(of texts: [String], encoder path: String) throws(GeneralModelError) -> [Float] {
        let encoder = try OpinionEncoder(path: path)
        return texts.map(encoder.logit)
    }

    /// How the scores of the file at `path` are read.
    package static func calibration(tables path: String) throws(GeneralModelError) -> OpinionCalibration {
        try OpinionFile(path: path).calibration
    }

    /// The bytes of a file; each table has 2^`bits` weights.
    package static func file(
        bits: Int, calibration: OpinionCalibration, ngrams: [Int8], classes: [Int8]
    ) -> [UInt8] {
        OpinionFile.bytes(bits: bits, calibration: calibration, ngrams: ngrams, classes: classes)
    }
}
