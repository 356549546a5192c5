import ArgumentParser
import Foundation
import StaffAccess

/// The keys that open what rulings have removed.
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "The keys of what rulings have removed.", subcommands: [Rotate.self])

    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Make a fresh key for reviewers or leads, from the next start on.",
            discussion: """
                Prints it once. What was closed before opens with the key before: keep that until those pictures are \
                erased. Do it when somebody leaves a group. A key that nobody has any more cannot be replaced for what it \
                closed.
                """)
        @Argument(help: "reviewers or leads.") var holder: String
        @Option(help: "The data folder.") var data: String

        func run() throws {
            guard let holder = QuarantineHolder(rawValue: holder) else {
                throw ValidationError("the groups are `reviewers` and `leads`")
            }
            guard FileManager.default.fileExists(atPath: data) else {
                throw ValidationError("there is no data folder `\(data)`")
            }
            let key = try QuarantineFile(dataFolder: data).rotate(holder)
            print("\(QuarantineFile.name(holder)), shown this once: \(key.text)")
            print("it counts from the next start of the server on")
        }
    }
}
