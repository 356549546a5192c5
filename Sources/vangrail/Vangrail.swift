import ArgumentParser
import Lens

/// The program: the gate as a server, and the tools around it.
@main
struct Vangrail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vangrail",
        abstract: "A guardrail in front of an AI image generator.",
        discussion: """
            It refuses to undress or sexualise real people and every sexual picture of a child, lets the rest through, \
            and records every decision. Settings are in Documentation/Configuration.md.
            """,
        version: ProgramVersion.text,
        subcommands: [
            Serve.self, Check.self, PolicyCommand.self, AuditCommand.self, SwitchCommand.self, StaffCommand.self,
            AccountCommand.self,
            CaseCommand.self, BankCommand.self, MatchCommand.self, WhoMadeCommand.self, FingerprintCommand.self,
            TextCommand.self, ModelsCommand.self,
            CredentialsCommand.self, InspectCommand.self, QuarantineCommand.self,
            RedTeamCommand.self, LanguagesCommand.self,
        ])

    /// WHY: on the main thread and before everything else, because the system's allocator fixes its number of arenas when
    /// the second thread asks for memory.
    @MainActor
    static func main() async {
        PictureMemory.giveBackEarly()
        await main(nil)
    }
}

/// The version of this program, as decisions name it.
enum ProgramVersion {
    static let text = "0.1.0"
}
