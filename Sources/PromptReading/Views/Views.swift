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

    private let library: Library

    init(_ library: Library) { self.library = library }

    /// All views that differ from the text, at most 24.
    func derive(_ scalars: [UInt32], _ read: ReadPassage) -> [View] {
        let passage = read.passage
        let letters = passage.tokens.indices.filter { passage.tokens[$0].kind == .word }
        let unknown = letters.filter { read.isUnknown($0) || read.isRepaired($0) }
        // Where no language knows most of the words, nothing tells the language yet.
        let isGarbled = 10 * (read.totals.max() ?? 0) < 7 * ReadPassage.weight * letters.count
        let active =
            isGarbled
            ? UInt64.max : read.readings.reduce(UInt64(1)) { $0 | 1 << UInt64($1.language.number) }
        func isListed(_ letters: [UInt8]) -> Bool { self.isListed(letters, active) }
        func isWord(_ letters: [UInt8]) -> Bool { letters.count >= 3 && isListed(letters) }
        var views: [View] = []
        func add(_ name: String, _ text: [UInt32]?, sense: Bool = false, opaque: Bool = false) {
            guard let text, !text.isEmpty, views.count < Self.viewsMax else { return }
            views.append(View(name: name, scalars: text, needsSense: sense, isOpaque: opaque))
        }
        add("spelled", Spelling.joined(passage, library))
        add("undotted", Spelling.undotted(scalars))
        add("closed-up", Spelling.closed(scalars))
        add("camel", Spelling.camel(scalars, passage))
        if !unknown.isEmpty || passage.tokens.contains(where: { $0.isMasked }) {
            add("unmasked", Spelling.unmasked(passage, library.harmWords))
        }
        add("leet", Leet.read(scalars))
        add("single-letters", Spelling.squeezed(passage, isListed))
        add("hyphens", Spelling.unhyphened(passage))
        if !unknown.isEmpty {
            add("resembling", Faux.read(scalars, library.folding))
            add("split", Spelling.glued(passage, unknown: Set(unknown), isListed))
            add("run-together", Spelling.cut(passage, Set(unknown), library))
        }
        add("turned", Turned.read(scalars, library.folding), sense: true, opaque: true)
        if !unknown.isEmpty {
            add("reversed-words", Ciphers.mapped(passage, unknown, isWord) { Array($0.reversed()) }, sense: true)
            add("rot13", Ciphers.mapped(passage, unknown, isWord) { $0.map(Ciphers.rot13) }, sense: true)
        }
        if isGarbled {
            add("reversed", scalars.reversed(), sense: true, opaque: true)
            if unknown.count > 2, unknown.count * 2 > letters.count {
                for shift in 1..<26 where shift != 13 {
                    let text = Ciphers.shifted(passage, shift)
                    if knows(text, active) { add("shifted", text, sense: true, opaque: true) }
                }
            }
        }
        for text in Encodings.decoded(scalars) { add("decoded", text, opaque: true) }
        return views
    }

    /// A word of the passage's languages, or a word of harm in any.
    private func isListed(_ letters: [UInt8], _ active: UInt64) -> Bool {
        let word = library.words.find(letters)
        guard word >= 0 else { return false }
        return library.words.exactMask(word) & active != 0
            || library.words.flags(word) & WordIndex.isHarm != 0 && letters.count >= 4
    }

    /// A quick look whether a text holds known words of four letters or more.
    private func knows(_ scalars: [UInt32], _ active: UInt64) -> Bool {
        var known = 0
        for word in scalars.split(separator: 32).prefix(16) where word.count >= 4 {
            let letters = word.map { UInt8(truncatingIfNeeded: $0) }
            if isListed(letters, active) { known += 1 }
        }
        return known >= 1
    }
}
