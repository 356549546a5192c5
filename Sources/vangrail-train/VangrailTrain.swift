internal import ArgumentParser

/// Trains and measures the general decider and the second opinion.
@main
struct VangrailTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vangrail-train", abstract: "Trains and measures the general decider and the second opinion.",
        subcommands: [
            Prepare.self, Fit.self, Measure.self, Words.self, Bench.self, Logits.self, Opinions.self, Second.self,
            Known.self,
        ])
}
