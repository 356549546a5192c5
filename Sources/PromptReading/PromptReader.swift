import Foundation
public import SafetyModel

/// Reads the words of a request: text in, signals out. Pure once loaded, and the same for every caller.
public struct PromptReader: Sendable {
    let library: Library
    /// The learned reader of everyday harms; a reader of language files alone has none.
    let general: GeneralModel?
    /// Asks about edits that the frames would release; a reader of language files alone has none.
    let second: SecondOpinion?
    /// What read the prompt, for decisions and the audit trail: `reader/2@`, twelve digits of the language files' digest,
    /// and after `+` those of the dictionary words, of the learned reader's files and of the second opinion's.
    public let version: String

    /// The reader with the files that come with the program: the languages, compiled to `languages.bin`, and the models.
    ///
    /// Without the encoders, two small neural networks, it is faster, finds less and asks more.
    public static func embedded(withEncoder: Bool = true) throws(LanguageFileError) -> PromptReader {
        let path = embeddedFolder + "/languages.bin"
        var library = try Library(LanguageImage(path: path), path: path)
        let models = Bundle.module.bundlePath + "/Models"
        do throws(GeneralModelError) {
            library.known = try KnownWords(path: models + "/known.words")
            return PromptReader(
                library, try GeneralModel(path: models, withEncoder: withEncoder),
                try SecondOpinion(folder: models, library, withEncoder: withEncoder))
        } catch { throw .malformed(path: models, line: 0, problem: error.message) }
    }

    /// The language files themselves.
    public static var embeddedFolder: String { Bundle.module.bundlePath + "/Languages" }

    /// Maps a file that `LanguageCompiler` made; reads by words and rules alone.
    public init(compiledFile path: String) throws(LanguageFileError) {
        self.init(try Library(LanguageImage(path: path), path: path))
    }

    /// Compiles and reads the language files below a folder; `Documentation/Languages.md` describes them.
    public init(languageFolder path: String) throws(LanguageFileError) {
        self.init(try Library(LanguageImage(LanguageCompiler(folder: path).bytes), path: path))
    }

    init(_ library: Library, _ general: GeneralModel? = nil, _ second: SecondOpinion? = nil) {
        self.library = library
        self.general = general
        self.second = second
        let known = library.known.map { GeneralModel.digits($0.checksum) }
        let models = [known, general?.digest, second?.digest].compactMap { $0 }
        version = (["reader/2@" + library.digest] + models).joined(separator: "+")
    }

    /// Twelve digits over the language files that this reader was compiled from.
    public var digest: String { library.digest }

    /// Reads a prompt. Bounded: at most 40,000 characters and 9,000 words are read; longer prompts are not understood.
    public func read(_ prompt: Prompt, in context: PromptContext) -> PromptFindings {
        draft(prompt, in: context).finished()
    }

    /// Reads a prompt as far as that takes microseconds; the caller chooses where the rest is done.
    public func draft(_ prompt: Prompt, in context: PromptContext) -> PromptDraft {
        var reading = PromptReading(library, general, second, context)
        return reading.run(prompt)
    }
}
