/// Gathers dictionary words for the file of `KnownWords`: those that a language's files leave unknown and that look like
/// no word that matters.
package struct KnownWordsTraining: Sendable {
    /// Why a word is left out.
    package enum Refusal: String, CaseIterable, Sendable {
        case noLanguage, severalWords, listed
        /// No file lists it, but it reads as a form or a compound of a grave word.
        case graveForm
        /// English lists it, so that another language would vouch for English clauses; or some language lists it as a word of harm.
        case listedElsewhere
        /// One slip away from a word of harm.
        case nearHarm
        case holdsGrave
    }

    private let library: Library
    private let readers: [String: WordReader]
    private let english: WordReader?
    private var builder = KnownWordsBuilder()
    /// Letters of a grave word within another.
    private static let innerLeast = 5

    /// Words are known or not to what was compiled from the language files.
    package init(compiledFile path: String) throws(LanguageFileError) {
        library = try PromptReader(compiledFile: path).library
        var readers: [String: WordReader] = [:]
        for language in library.languages { readers[language.code] = WordReader(language: language, library: library) }
        self.readers = readers
        english = readers["en"]
    }

    /// Different words that were added.
    package var count: Int { builder.count }

    package func bytes() -> [UInt8] { builder.bytes() }

    /// Adds a word of a language that nothing speaks against.
    package mutating func add(_ word: String, code: String) {
        builder.add(library.folding.word(word), code: code)
    }

    /// Why not to add a word of a language; nil where nothing speaks against it. What somebody vouched for may look like a
    /// word that matters.
    package func refusal(of word: String, code: String, isVouchedFor: Bool = false) -> Refusal? {
        guard let reader = readers[code] else { return .noLanguage }
        let passage = Tokenizer.passage(word.unicodeScalars.map { $0.value }, library.folding)
        guard passage.tokens.count == 1, passage.tokens[0].kind == .word else { return .severalWords }
        let letters = Array(passage.letters(0))
        let index = TokenIndex(passage, library)
        let reading = reader.read(0, passage, index)
        guard reading.classes.contains(BuiltInClass.unknown.number) else {
            let isExact = letters.withUnsafeBufferPointer { !reader.exact($0).isEmpty }
            return !isExact && reading.classes.meets(library.tiers.grave) ? .graveForm : .listed
        }
        if isListedElsewhere(passage, index) { return .listedElsewhere }
        if isVouchedFor { return nil }
        if isNearHarm(letters, reader) { return .nearHarm }
        return holdsGrave(letters, reader) ? .holdsGrave : nil
    }

    private func isListedElsewhere(_ passage: Passage, _ index: TokenIndex) -> Bool {
        let tiers = library.tiers
        let unknown = BuiltInClass.unknown.number
        if let english, !english.read(0, passage, index).classes.contains(unknown) { return true }
        var isGrave = false
        if index.exact[0] >= 0 {
            library.words.forEachMeaning(Int(index.exact[0])) { _, set in isGrave = isGrave || set.meets(tiers.harm) }
        }
        return isGrave
    }

    private func isNearHarm(_ letters: [UInt8], _ reader: WordReader) -> Bool {
        let repair = TypoRepair([reader], library)
        guard reader.language.isSpaced,
            case .grave(let harms) = repair.finding(for: letters[...], leading: [0], isCapital: false)
        else { return false }
        return harms.contains { $0 != nil }
    }

    /// A word of harm within, or a two-faced word, a garment or a body at its end; anywhere where no spaces part words.
    private func holdsGrave(_ letters: [UInt8], _ reader: WordReader) -> Bool {
        let tiers = library.tiers
        let mild = tiers.grave.union(tiers.bodily)
        let isSpaced = reader.language.isSpaced
        let starts = letters.indices.filter { letters[$0] & 0xc0 != 0x80 } + [letters.count]
        return letters.withUnsafeBufferPointer { bytes in
            for first in 0..<starts.count - 1 {
                for last in first + 1..<starts.count where !isSpaced || last - first >= Self.innerLeast {
                    let part = reader.exact(UnsafeBufferPointer(rebasing: bytes[starts[first]..<starts[last]]))
                    let isAtEnd = !isSpaced || last == starts.count - 1
                    if part.meets(isAtEnd ? mild : tiers.harm) { return true }
                }
            }
            return false
        }
    }
}
