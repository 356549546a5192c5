/// Compiles a folder of language files into the bytes that the reader maps: all words of all languages in one table,
/// folding tables, settings and rules.
public struct LanguageCompiler: Sendable {
    /// What there is to say of one language.
    public struct Summary: Sendable {
        public var code: String
        public var name: String
        public var isSupported: Bool
        /// Words, stems and phrases that its files list.
        public var entries: Int
    }

    public private(set) var summaries: [Summary] = []
    /// Doubts about the files, one plain line each; none keeps them from being compiled.
    public private(set) var warnings: [String] = []
    /// The compiled file.
    public private(set) var bytes: [UInt8] = []

    /// Languages besides the words that all share; one bit each.
    static let languagesMax = 63

    /// Reads and compiles a folder; throws where a line does not follow the format of `Documentation/Languages.md`.
    public init(folder path: String) throws(LanguageFileError) {
        let folder = LanguageFolder(path: path)
        let classFile = try folder.file("shared/classes.txt")
        let foldingFiles = try FoldingFiles(
            folding: folder.file("shared/folding.txt"), turned: folder.file("shared/turned.txt"),
            faux: folder.file("shared/faux.txt"))
        let classes = try ClassTable(classFile)
        let tiers = TierSets(classes)
        var writer = ImageWriter()
        writer.number(LanguageImage.magic)
        writer.text(try Self.digest(folder: path))
        writer.array(classFile.bytes)
        var foldingWriter = ImageWriter()
        foldingFiles.write(to: &foldingWriter)
        foldingFiles.write(to: &writer)
        var foldingReader = ImageReader(LanguageImage(foldingWriter.bytes), path: path)
        let folding = try Folding(&foldingReader)

        let codes = try folder.languages()
        guard !codes.isEmpty else { throw .unreadable(path: path) }
        guard codes.count <= Self.languagesMax else {
            throw .malformed(path: path, line: 0, problem: "more than \(Self.languagesMax) languages")
        }
        var builder = WordIndexBuilder(languages: codes.count + 1)
        let lexiconReader = LexiconFileReader(classes: classes, folding: folding)
        var settings: [LanguageSettings] = []
        for (index, code) in (["shared"] + codes).enumerated() {
            var lexicon = Lexicon()
            // Files of default words come last, so that written ones win.
            let lexiconFiles = try folder.files(in: code + "/lexicon")
            for file in lexiconFiles.filter({ !$0.holdsDefaults }) + lexiconFiles.filter({ $0.holdsDefaults }) {
                try lexiconReader.read(file, into: &lexicon)
            }
            if index > 0 {
                settings.append(
                    try LanguageSettings(code: code, try folder.file(code + "/language.txt"), classes, folding))
            }
            builder.add(lexicon, settings.last?.endings ?? [], language: index, tiers: tiers)
            if let last = settings.last {
                if last.isSupported { warnings += LanguageLint(classes: classes, tiers: tiers).warnings(code, lexicon) }
                summaries.append(
                    Summary(
                        code: code, name: last.name, isSupported: last.isSupported,
                        entries: lexicon.table.count + lexicon.stems.count + lexicon.phrases.count
                            + lexicon.splits.count))
            }
        }
        let books = try Self.books(folder, settings, classes, folding, &builder)
        writer.number(UInt64(settings.count))
        for setting in settings { setting.write(to: &writer, book: books.numbers[setting.code] ?? 0) }
        try builder.write(to: &writer)
        writer.array(builder.splits)
        writer.array(builder.harmWords)
        writer.number(UInt64(books.books.count))
        for book in books.books { book.write(to: &writer) }
        bytes = writer.bytes
    }

    /// Book 0 is the shared one; languages with rules of their own follow.
    private static func books(
        _ folder: LanguageFolder, _ settings: [LanguageSettings], _ classes: ClassTable, _ folding: Folding,
        _ builder: inout WordIndexBuilder
    ) throws(LanguageFileError) -> (books: [RuleBook], numbers: [String: Int]) {
        var books: [RuleBook] = []
        var numbers: [String: Int] = [:]
        var parser = RuleParser(classes: classes, folding: folding, words: builder.words)
        for file in try folder.files(in: "shared/rules") { try parser.read(file) }
        books.append(try parser.finished())
        for setting in settings where !setting.sharesRules {
            parser = RuleParser(classes: classes, folding: folding, words: parser.words)
            for file in try folder.files(in: "shared/rules") where file.path.contains("/10") { try parser.read(file) }
            for file in try folder.files(in: setting.code + "/rules") { try parser.read(file) }
            numbers[setting.code] = books.count
            books.append(try parser.finished())
        }
        builder.words = parser.words
        return (books, numbers)
    }

    /// Twelve digits over all files, so that every decision can name exactly what read it, and a stale compiled file
    /// is found out.
    public static func digest(folder path: String) throws(LanguageFileError) -> String {
        let folder = LanguageFolder(path: path)
        var digest = ContentDigest()
        for part in ["shared"] + (try folder.languages()) {
            for file in try folder.files(in: part) + folder.files(in: part + "/lexicon")
                + folder.files(in: part + "/rules")
            {
                digest.add(file)
            }
        }
        return digest.text
    }
}
