import SafetyModel
import Testing

@testable import PromptReading

/// The embedded reader, loaded once for all tests.
enum SharedReader {
    static let reader: Result<PromptReader, LanguageFileError> = Result { () throws(LanguageFileError) in
        try PromptReader.embedded()
    }
    /// Words and rules alone.
    static let library: Result<Library, LanguageFileError> = Result { () throws(LanguageFileError) in
        let path = PromptReader.embeddedFolder + "/languages.bin"
        return try Library(LanguageImage(path: path), path: path)
    }
}

struct PromptReaderTests {
    let reader: PromptReader

    init() throws { reader = try SharedReader.reader.get() }

    private func edit(_ text: String) -> PromptFindings {
        reader.read(Prompt(text), in: PromptContext(operation: .edit, pictures: 1))
    }

    private func level(_ category: SafetyModel.Category, in findings: PromptFindings) -> Level {
        findings.signals.first { $0.category == category }?.level ?? .none
    }

    @Test func `an ordinary edit is understood and signals nothing`() {
        let findings = edit("Please remove the car in the background and brighten the photo.")

        #expect(findings.isUnderstood)
        #expect(findings.signals.isEmpty)
    }

    @Test func `taking a garment off a person is undress`() {
        #expect(level(.undress, in: edit("remove her dress")) >= .clear)
    }

    @Test func `an unknown word beside a person is not understood and is named`() {
        let findings = edit("make her zorgle")

        #expect(!findings.isUnderstood)
        #expect(findings.unexplained == ["zorgle"])
        #expect(level(.notUnderstood, in: findings) == .clear)
    }

    @Test func `the version names the content of the language files and models`() throws {
        #expect(reader.version.hasPrefix("reader/2@"))
        #expect(reader.version.count == "reader/2@".count + 12 + "+".count + 8 + "+".count + 16 + "+".count + 16)
        let light = try PromptReader.embedded(withEncoder: false)
        #expect(light.version.contains("-+") && light.version != reader.version)
    }

    @Test func `a missing folder is an error that says which`() {
        #expect(throws: LanguageFileError.unreadable(path: "/nowhere/shared/classes.txt")) {
            try PromptReader(languageFolder: "/nowhere")
        }
    }
}
