internal import ArgumentParser
internal import Foundation
internal import PromptReading

/// Milliseconds a prompt on one core.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Cost of both stages on one core.")

    @Option(help: "Prepared rows, one JSON object a line.") var rows: String
    @Option(help: "The folder with the model.") var model: String
    @Option(help: "How many prompts.") var count = 4000

    func run() throws {
        let texts = try Row.read(rows).filter { $0.part != .train && $0.language == "en" && $0.text.count <= 200 }
        var random = SplitMix(state: 5)
        let some = texts.shuffled(using: &random).prefix(count)
        let cascade = try GeneralModel(path: model)
        let first = try GeneralModel(path: model, withEncoder: false)
        try report("stage 1 alone", some) { first.read($0.text) }
        try report("stage 1 and 2, always", some) { cascade.logits($0.text) }
        try report("cascade, mixed prompts", some) { cascade.read($0.text) }
        try report("cascade, benign prompts", some.filter(\.isBenign)[...]) { cascade.read($0.text) }
    }

    private func report<T>(_ name: String, _ rows: ArraySlice<Row>, _ read: (Row) -> T) throws {
        var times: [Double] = []
        for row in rows {
            let start = DispatchTime.now().uptimeNanoseconds
            _ = read(row)
            times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
        }
        times.sort()
        guard !times.isEmpty else { return }
        let mean = times.reduce(0, +) / Double(times.count)
        print(
            String(
                format: "%@: mean %.3f ms, p50 %.3f, p99 %.3f, most %.2f (%d prompts)", name, mean,
                times[times.count / 2], times[times.count * 99 / 100], times[times.count - 1], times.count))
    }
}
