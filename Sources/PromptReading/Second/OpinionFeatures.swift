/// What the two tables look up of a run of words.
package struct OpinionFeatures: Sendable {
    /// Buckets of its words, pairs of words and runs of letters; one for each time that they occur.
    package var ngrams: [UInt32]
    /// Buckets of the classes of its words, each once.
    package var classes: [UInt32]
}

/// What the second opinion sees of a text.
struct OpinionView {
    struct Part {
        var tokens: Range<Int>
        var features: OpinionFeatures
    }

    /// The text, a long one in windows.
    var windows: [Part]
    /// Its quotes, and its sentences and clauses where there are several: harmless words around one hide it in the whole.
    var parts: [Part]
}

/// Makes features of texts. The same for reading and for training.
struct OpinionFeatureMaker: Sendable {
    /// Words that are read together; longer texts are read in windows that overlap by half.
    private static let window = 48
    /// Words of the shortest clause that is read by itself.
    private static let clauseMin = 5
    /// Words of the shortest quote that is.
    private static let quoteMin = 3

    private let ngrams: NgramFeatures
    private let classes: ClassFeatures

    init(_ table: ClassTable, bits: Int) {
        ngrams = NgramFeatures(bits: UInt64(bits))
        classes = ClassFeatures(table, bits: bits)
    }

    func view(of read: ReadPassage) -> OpinionView {
        let words = OpinionWords(read, classes)
        func part(_ tokens: Range<Int>) -> OpinionView.Part {
            let features = OpinionFeatures(
                ngrams: ngrams(of: tokens, read.passage), classes: classes.of(words.words(in: tokens)))
            return OpinionView.Part(tokens: tokens, features: features)
        }
        return OpinionView(
            windows: Self.windows(read.passage).map(part),
            parts: Self.parts(read).map(part))
    }

    private static func windows(_ passage: Passage) -> [Range<Int>] {
        let count = passage.tokens.count
        var ranges: [Range<Int>] = []
        var start = 0
        while count - start > window * 5 / 4 {
            ranges.append(start..<start + window)
            start += window / 2
        }
        return ranges + [start..<count]
    }

    private static func parts(_ read: ReadPassage) -> [Range<Int>] {
        guard let words = read.readings.first?.words else { return [] }
        let segments = read.passage.segments()
        var ranges = segments.count > 1 ? segments : []
        for segment in segments {
            let clauses = segment.split { words[$0].classes.meets(read.library.tiers.joins) }
            guard clauses.count > 1 else { continue }
            ranges += clauses.filter { $0.count >= clauseMin }.map { $0.startIndex..<$0.endIndex }
        }
        // What a picture is to say is said of whom it shows, whatever stands around it.
        ranges += read.passage.quotes.map(\.tokens).filter { $0.count >= quoteMin }
        return ranges
    }

    private func ngrams(of range: Range<Int>, _ passage: Passage) -> [UInt32] {
        var buckets: [UInt32] = []
        buckets.reserveCapacity(16 * range.count)
        var before: (UInt64, UInt64) = (0, 0)
        passage.bytes.withUnsafeBufferPointer { bytes in
            for token in passage.tokens[range] where token.kind == .word {
                let word = UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])
                let hash = NgramFeatures.hash(word)
                _ = ngrams.forEach(word, hash: hash, before: before) { buckets.append(UInt32($0)) }
                before = (hash, before.0)
            }
        }
        return buckets
    }
}
