import Foundation
public import SafetyModel

/// Reads the words of a request: text in, signals out. Pure once loaded, and the same for every caller.
public struct PromptReader: Sendable {
    let classes: ClassTable
    let folding: Folding
    let tiers: TierSets
    let languages: [Language]
    /// Words of harm of all languages, for masked spellings.
    let harmWords: [[UInt8]]
    /// What read the prompt, for decisions and the audit trail: `reader/1@` and twelve digits of the files' digest.
    public let version: String

    /// The reader with the language files that come with the program.
    public static func embedded() throws(LanguageFileError) -> PromptReader {
        try PromptReader(languageFolder: Bundle.module.bundlePath + "/Languages")
    }

    /// Reads the language files below a folder; `Documentation/Languages.md` describes them.
    public init(languageFolder path: String) throws(LanguageFileError) {
        let folder = LanguageFolder(path: path)
        var loader = try LanguageLoader(folder)
        var languages: [Language] = []
        for name in try folder.languages() { languages.append(try loader.language(name)) }
        guard !languages.isEmpty else { throw .unreadable(path: path) }
        self.languages = languages
        harmWords = languages.flatMap { language in
            language.lexicon.harmWords.map { Array(language.lexicon.table.word($0)) }
        }
        classes = loader.classes
        folding = loader.folding
        tiers = TierSets(loader.classes)
        version = "reader/1@" + loader.digest.text
    }

    /// Reads a prompt. Bounded: at most 40,000 characters and 9,000 words are read; longer prompts are not understood.
    public func read(_ prompt: Prompt, in context: PromptContext) -> PromptFindings {
        var reading = PromptReading(self, context)
        return reading.run(prompt)
    }
}
