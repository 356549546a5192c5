internal import SafetyModel

/// What the reader makes of each word, for people who write language files.
public struct PromptExplanation: Sendable {
    /// One word as one language reads it.
    public struct Word: Sendable {
        public var text: String
        /// Names of its classes, sorted.
        public var classes: [String]
        /// The segment it stands in, counted from 0.
        public var segment: Int
    }

    /// The words of the text as one language reads them.
    public struct Reading: Sendable {
        public var language: String
        public var words: [Word]
    }

    /// By language, the one that knows most words first.
    public var readings: [Reading]
}

extension PromptReader {
    /// Shows the classes of every word in the languages that the text is read in.
    public func explain(_ text: String) -> PromptExplanation {
        let scalars = text.unicodeScalars.prefix(PromptReading.charactersMax).map { $0.value }
        let raw = ReadPassage(Tokenizer.passage(scalars, library.folding), library)
        var read = Respellings(raw, library).readings[0]
        read.shareWords()
        return PromptExplanation(
            readings: read.readings.map { reading in
                PromptExplanation.Reading(
                    language: reading.language.code,
                    words: read.passage.tokens.indices.map { token in
                        var classes: [String] = []
                        reading.words[token].classes.forEach { classes.append(library.classes.names[$0]) }
                        return PromptExplanation.Word(
                            text: read.passage.text(token..<token + 1), classes: classes.sorted(),
                            segment: Int(read.passage.tokens[token].segment))
                    })
            })
    }
}
