/// One language as the reader uses it.
struct Language: Sendable {
    var code: String
    var name: String
    /// Its bit and the root of its phrases; 0 stands for the words that all languages share.
    var number: Int
    /// The rules it is read by.
    var book: Int
    var isSupported: Bool
    var suffix: Int
    var hasCompounds: Bool
    var isSpaced: Bool
    /// Written in Latin letters.
    var isLatin: Bool
    var prefixes: [[UInt8]]
    var without: [[UInt8]]
    var ask: String

    init(_ reader: inout ImageReader, number: Int) throws(LanguageFileError) {
        self.number = number
        code = try reader.text()
        name = try reader.text()
        ask = try reader.text()
        book = try reader.count()
        suffix = try reader.count()
        let flags = try reader.count()
        isSupported = flags & 1 == 1
        hasCompounds = flags & 2 == 2
        isSpaced = flags & 4 == 4
        isLatin = flags & 8 == 8
        prefixes = []
        for _ in 0..<(try reader.count()) { prefixes.append(try reader.letters()) }
        without = []
        for _ in 0..<(try reader.count()) { without.append(try reader.letters()) }
    }
}

extension LanguageSettings {
    func write(to writer: inout ImageWriter, book: Int) {
        for text in [code, name, ask] { writer.text(text) }
        writer.number(UInt64(book))
        writer.number(UInt64(suffix))
        writer.number((isSupported ? 1 : 0) | (hasCompounds ? 2 : 0) | (isSpaced ? 4 : 0) | (isLatin ? 8 : 0))
        for list in [prefixes, without] {
            writer.number(UInt64(list.count))
            for letters in list { writer.array(letters) }
        }
    }
}
