internal import ArgumentParser
internal import Foundation
internal import PromptReading

/// Shares stopped for each source and kind.
struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shares stopped, by source and kind, as Markdown.")

    @Option(help: "Prepared rows, one JSON object a line.") var rows: String
    @Option(help: "The folder with the model.") var model: String
    @Flag(help: "N-grams only.") var withoutEncoder = false

    func run() throws {
        let reader = try GeneralModel(path: model, withEncoder: !withoutEncoder)
        var counts: [String: (all: Int, stopped: Int, encoder: Int)] = [:]
        for row in try Row.read(rows) where row.part != .train {
            let reading = reader.read(row.text)
            let source = row.source.hasPrefix("corpus:") ? "corpus" : row.source
            let key = "\(source) | \(row.category) | \(row.language)"
            var count = counts[key] ?? (0, 0, 0)
            count.all += 1
            count.stopped += reading.isHarmful ? 1 : 0
            count.encoder += reading.ranEncoder ? 1 : 0
            counts[key] = count
        }
        print("| source | kind | language | rows | stopped % | encoder % |\n|---|---|---|---|---|---|")
        for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
            let shares = "\(percent(count.stopped, count.all)) | \(percent(count.encoder, count.all))"
            print("| \(key) | \(count.all) | \(shares) |")
        }
    }

    private func percent(_ part: Int, _ whole: Int) -> String {
        String(format: "%.1f", 100 * Double(part) / Double(max(1, whole)))
    }
}
