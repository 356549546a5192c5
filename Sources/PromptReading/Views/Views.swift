/// Other texts that a text can be read as. They only make a decision stricter.
struct Views {
    struct View {
        var name: String
        var scalars: [UInt32]
        /// Counts only where at least half of its words are known.
        var needsSense: Bool
        /// Something was encoded, so the plain words are not all of the request.
        var isOpaque = false
    }

    static let viewsMax = 24

    private let folding: Folding
    private let harmWords: [[UInt8]]
    private let tables: [WordTable]

    init(_ reader: PromptReader) {
        folding = reader.folding
        tables = reader.languages.map { $0.lexicon.table }
        harmWords = reader.harmWords
    }

    /// All views that differ from the text, at most 24.
    func derive(_ scalars: [UInt32], _ passage: Passage, _ readings: [PassageReading]) -> [View] {
        let letters = passage.tokens.indices.filter { passage.tokens[$0].kind == .word }
        let unknown = letters.filter { token in readings.allSatisfy { $0.isUnknown(token) } }
        var views: [View] = []
        func add(_ name: String, _ text: [UInt32]?, sense: Bool = false, opaque: Bool = false) {
            guard let text, !text.isEmpty, views.count < Self.viewsMax else { return }
            views.append(View(name: name, scalars: text, needsSense: sense, isOpaque: opaque))
        }
        add("spelled", Spelling.joined(passage, isListed))
        add("camel", Spelling.camel(scalars, passage))
        if !unknown.isEmpty || passage.tokens.contains(where: { $0.isMasked }) {
            add("unmasked", Spelling.unmasked(passage, harmWords))
        }
        add("leet", Leet.read(scalars))
        add("single-letters", Spelling.squeezed(passage, isListed))
        add("hyphens", Spelling.unhyphened(passage))
        if !unknown.isEmpty {
            add("split", Spelling.glued(passage, unknown: Set(unknown), isListed))
            add("run-together", Spelling.cut(passage, Set(unknown), isListed))
        }
        add("turned", Turned.read(scalars, folding), sense: true, opaque: true)
        if !unknown.isEmpty {
            add("reversed-words", Ciphers.mapped(passage, unknown, isWord) { Array($0.reversed()) }, sense: true)
            add("rot13", Ciphers.mapped(passage, unknown, isWord) { $0.map(Ciphers.rot13) }, sense: true)
        }
        if unknown.count * 2 > letters.count {
            add("reversed", scalars.reversed(), sense: true, opaque: true)
            if unknown.count > 2 {
                for shift in 1..<26 where shift != 13 {
                    let text = Ciphers.shifted(passage, shift)
                    if knows(text) { add("shifted", text, sense: true, opaque: true) }
                }
            }
        }
        for text in Encodings.decoded(scalars) { add("decoded", text, opaque: true) }
        return views
    }

    private func isListed(_ letters: [UInt8]) -> Bool { tables.contains { $0.find(letters) >= 0 } }

    private func isWord(_ letters: [UInt8]) -> Bool { letters.count >= 3 && tables.contains { $0.find(letters) >= 0 } }

    /// A quick look whether a text holds known words of four letters or more.
    private func knows(_ scalars: [UInt32]) -> Bool {
        var known = 0
        for word in scalars.split(separator: 32).prefix(16) where word.count >= 4 {
            let letters = word.map { UInt8(truncatingIfNeeded: $0) }
            if tables.contains(where: { $0.find(letters) >= 0 }) { known += 1 }
        }
        return known >= 1
    }
}
