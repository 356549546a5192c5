internal import ArgumentParser
internal import Foundation
internal import PromptReading

/// Writes what the encoder of the second opinion learns from.
struct Opinions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The corpus' edits to rows for scripts/train_opinion.py. The output holds texts: never commit it.")

    @Option(help: "The corpus folder.") var corpus: String
    @Option(help: "Where the rows go, one JSON object a line.") var out: String

    /// Parts of the corpus that are left out in turn, so that every line is judged by an encoder that saw nothing like it.
    private static let splits = 3

    /// A line for the encoder.
    private struct Example: Encodable {
        /// The line, a long one in windows; then its sentences and clauses.
        var texts: [String]
        var windows: Int
        var isHarmful: Bool
        var weight: Float
        var split: Int
    }

    func run() throws {
        let rows = try OpinionRow.rows(corpus: corpus).known
        let splits = FamilyFolds.folds(of: rows.map(\.group), count: Self.splits)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var output = Data()
        for (row, split) in zip(rows, splits) {
            output += try encoder.encode(
                Example(
                    texts: row.line.texts, windows: row.line.windows.count, isHarmful: row.isHarmful,
                    weight: row.weight, split: split))
            output.append(10)
        }
        try output.write(to: URL(filePath: out), options: .atomic)
        print("\(rows.count) rows")
    }
}
