import ArgumentParser
import Foundation
import Lens
import SafetyModel
import Screening

/// Keeps the banks of known pictures in the running server.
struct BankCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bank", abstract: "Add, import, list and switch known pictures in the running server.",
        discussion: """
            Banks: reported (a match holds until somebody has ruled), intimate and illegal (the same bytes are refused, a \
            near match is held). Entries are fingerprints and digests, never pictures.
            """,
        subcommands: [List.self, Add.self, Import.self, Enable.self, Disable.self, Allow.self])

    @Sendable fileprivate static func bank(_ word: String) throws -> Bank {
        guard let bank = Bank(rawValue: word) else {
            throw ValidationError("no bank `\(word)`: reported, intimate or illegal")
        }
        return bank
    }

    @Sendable fileprivate static func format(_ word: String) throws -> BankImport.Format {
        guard let format = BankImport.Format(rawValue: word) else {
            throw ValidationError("no format `\(word)`: lines, csv, stopncii, ncmec or threatexchange")
        }
        return format
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Entries, oldest first.")
        @Argument(help: "reported, intimate or illegal.", transform: BankCommand.bank) var bank: Bank
        @Option(help: "Go on after this entry.") var after: String?
        @OptionGroup var admin: AdminOptions
        func run() async throws {
            let page = after.map { "?after=" + AdminOptions.escaped($0) } ?? ""
            try await admin.show("GET", "banks/\(bank.rawValue)/entries" + page)
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract:
                "Add a picture file, a fingerprint of 64 digits, or an output by its id; lists outputs that match.",
            discussion: """
                A file is read here and stays here; its crops and its local signature are enrolled, so that cropped \
                copies are found and an edit is told from its source. A fingerprint alone holds what looks like it.
                """)
        @Argument(help: "reported, intimate or illegal.", transform: BankCommand.bank) var bank: Bank
        @Argument(help: "A picture file, a PDQ fingerprint in hexadecimal, or `out_…`.") var picture: String
        @Flag(help: "Of an output: the picture it was made from is harmless, and must not be held for this one.")
        var sourceIsHarmless = false
        @Option(help: "Where it comes from, for the record.") var source: String
        @Option(help: "A note for the record.") var note = ""
        @OptionGroup var admin: AdminOptions
        func run() async throws {
            let isOutput = picture.hasPrefix(OutputID.prefix + "_")
            var body: [String: Any] =
                isOutput
                ? ["output": picture, "source_is_harmless": sourceIsHarmless]
                : try await PictureKeys(of: picture, as: .enrolment).enrolled
            (body["source"], body["note"]) = (source, note)
            try await admin.show("POST", "banks/\(bank.rawValue)/entries", body)
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Add a list from a file: lines, csv, stopncii, ncmec or threatexchange.",
            discussion: "What cannot be read is reported and skipped; what the list says is withdrawn is switched off.")
        @Argument(help: "reported, intimate or illegal.", transform: BankCommand.bank) var bank: Bank
        @Argument(help: "The file, at most 15 MB.") var file: String
        @Option(help: "lines, csv, stopncii, ncmec or threatexchange.", transform: BankCommand.format) var format:
            BankImport.Format
        @Option(help: "Where it comes from, for the record.") var source: String
        @OptionGroup var admin: AdminOptions
        func run() async throws {
            guard let content = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw ValidationError("cannot read `\(file)` as UTF-8 text")
            }
            try await admin.show(
                "POST", "banks/\(bank.rawValue)/import",
                ["format": format.rawValue, "source": source, "content": content])
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "enable", abstract: "Switch an entry on again.")
        @Argument(help: "The entry.") var id: String
        @OptionGroup var admin: AdminOptions
        func run() async throws {
            try await admin.show("PUT", "banks/entries/" + AdminOptions.escaped(id), ["enabled": true])
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "disable", abstract: "Switch an entry off.")
        @Argument(help: "The entry.") var id: String
        @OptionGroup var admin: AdminOptions
        func run() async throws {
            try await admin.show("PUT", "banks/entries/" + AdminOptions.escaped(id), ["enabled": false])
        }
    }

    struct Allow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "allow",
            abstract: "Let one file pass one entry; counts when a second person (--staff) says so too.")
        @Argument(help: "The entry.") var id: String
        @Argument(help: "SHA-256 of the file's bytes, 64 digits.") var sha256: String
        @OptionGroup var admin: AdminOptions
        func run() async throws {
            try await admin.show("POST", "banks/entries/\(AdminOptions.escaped(id))/allow", ["sha256": sha256])
        }
    }
}

/// `vangrail match`: what a picture matches in the banks of the running server.
struct MatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match", abstract: "Look a picture file or fingerprint up in the banks of the running server.",
        discussion: """
            Prints bank, entry, distance, the part and turn of the picture that hit, and whether it is confirmed (the \
            same bytes, or the same picture by its local signature) or near.
            """)
    @Argument(help: "A picture file, or a PDQ fingerprint in hexadecimal.") var picture: String
    @OptionGroup var admin: AdminOptions
    func run() async throws {
        try await admin.show("POST", "banks/match", try await PictureKeys(of: picture, as: .source).sought)
    }
}

/// `vangrail whomade`: who had a picture made.
struct WhoMadeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whomade", abstract: "Find who had a picture made; the question and its reason are recorded.",
        discussion: """
            Outputs that are this picture, by their bytes or local signature, come with decision and account. Outputs \
            that only look like it come without: the picture may be what they were made from.
            """)
    @Argument(help: "A picture file, or a PDQ fingerprint in hexadecimal.") var picture: String
    @Option(help: "The code of the case or order that asks for it.") var reason: String
    @OptionGroup var admin: AdminOptions
    func run() async throws {
        var body = try await PictureKeys(of: picture, as: .source).sought
        body["reason"] = reason
        try await admin.show("POST", "whomade", body)
    }
}
