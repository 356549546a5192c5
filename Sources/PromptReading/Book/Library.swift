/// Everything the compiled language files hold, ready to be read by.
struct Library: Sendable {
    let digest: String
    let classes: ClassTable
    let tiers: TierSets
    let folding: Folding
    let words: WordIndex
    /// By number; number 0, what all share, is not among them, so language n is at n - 1.
    let languages: [Language]
    let books: [RuleBook]
    /// Split phrases by language and first word.
    let splits: [UInt64: [Split]]
    /// Words of harm of at least four letters, for masked spellings.
    let harmWords: [[UInt8]]
    /// Languages whose stems may be followed by at least n letters, one bit each.
    let suffixMasks: [UInt64]
    /// Languages that are written without spaces.
    let unspaced: UInt64
    /// The codes of these.
    let unspacedCodes: [String]
    /// Languages that are not written in Latin letters.
    let nonLatin: UInt64
    /// What dictionaries list besides; a reader of language files alone has none.
    var known: KnownWords?

    struct Split: Sendable {
        var second: Int
        var secondIsStem: Bool
        var classes: ClassSet
    }

    static let suffixMax = 15

    init(_ image: LanguageImage, path: String) throws(LanguageFileError) {
        var reader = ImageReader(image, path: path)
        guard try reader.number() == LanguageImage.magic else {
            throw .malformed(path: path, line: 0, problem: "not a compiled language file of this version")
        }
        digest = try reader.text()
        classes = try ClassTable(LanguageFile(path: "shared/classes.txt", bytes: try reader.letters()))
        tiers = TierSets(classes)
        folding = try Folding(&reader)
        var languages: [Language] = []
        for number in 0..<(try reader.count()) { languages.append(try Language(&reader, number: number + 1)) }
        self.languages = languages
        words = try WordIndex(&reader)
        let raw = try reader.array(UInt32.self)
        var splits: [UInt64: [Split]] = [:]
        for index in stride(from: 0, to: raw.count - raw.count % 5, by: 5) {
            let key = Self.splitKey(Int(raw[index]), Int(raw[index + 1]), asStem: raw[index + 3] & 1 == 1)
            splits[key, default: []].append(
                Split(
                    second: Int(raw[index + 2]), secondIsStem: raw[index + 3] & 2 == 2,
                    classes: words.set(Int(raw[index + 4]))))
        }
        self.splits = splits
        harmWords = try reader.array(UInt32.self).map { [words] in words.word(Int($0)) }
        var books: [RuleBook] = []
        for _ in 0..<(try reader.count()) { books.append(try RuleBook(&reader)) }
        self.books = books
        suffixMasks = (0...Self.suffixMax + 1).map { rest in
            languages.reduce(1) { $0 | (rest <= $1.suffix ? 1 << UInt64($1.number) : 0) }
        }
        nonLatin = languages.reduce(0) { $0 | ($1.isLatin ? 0 : 1 << UInt64($1.number)) }
        unspaced = languages.reduce(0) { $0 | ($1.isSpaced ? 0 : 1 << UInt64($1.number)) }
        unspacedCodes = languages.filter { !$0.isSpaced }.map(\.code)
        image.memory.releasePages()
    }

    static func splitKey(_ language: Int, _ word: Int, asStem: Bool) -> UInt64 {
        UInt64(language) << 33 | (asStem ? 1 << 32 : 0) | UInt64(word)
    }
}
