import Foundation
public import SafetyModel

/// Reads the words of a request: text in, signals out. Pure once loaded, and the same for every caller.
public struct PromptReader: Sendable {
    let library: Library
    /// What read the prompt, for decisions and the audit trail: `reader/2@` and twelve digits of the files' digest.
    public let version: String

    /// The reader with the language files that come with the program, compiled to `languages.bin`.
    public static func embedded() throws(LanguageFileError) -> PromptReader {
        try PromptReader(compiledFile: embeddedFolder + "/languages.bin")
    }

    /// The language files themselves.
    public static var embeddedFolder: String { Bundle.module.bundlePath + "/Languages" }

    /// Maps a file that `LanguageCompiler` made.
    public init(compiledFile path: String) throws(LanguageFileError) {
        try self.init(Library(LanguageImage(path: path), path: path))
    }

    /// Compiles and reads the language files below a folder; `Documentation/Languages.md` describes them.
    public init(languageFolder path: String) throws(LanguageFileError) {
        try self.init(Library(LanguageImage(LanguageCompiler(folder: path).bytes), path: path))
    }

    private init(_ library: Library) {
        self.library = library
        version = "reader/2@" + library.digest
    }

    /// Twelve digits over the language files that this reader was compiled from.
    public var digest: String { library.digest }

    /// Reads a prompt. Bounded: at most 40,000 characters and 9,000 words are read; longer prompts are not understood.
    public func read(_ prompt: Prompt, in context: PromptContext) -> PromptFindings {
        var reading = PromptReading(library, context)
        return reading.run(prompt)
    }
}
