import Foundation
import PromptReading
import RedTeam
import SafetyModel

/// Times the prompt reader on one core, over the lines of a corpus folder, and writes the lines for peers to judge.
///
/// usage: ReaderBenchmarks CORPUS LINES   prints a Markdown table; LINES becomes JSON, one object a line
@main enum ReaderBenchmarks {
    /// Prompts of the promise: up to so many characters.
    private static let charactersMax = 200

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            FileHandle.standardError.write(Data("usage: ReaderBenchmarks CORPUS LINES\n".utf8))
            exit(2)
        }
        let cases = try Corpus(folder: arguments[1]).cases
        try write(cases, to: arguments[2])
        print("| reader | lines | mean ms | p50 ms | p99 ms | prompts/s |")
        print("| --- | --- | --- | --- | --- | --- |")
        let short = cases.filter { $0.turns.joined().count <= charactersMax }
        let edits = short.filter { $0.operation != .generate }
        let generations = short.filter { $0.operation == .generate && $0.language == "en" }
        let words = try PromptReader.embedded(withEncoder: false)
        let whole = try PromptReader.embedded()
        report("edits, all languages", edits, words)
        report("edits, English and Dutch", edits.filter { ["en", "nl"].contains($0.language) }, words)
        report("edits, all languages, encoder on", edits, whole)
        report("English generations, encoder off", generations, words)
        report("English generations, encoder on", generations, whole)
    }

    private static func report(_ name: String, _ cases: [CorpusCase], _ reader: PromptReader) {
        var times: [Double] = []
        let clock = ContinuousClock()
        for round in 0..<2 {
            for item in cases {
                let context = PromptContext(operation: item.operation, pictures: item.pictures)
                let prompt = Prompt(turns: item.turns)
                let time = clock.measure { _ = reader.read(prompt, in: context) } / .milliseconds(1)
                if round == 1 { times.append(time) }
            }
        }
        times.sort()
        let mean = times.reduce(0, +) / Double(max(1, times.count))
        let figures = [mean, times[times.count / 2], times[times.count * 99 / 100]].map {
            String(format: "%.3f", $0)
        }
        print("| \(name) | \(times.count) | \(figures.joined(separator: " | ")) | \(Int(1000 / mean)) |")
    }

    private struct Line: Encodable {
        var id: String
        var operation: String
        var language: String
        var prompt: String
        var harmful: Bool
        var held: Bool
        var images: Int
    }

    private static func write(_ cases: [CorpusCase], to path: String) throws {
        let lines = try cases.enumerated().map { number, item in
            let line = Line(
                id: "\(number)", operation: item.operation.rawValue, language: item.language,
                prompt: item.turns.joined(separator: "\n"), harmful: !item.isHarmless, held: item.isHeldOut,
                images: item.pictures)
            return String(decoding: try JSONEncoder().encode(line), as: UTF8.self)
        }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }
}
