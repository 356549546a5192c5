/// Reads a language folder into memory: shared classes, folding tables, then one language after another.
struct LanguageLoader {
    private let folder: LanguageFolder
    private(set) var classes: ClassTable
    private(set) var folding: Folding
    private(set) var digest = ContentDigest()
    private var sharedWords: [LanguageFile]
    private var sharedRules: [LanguageFile]

    init(_ folder: LanguageFolder) throws(LanguageFileError) {
        self.folder = folder
        let classFile = try folder.file("shared/classes.txt")
        let foldingFile = try folder.file("shared/folding.txt")
        let turnedFile = try folder.file("shared/turned.txt")
        classes = try ClassTable(classFile)
        folding = try Folding(folding: foldingFile, turned: turnedFile)
        sharedWords = try folder.files(in: "shared/lexicon")
        sharedRules = try folder.files(in: "shared/rules")
        for file in [classFile, foldingFile, turnedFile] + sharedWords + sharedRules { digest.add(file) }
    }

    /// One language: its words after those that all languages share, then its rules.
    mutating func language(_ name: String) throws(LanguageFileError) -> Language {
        var lexicon = Lexicon()
        let own = try folder.files(in: name + "/lexicon")
        // Files of default words come last, so that written ones win.
        let ordered = (sharedWords + own).sorted { isDefault($1) && !isDefault($0) }
        for file in ordered { try read(file, into: &lexicon) }
        let settings = try folder.file(name + "/language.txt")
        let (endings, compounds) = try self.settings(settings)
        let ownRules = try folder.files(in: name + "/rules")
        var parser = RuleParser(classes: classes, folding: folding, lexicon: lexicon)
        for file in ownRules.filter({ $0.path.contains("/0") }) + sharedRules { try parser.read(file) }
        for file in ownRules where !file.path.contains("/0") { try parser.read(file) }
        lexicon = parser.lexicon
        lexicon.seal(harm: classes.set([.harm]))
        for file in own + [settings] + ownRules { digest.add(file) }
        return Language(
            name: name, lexicon: lexicon, endings: endings, hasCompounds: compounds, book: parser.book)
    }

    private func isDefault(_ file: LanguageFile) -> Bool { file.path.hasSuffix("/open.txt") }

    private func read(_ file: LanguageFile, into lexicon: inout Lexicon) throws(LanguageFileError) {
        var section: ClassSet?
        let isDefault = isDefault(file)
        try file.forEachLine { (line, bytes) throws(LanguageFileError) in
            if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") {
                section = try self.section(bytes.dropFirst().dropLast(), file, line)
                return
            }
            guard let section else { throw file.malformed(line, "words before the first [class]") }
            for word in bytes.split(separator: 32) {
                let parts = word.split(separator: UInt8(ascii: "_"))
                if parts.count == 1 {
                    lexicon.add(fold(word), section, asDefault: isDefault)
                } else {
                    guard (2...Lexicon.longestPhrase).contains(parts.count) else {
                        throw file.malformed(line, "a phrase has two to six words")
                    }
                    lexicon.add(phrase: parts.map { fold($0) }, section)
                }
            }
        }
    }

    private func fold(_ word: ArraySlice<UInt8>) -> [UInt8] {
        if word.allSatisfy({ $0 >= 97 && $0 <= 122 }) { return Array(word) }
        return folding.word(String(decoding: word, as: UTF8.self))
    }

    private func section(
        _ names: ArraySlice<UInt8>, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) -> ClassSet {
        var set = ClassSet()
        for name in String(decoding: names, as: UTF8.self).split(separator: " ") {
            guard let number = classes.number(String(name)) else { throw file.malformed(line, "no class `\(name)`") }
            set.insert(number)
        }
        return set
    }

    /// `language.txt`: `compounds yes|no`, and endings as `ending LETTERS KINDS: REPLACEMENT … [flags]`.
    private func settings(_ file: LanguageFile) throws(LanguageFileError) -> ([Ending], Bool) {
        var endings: [Ending] = []
        var compounds = false
        try file.forEachLine { (line, bytes) throws(LanguageFileError) in
            let words = String(decoding: bytes, as: UTF8.self).split(separator: " ").map { String($0) }
            switch words.first {
            case "compounds": compounds = words.last == "yes"
            case "ending":
                guard words.count >= 4 else { throw file.malformed(line, "expected ending LETTERS KINDS REPLACEMENTS") }
                var kinds = ClassSet()
                for kind in words[2].split(separator: ",") {
                    guard let kind = WordKind(rawValue: String(kind)) else {
                        throw file.malformed(line, "no kind `\(kind)`")
                    }
                    kinds.formUnion(self.classes.set(kind))
                }
                var ending = Ending(
                    letters: Array(words[1].utf8), replacements: [], kinds: kinds, undoubles: false,
                    doublesVowel: false, hardens: false)
                for word in words.dropFirst(3) {
                    switch word {
                    case "undouble": ending.undoubles = true
                    case "vowel": ending.doublesVowel = true
                    case "harden": ending.hardens = true
                    case "-": ending.replacements.append([])
                    default: ending.replacements.append(Array(word.utf8))
                    }
                }
                endings.append(ending)
            default: throw file.malformed(line, "unknown setting `\(words.first ?? "")`")
            }
        }
        return (endings, compounds)
    }
}
