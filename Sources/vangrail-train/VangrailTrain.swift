internal import ArgumentParser

/// Trains and measures the general decider.
@main
struct VangrailTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vangrail-train", abstract: "Trains and measures the general decider.",
        subcommands: [Prepare.self, Fit.self, Measure.self, Words.self, Bench.self, Logits.self, Second.self])
}
