import ArgumentParser
import SafetyModel
import Screening

/// Turns things off and on in the running server.
struct SwitchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "switch", abstract: "List switches, or turn something off or on in the running server.",
        discussion: "Scopes: generation, people-edits, tier:NAME, account:ID, category:NAME. The next request obeys.",
        subcommands: [List.self, Off.self, On.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "What is switched off.")
        @OptionGroup var admin: AdminOptions
        func run() async throws { try await admin.show("GET", "switches") }
    }

    struct Off: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "off", abstract: "Turn a scope off.")
        @Argument(help: "The scope.") var scope: String
        @Option(help: "Why, for the record.") var note = ""
        @OptionGroup var admin: AdminOptions
        func validate() throws { try SwitchCommand.check(scope) }
        func run() async throws {
            try await admin.show("PUT", "switches/" + AdminOptions.escaped(scope), ["note": note])
        }
    }

    struct On: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "on", abstract: "Turn a scope on again.")
        @Argument(help: "The scope.") var scope: String
        @OptionGroup var admin: AdminOptions
        func validate() throws { try SwitchCommand.check(scope) }
        func run() async throws { try await admin.show("DELETE", "switches/" + AdminOptions.escaped(scope)) }
    }

    fileprivate static func check(_ scope: String) throws {
        guard SwitchScope(name: scope) != nil else {
            throw ValidationError(
                "unknown scope `\(scope)`: generation, people-edits, tier:NAME, account:ID or category:NAME")
        }
    }
}

/// Shows or changes an account in the running server.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Show an account, or change its standing and rights in the running server.",
        subcommands: [Show.self, Set.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "What is known of an account.")
        @Argument(help: "The account, as the platform names it.") var id: String
        @OptionGroup var admin: AdminOptions
        func run() async throws { try await admin.show("GET", "accounts/" + AdminOptions.escaped(id)) }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Change what is given; the rest stays.")
        @Argument(help: "The account, as the platform names it.") var id: String
        @Option(help: "good, warned, paused, suspended or removed.") var standing: String?
        @Option(help: "Fix the tier.") var tier: String?
        @Option(help: "on or off: opted in to adult mode.") var adultMode: Toggle?
        @Option(help: "on or off: may generate at all.") var mayGenerate: Toggle?
        @Option(help: "on or off: may edit pictures of people.") var mayEditPeople: Toggle?
        @Option(help: "on or off: strangers may edit pictures of this account.") var strangersMayEdit: Toggle?
        @OptionGroup var admin: AdminOptions

        func run() async throws {
            var body: [String: Any] = [:]
            body["standing"] = standing
            body["tier"] = tier
            body["adult_mode"] = adultMode?.isOn
            body["may_generate"] = mayGenerate?.isOn
            body["may_edit_people"] = mayEditPeople?.isOn
            body["strangers_may_edit"] = strangersMayEdit?.isOn
            try await admin.show("PUT", "accounts/" + AdminOptions.escaped(id), body)
        }
    }

    /// `on` or `off`.
    enum Toggle: String, ExpressibleByArgument, CaseIterable {
        case on, off
        var isOn: Bool { self == .on }
    }
}

/// Lists and closes held decisions in the running server.
struct CaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case", abstract: "List held decisions, look at one, or release or refuse it.",
        subcommands: [List.self, Show.self, Release.self, Refuse.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Cases, oldest first.")
        @Option(help: "waiting, released or refused.") var state = "waiting"
        @OptionGroup var admin: AdminOptions
        func run() async throws { try await admin.show("GET", "cases?state=" + AdminOptions.escaped(state)) }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "One case.")
        @Argument(help: "The case.") var id: String
        @OptionGroup var admin: AdminOptions
        func run() async throws { try await admin.show("GET", "cases/" + AdminOptions.escaped(id)) }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release",
            abstract: "An output becomes a one-time link for its account; an input may be asked once more, exactly.")
        @Argument(help: "The case.") var id: String
        @Option(help: "Why, for the record.") var note: String
        @OptionGroup var admin: AdminOptions
        func run() async throws { try await CaseCommand.close(id, "released", note, admin) }
    }

    struct Refuse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refuse", abstract: "It stays stopped; its sealed pictures are erased.")
        @Argument(help: "The case.") var id: String
        @Option(help: "Why, for the record.") var note: String
        @OptionGroup var admin: AdminOptions
        func run() async throws { try await CaseCommand.close(id, "refused", note, admin) }
    }

    fileprivate static func close(_ id: String, _ state: String, _ note: String, _ admin: AdminOptions) async throws {
        try await admin.show(
            "POST", "cases/\(AdminOptions.escaped(id))/close", ["state": state, "note": note])
    }
}
