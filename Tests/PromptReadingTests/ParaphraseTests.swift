import Foundation
import PromptReading
import SafetyModel
import Testing

@Suite struct ParaphraseTests {
    /// A made-up language with one frame (`remove` a garment's stain) and the rules for saying the same that a test gives.
    private func reader(_ same: String) throws -> PromptReader {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "same-\(UUID().uuidString)")
        defer { try? files.removeItem(at: folder) }
        for part in ["lexicon", "rules"] {
            try files.createDirectory(at: folder.appending(path: "xx/\(part)"), withIntermediateDirectories: true)
        }
        try files.copyItem(
            atPath: PromptReader.embeddedFolder + "/shared", toPath: folder.appending(path: "shared").path)
        func write(_ text: String, _ path: String) throws {
            try text.write(to: folder.appending(path: "xx/\(path)"), atomically: true, encoding: .utf8)
        }
        try write("name Testish\nsuffix 0\nframes own\n", "language.txt")
        try write(
            """
            [remove]
            wegzu
            [defect]
            flekko krasso
            [garment-upper]
            blusol
            [function]
            kan dat mag
            """, "lexicon/words.txt")
        try write("frame stain remove defect : <remove> <defect> [<garment-upper>]\n\(same)\n", "rules/10-frames.txt")
        return try PromptReader(languageFolder: folder.path)
    }

    private func outcome(_ reader: PromptReader, _ text: String) -> Outcome {
        Outcome(reader.read(Prompt(text), in: PromptContext(operation: .edit, pictures: 1)))
    }

    @Test(arguments: [
        "same ask : kan dat @1:<defect> mag => wegzu @1", "same ask : kan dat @1:(<defect> | <colour>) mag => wegzu @1",
        "same ask : kan dat @1:<defect>+ mag => wegzu @1", "same ask : kan dat @1 mag => wegzu @1",
    ])
    func `a rule for saying the same lets the frame judge`(rule: String) throws {
        let reader = try reader(rule)
        #expect(outcome(reader, "wegzu flekko") == .released)
        #expect(outcome(reader, "kan dat flekko mag") == .released)
        // What the frame would not take when said plainly it does not take in other words.
        #expect(outcome(reader, "wegzu blusol") != .released)
        #expect(outcome(reader, "kan dat blusol mag") != .released)
        #expect(outcome(reader, "kan dat gromp mag") != .released)
    }

    @Test(arguments: [
        "same ask : kan dat @1: => wegzu @1", "same ask : kan dat @x mag => wegzu @1",
        "same ask : kan dat mag => wegzu @1",
        "same ask : kan dat @1:(<defect> mag => wegzu @1", "same ask : kan dat @1 mag =>",
    ])
    func `a rule that cannot be meant is an error`(rule: String) {
        #expect(throws: LanguageFileError.self) { try reader(rule) }
    }
}
