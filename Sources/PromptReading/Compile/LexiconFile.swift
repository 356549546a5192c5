/// Reads the word files of a language: sections `[class …]`, or `[class … listed]` for words without endings, and words, stems `word*`, phrases `two_words`, and split
/// phrases `zieh*~aus`.
struct LexiconFileReader {
    let classes: ClassTable
    let folding: Folding
    private static let listed = "listed"

    /// What the words below a line in brackets are.
    private struct Section {
        var classes = ClassSet()
        var isListed = false
    }

    /// Hyphens join the words of a phrase as underscores do.
    private static let joints: Set<UInt8> = [UInt8(ascii: "_"), UInt8(ascii: "-")]

    func read(_ file: LanguageFile, into lexicon: inout Lexicon) throws(LanguageFileError) {
        var section: Section?
        try file.forEachLine { (line, bytes) throws(LanguageFileError) in
            var bytes = bytes
            while let last = bytes.last, last == 32 || last == 9 || last == 13 { bytes.removeLast() }
            if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") {
                section = try self.section(bytes.dropFirst().dropLast(), file, line)
                return
            }
            guard !bytes.isEmpty else { return }
            guard let section else { throw file.malformed(line, "words before the first [class]") }
            for word in bytes.split(whereSeparator: { $0 == 32 || $0 == 9 }) {
                try add(word, section, file, line, &lexicon)
            }
        }
    }

    private func add(
        _ word: ArraySlice<UInt8>, _ section: Section, _ file: LanguageFile, _ line: Int, _ lexicon: inout Lexicon
    ) throws(LanguageFileError) {
        let set = section.classes
        if word.contains(UInt8(ascii: "~")) {
            let halves = word.split(separator: UInt8(ascii: "~")).map { part($0) }
            guard halves.count == 2 else { throw file.malformed(line, "a split phrase has two words") }
            lexicon.add(
                split: Lexicon.Split(
                    first: halves[0].letters, firstIsStem: halves[0].isStem, second: halves[1].letters,
                    secondIsStem: halves[1].isStem, classes: set))
            return
        }
        let parts = word.split(whereSeparator: { Self.joints.contains($0) }).map { part($0) }.filter {
            !$0.letters.isEmpty
        }
        guard parts.count <= Lexicon.longestPhrase else { throw file.malformed(line, "a phrase has two to six words") }
        guard let first = parts.first else { return }
        if parts.count > 1 {
            lexicon.add(phrase: parts, set)
        } else if first.isStem {
            guard first.letters.count >= 2 else { throw file.malformed(line, "a stem has at least two letters") }
            lexicon.add(stem: first.letters, set)
        } else {
            lexicon.add(first.letters, set, asDefault: file.holdsDefaults, asListed: section.isListed)
        }
    }

    private func part(_ word: ArraySlice<UInt8>) -> Lexicon.Part {
        let isStem = word.last == UInt8(ascii: "*")
        let letters = isStem ? word.dropLast() : word
        if letters.allSatisfy({ $0 >= 97 && $0 <= 122 }) {
            return Lexicon.Part(letters: Array(letters), isStem: isStem)
        }
        return Lexicon.Part(
            letters: folding.word(String(Elision.stripped(String(decoding: letters, as: UTF8.self)))), isStem: isStem)
    }

    private func section(
        _ names: ArraySlice<UInt8>, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) -> Section {
        var section = Section()
        for name in String(decoding: names, as: UTF8.self).split(separator: " ") {
            if name == Self.listed {
                section.isListed = true
                continue
            }
            guard let number = classes.number(String(name)) else { throw file.malformed(line, "no class `\(name)`") }
            section.classes.insert(number)
        }
        return section
    }
}
