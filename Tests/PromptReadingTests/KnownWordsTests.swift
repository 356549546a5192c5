import Foundation
import SafetyModel
import Testing

@testable import PromptReading

/// Dictionary words that are known and no more.
@Suite struct KnownWordsTests {
    private func file(_ words: [(String, String)]) throws -> KnownWords {
        var builder = KnownWordsBuilder()
        for (code, word) in words { builder.add(Array(word.utf8), code: code) }
        let path = FileManager.default.temporaryDirectory.path + "/known-\(UUID().uuidString)"
        try Data(builder.bytes()).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try KnownWords(path: path)
    }

    private func knows(_ known: KnownWords, _ word: String, _ code: String) -> Bool {
        known.contains(state: word.utf8.reduce(WordIndex.seed, WordIndex.step), code: code)
    }

    @Test func `a file holds each word in its language, and hardly anything else`() throws {
        let words = (0..<20_000).map { ("nl", "woord\($0)") }
        let known = try file(words)

        #expect(words.allSatisfy { knows(known, $0.1, "nl") })
        #expect(words.count { knows(known, $0.1, "de") } < 10)
        #expect((0..<20_000).count { knows(known, "anders\($0)", "nl") } < 10)
        #expect(try !knows(file([]), "woord", "nl"))
    }

    @Test func `a damaged file is told from a good one`() throws {
        var builder = KnownWordsBuilder()
        builder.add(Array("woord".utf8), code: "nl")
        var bytes = builder.bytes()
        bytes[bytes.count - 1] ^= 1
        let path = FileManager.default.temporaryDirectory.path + "/known-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }

        #expect(throws: GeneralModelError.checksum(path: path)) { try KnownWords(path: path) }
    }

    @Test(arguments: [
        ("nl", "jurk", KnownWordsTraining.Refusal.listed), ("nl", "twee woorden", .severalWords),
        ("xx", "jurk", .noLanguage),
        ("fr", "like", .listedElsewhere), ("nl", "zeilnaaktzeil", .holdsGrave), ("en", "undresx", .nearHarm),
    ])
    func `a word that matters is left out`(code: String, word: String, refusal: KnownWordsTraining.Refusal) throws {
        let training = try KnownWordsTraining(compiledFile: PromptReader.embeddedFolder + "/languages.bin")

        #expect(training.refusal(of: word, code: code) == refusal)
        let mayBeKept = refusal == .holdsGrave || refusal == .nearHarm
        #expect(training.refusal(of: word, code: code, isVouchedFor: true) == (mayBeKept ? nil : refusal))
    }

    @Test func `what is known is understood in its own language`() throws {
        var training = try KnownWordsTraining(compiledFile: PromptReader.embeddedFolder + "/languages.bin")
        #expect(training.refusal(of: "zorgleton", code: "en") == nil)
        training.add("zorgleton", code: "en")
        training.add("blivvermoor", code: "fi")
        #expect(training.count == 2)
        let path = FileManager.default.temporaryDirectory.path + "/known-\(UUID().uuidString)"
        try Data(training.bytes()).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var library = try SharedReader.library.get()
        library.known = try KnownWords(path: path)
        let english = WordReader(language: try #require(library.languages.first { $0.code == "en" }), library: library)
        func isKnown(_ word: String) -> Bool {
            let passage = Tokenizer.passage(word.unicodeScalars.map { $0.value }, library.folding)
            let reading = english.read(0, passage, TokenIndex(passage, library))
            return !reading.classes.contains(BuiltInClass.unknown.number)
        }

        #expect(isKnown("zorgleton"))
        #expect(!isKnown("blivvermoor"))
        #expect(!isKnown("zorgletom"))
    }

    /// Words that no language file lists, out of dictionaries; the coined ones beside them are asked about.
    @Test(arguments: [
        ("Dim the lamp behind my uncle, he is the %@ of our club.", "showrunner", "showrunzer"),
        ("Maak de achtergrond achter mijn zus wat lichter, zij is %@.", "paranimf", "paranimg"),
    ])
    func `the embedded reader knows dictionary words`(text: String, word: String, coined: String) throws {
        let reader = try SharedReader.reader.get()
        func read(_ word: String) -> PromptFindings {
            reader.read(
                Prompt(text.replacingOccurrences(of: "%@", with: word)),
                in: PromptContext(operation: .edit, pictures: 1))
        }

        #expect(read(word).unexplained.isEmpty)
        #expect(read(coined).unexplained == [coined])
    }
}
