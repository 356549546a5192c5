import ArgumentParser
import Foundation
import PromptReading
import SafetyModel

/// Looks at the reader's language files, checks them and compiles them.
struct LanguagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "languages", abstract: "Check, compile, list and explain the reader's language files.",
        subcommands: [ListLanguages.self, CheckLanguages.self, CompileLanguages.self, ExplainWords.self])

    /// The language files in this checkout, where the program runs in one.
    static let sourceFolder = "Sources/PromptReading/Languages"

    /// Runs a step and says plainly which line of which file is wrong.
    static func explained<Result>(_ step: () throws(LanguageFileError) -> Result) throws -> Result {
        do { return try step() } catch { throw ValidationError(error.message) }
    }
}

/// `vangrail languages list`
struct ListLanguages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the languages of a folder, their state and their entries.")

    @Argument(help: "The folder of language files.") var folder = LanguagesCommand.sourceFolder

    func run() async throws {
        let compiler = try LanguagesCommand.explained { () throws(LanguageFileError) in
            try LanguageCompiler(folder: folder)
        }
        for language in compiler.summaries {
            let state = language.isSupported ? "supported" : "basic    "
            print("\(language.code)  \(state)  \(language.entries) entries  \(language.name)")
        }
    }
}

/// `vangrail languages check`
struct CheckLanguages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check language files: format, classes, and words that contradict each other.",
        discussion: "Exit 1 where a file does not follow the format, or where --strict is given and there are warnings."
    )

    @Argument(help: "The folder of language files.") var folder = LanguagesCommand.sourceFolder
    @Flag(help: "Fail on warnings too.") var strict = false

    func run() async throws {
        let compiler = try LanguagesCommand.explained { () throws(LanguageFileError) in
            try LanguageCompiler(folder: folder)
        }
        for warning in compiler.warnings { print(warning) }
        print("\(compiler.summaries.count) languages, \(compiler.warnings.count) warnings")
        if strict, !compiler.warnings.isEmpty { throw ExitCode(1) }
    }
}

/// `vangrail languages compile`
struct CompileLanguages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Compile a folder of language files into the one file that the program maps.")

    @Argument(help: "The folder of language files.") var folder = LanguagesCommand.sourceFolder
    @Option(help: "The compiled file; `languages.bin` in the folder when left out.") var output: String?

    func run() async throws {
        let compiler = try LanguagesCommand.explained { () throws(LanguageFileError) in
            try LanguageCompiler(folder: folder)
        }
        let path = output ?? folder + "/languages.bin"
        do { try Data(compiler.bytes).write(to: URL(filePath: path), options: .atomic) } catch {
            throw ValidationError("cannot write `\(path)`: \(error.localizedDescription)")
        }
        print("\(path): \(compiler.summaries.count) languages, \(compiler.bytes.count) bytes")
    }
}

/// `vangrail languages explain`
struct ExplainWords: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show which classes every word of a text has, in the languages it is read in."
    )

    @Argument(help: "The text.") var text: String
    @Option(help: "A folder of language files; the compiled ones when left out.") var folder: String?

    func run() async throws {
        let reader = try LanguagesCommand.explained { () throws(LanguageFileError) in
            guard let folder else { return try PromptReader.embedded() }
            return try PromptReader(languageFolder: folder)
        }
        for reading in reader.explain(text).readings {
            print("[\(reading.language)]")
            for word in reading.words { print("  \(word.text): \(word.classes.joined(separator: " "))") }
        }
        let findings = reader.read(Prompt(text), in: PromptContext(operation: .edit, pictures: 1))
        print("as an edit of a photo")
        for account in findings.accounts {
            print("  understood [\(account.language)] \(account.frame): \(account.clause)")
        }
        for word in findings.unexplained { print("  not understood: \(word)") }
        for signal in findings.signals {
            print("  \(signal.category.rawValue) \(signal.level.name): \(signal.evidence.note)")
        }
    }
}
