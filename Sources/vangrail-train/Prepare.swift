internal import ArgumentParser
internal import Foundation

/// Puts the rows together that everything else trains and measures on.
struct Prepare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Data and corpus to rows. The output holds texts: treat it as sensitive, never commit it.")

    @Option(help: "The data folder.") var data: String
    @Option(help: "The corpus folder.") var corpus: String
    @Option(help: "Where the rows go, one JSON object a line.") var out: String
    @Option(help: "Seed of all choices.") var seed: UInt64 = 1

    func run() throws {
        var random = SplitMix(state: seed)
        let sources = Sources(data: data, corpus: corpus)
        let known = try sources.publicRows() + sources.corpusRows()
        let parts = try JSONDecoder().decode(
            Parts.self, from: Data(contentsOf: URL(filePath: corpus + "/general/parts.json")))
        var rows = try Mixture(parts: parts, known: known).rows(&random)
        rows.shuffle(using: &random)
        rows += known.filter { $0.part == .test }
        rows += try sources.developmentRows()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var output = Data()
        for row in rows {
            output += try encoder.encode(row)
            output.append(10)
        }
        try output.write(to: URL(filePath: out), options: .atomic)
        print("\(rows.count) rows, \(rows.count { $0.part == .train }) of them to train on")
    }
}
