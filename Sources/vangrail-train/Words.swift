internal import ArgumentParser
internal import Foundation
internal import PromptReading

/// The words that weighed most in benign rows that were stopped. Words only, never rows.
struct Words: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Words that weighed most in benign rows that were stopped.")

    @Option(help: "Prepared rows, one JSON object a line.") var rows: String
    @Option(help: "The folder with the model.") var model: String

    func run() throws {
        let reader = try GeneralModel(path: model)
        var counts: [String: [String: Int]] = [:]
        for row in try Row.read(rows) where row.part != .train && row.isBenign && row.language == "en" {
            let reading = reader.read(row.text)
            guard reading.isHarmful else { continue }
            let source = row.source.hasPrefix("corpus:") ? "corpus" : row.source
            for word in reading.words.prefix(3) {
                counts[source, default: [:]]["\(word)/\(reading.strongest)", default: 0] += 1
            }
        }
        for (source, words) in counts.sorted(by: { $0.key < $1.key }) {
            let list = words.sorted { $0.value > $1.value }.prefix(60).map { "\($0.key) \($0.value)" }
            print("\(source): \(list.joined(separator: ", "))")
        }
    }
}
