/// What a language's `language.txt` says.
struct LanguageSettings: Sendable {
    /// The folder's name, a BCP 47 code such as `nl`.
    var code: String
    var name = ""
    /// Written in Latin letters; in other languages such words are transliterations.
    var isLatin = true
    /// Authored, twinned and measured; other languages are basic: edits of people are asked about.
    var isSupported = true
    /// How many letters may follow a stem (`word*`).
    var suffix = 4
    /// Unknown long words may be built of known ones.
    var hasCompounds = false
    /// False where words are written without spaces and found by longest match.
    var isSpaced = true
    /// Frames and harms come from `shared/rules`, whatever the order of words; false where the folder has its own.
    var sharesRules = true
    /// Letters that may stand before any word: articles, prepositions.
    var prefixes: [[UInt8]] = []
    /// Endings that mean `without`.
    var without: [[UInt8]] = []
    /// What to tell a person whose request was not understood.
    var ask = ""
    var endings: [Ending] = []

    /// Reads the file; `Documentation/Languages.md` describes its lines.
    init(
        code: String, _ file: LanguageFile, _ classes: ClassTable, _ folding: Folding
    ) throws(LanguageFileError) {
        self.code = code
        try file.forEachLine { (line, bytes) throws(LanguageFileError) in
            let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\t" }).map {
                String($0)
            }
            guard let key = words.first else { return }
            let values = Array(words.dropFirst())
            switch key {
            case "name": name = values.joined(separator: " ")
            case "ask": ask = values.joined(separator: " ")
            case "script": isLatin = values.first == "latin"
            case "state": isSupported = values.first != "basic"
            case "suffix":
                guard let number = values.first.flatMap({ Int($0) }), (0...15).contains(number) else {
                    throw file.malformed(line, "expected suffix 0 to 15")
                }
                suffix = number
            case "compounds": hasCompounds = try yes(values, file, line)
            case "spaces": isSpaced = try yes(values, file, line)
            case "frames":
                guard values.count == 1, ["own", "shared"].contains(values[0]) else {
                    throw file.malformed(line, "expected frames own or frames shared")
                }
                sharesRules = values[0] == "shared"
            case "prefix": prefixes += values.map { folding.word($0) }.filter { !$0.isEmpty }
            case "without": without += values.map { folding.word($0) }.filter { !$0.isEmpty }
            case "ending": endings.append(try Ending(values, classes, file, line))
            default: throw file.malformed(line, "unknown setting `\(key)`")
            }
        }
        prefixes.sort { $0.count > $1.count }
    }

    private func yes(_ values: [String], _ file: LanguageFile, _ line: Int) throws(LanguageFileError) -> Bool {
        guard values.count == 1, ["yes", "no"].contains(values[0]) else {
            throw file.malformed(line, "expected yes or no")
        }
        return values[0] == "yes"
    }
}

extension Ending {
    /// `LETTERS KINDS REPLACEMENTS [undouble] [vowel] [harden]`.
    init(
        _ words: [String], _ classes: ClassTable, _ file: LanguageFile, _ line: Int
    ) throws(LanguageFileError) {
        guard words.count >= 3 else { throw file.malformed(line, "expected ending LETTERS KINDS REPLACEMENTS") }
        var kinds = ClassSet()
        for kind in words[1].split(separator: ",") {
            guard let kind = WordKind(rawValue: String(kind)) else { throw file.malformed(line, "no kind `\(kind)`") }
            kinds.formUnion(classes.set(kind))
        }
        self.init(
            letters: Array(words[0].utf8), replacements: [], kinds: kinds, undoubles: false, doublesVowel: false,
            hardens: false)
        for word in words.dropFirst(2) {
            switch word {
            case "undouble": undoubles = true
            case "vowel": doublesVowel = true
            case "harden": hardens = true
            case "-": replacements.append([])
            default: replacements.append(Array(word.utf8))
            }
        }
    }
}
