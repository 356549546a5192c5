import ArgumentParser

/// Measures a server that speaks OpenAI's images API on loopback.
@main
struct LoadGenerator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures a server that speaks OpenAI's images API on loopback.",
        subcommands: [LoadCommand.self, SlowClientsCommand.self, BigBodyCommand.self])
}
