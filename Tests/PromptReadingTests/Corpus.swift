import Foundation
import PromptReading
import SafetyModel

/// The lines of `Corpus/`, with slots filled in memory only.
struct Corpus {
    enum Expectation: String, Decodable {
        case released, refuse, ask
        case notReleased = "not-released"
    }

    struct Line: Decodable {
        var id: String
        var family: String
        var language: String
        var operation: SafetyModel.Operation
        var prompt: String?
        var turns: [String]?
        var pictures: Int
        var expect: Expectation
        var heldOut: Bool?

        enum CodingKeys: String, CodingKey {
            case id, family, language, operation, prompt, turns, pictures, expect
            case heldOut = "held_out"
        }
    }

    /// One line with its slots filled.
    struct Case {
        var line: Line
        var turns: [String]
    }

    var cases: [Case] = []

    /// Reads every family below the repository's `Corpus` folder.
    static func load() throws -> Corpus {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Corpus")
        let decoder = JSONDecoder()
        let slots = try decoder.decode(
            [String: [String]].self, from: Data(contentsOf: root.appending(path: "slots.json")))
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
        var corpus = Corpus()
        for name in names.sorted() where name.hasSuffix(".jsonl") {
            for row in try String(contentsOf: root.appending(path: name), encoding: .utf8).split(separator: "\n") {
                let line = try decoder.decode(Line.self, from: Data(row.utf8))
                if let turns = line.turns {
                    corpus.cases.append(Case(line: line, turns: turns))
                } else {
                    corpus.cases += fill(line.prompt ?? "", slots).map { Case(line: line, turns: [$0]) }
                }
            }
        }
        return corpus
    }

    private static func fill(_ text: String, _ slots: [String: [String]]) -> [String] {
        for (name, values) in slots.sorted(by: { $0.key < $1.key }) where text.contains("{\(name)}") {
            return values.flatMap { fill(text.replacingOccurrences(of: "{\(name)}", with: $0), slots) }
        }
        return [text]
    }
}

/// What becomes of a prompt under a strict platform's policy: any clear signal refuses, not understood asks.
enum Outcome: String {
    case released, ask, refuse

    init(_ findings: PromptFindings) {
        let isHarmful = findings.signals.contains { $0.category != .notUnderstood && $0.level >= .clear }
        self = isHarmful ? .refuse : findings.isUnderstood ? .released : .ask
    }

    func meets(_ expectation: Corpus.Expectation) -> Bool {
        switch expectation {
        case .released: self == .released
        case .refuse: self == .refuse
        case .ask: self == .ask
        case .notReleased: self != .released
        }
    }
}

extension PromptReader {
    /// Reads one case of the corpus.
    func outcome(_ item: Corpus.Case) -> Outcome {
        Outcome(
            read(
                Prompt(turns: item.turns),
                in: PromptContext(operation: item.line.operation, pictures: item.line.pictures)))
    }
}
