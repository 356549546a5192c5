import ArgumentParser
import Casework
import Foundation

/// Brings people to the desk of the running server.
struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: "Invite somebody to the desk of the running server.", subcommands: [Invite.self]
    )

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "invite", abstract: "Make an invitation, for the first administrator or one who lost all.",
            discussion: """
                Prints an invitation that counts once, for three days. Whoever has it opens the page, chooses a \
                passphrase and sets up an authenticator. A new member needs --name and --roles; somebody who is there \
                already starts anew and keeps both where they are left out.
                """)
        @Argument(help: "Short name to sign in with, such as a.vries.") var id: String
        @Option(help: "The name that colleagues see.") var name: String?
        @Option(help: "Roles, separated by commas: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        var roles: String?
        @OptionGroup var admin: AdminOptions

        func run() async throws {
            var body: [String: Any] = ["id": id]
            body["name"] = name
            body["roles"] = roles?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            try await admin.show("POST", "staff", body)
        }
    }
}
