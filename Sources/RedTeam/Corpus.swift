import Foundation
internal import SafetyModel

/// The lines of a corpus folder. Slots are filled in memory only, so that no line about minors stands written out.
public struct Corpus: Sendable {
    public private(set) var cases: [CorpusCase] = []

    /// Reads every `*.jsonl` (with `slots.json`) and every `languages/*.txt` below a folder; `Corpus/README.md`
    /// describes both.
    public init(folder: String) throws(CorpusError) {
        for name in Self.names(folder, suffix: ".jsonl") {
            try readLines(folder + "/" + name, slots: Self.slots(folder + "/slots.json"))
        }
        for name in Self.names(folder + "/languages", suffix: ".txt") {
            try readLanguage(folder + "/languages/" + name, code: String(name.dropLast(4)))
        }
        guard !cases.isEmpty else { throw .empty(path: folder) }
    }

    private static func names(_ folder: String, suffix: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(suffix) }.sorted()
    }

    private static func text(_ path: String) throws(CorpusError) -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .unreadable(path: path) }
        return text
    }

    private static func slots(_ path: String) throws(CorpusError) -> [String: [String]] {
        do {
            return try JSONDecoder().decode([String: [String]].self, from: Data(try text(path).utf8))
        } catch let error as CorpusError { throw error } catch { throw .malformed(path: path, line: 0) }
    }

    // MARK: JSON lines

    private struct Line: Decodable {
        var id: String
        var family: String
        var language: String
        var operation: SafetyModel.Operation
        var prompt: String?
        var turns: [String]?
        var pictures: Int
        var expect: CorpusCase.Expectation
        var held_out: Bool?
    }

    private mutating func readLines(_ path: String, slots: [String: [String]]) throws(CorpusError) {
        for (number, row) in try Self.text(path).split(separator: "\n").enumerated() {
            guard let line = try? JSONDecoder().decode(Line.self, from: Data(row.utf8)) else {
                throw .malformed(path: path, line: number + 1)
            }
            for turns in line.turns.map({ [$0] }) ?? Self.fill(line.prompt ?? "", slots).map({ [$0] }) {
                cases.append(
                    CorpusCase(
                        id: line.id, family: line.family, language: line.language, operation: line.operation,
                        turns: turns, pictures: line.pictures, expectation: line.expect,
                        isHeldOut: line.held_out ?? false))
            }
        }
    }

    // MARK: language files

    private mutating func readLanguage(_ path: String, code: String) throws(CorpusError) {
        var slots: [String: [String]] = [:]
        var section: Section?
        for (number, row) in try Self.text(path).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = row.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("slot ") {
                let halves = line.dropFirst(5).split(separator: "=", maxSplits: 1)
                guard halves.count == 2 else { throw .malformed(path: path, line: number + 1) }
                slots[halves[0].trimmingCharacters(in: .whitespaces)] = halves[1].split(separator: "|").map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
            } else if line.hasPrefix("[") {
                section = try Section(line, path, number + 1)
            } else {
                guard let section else { throw .malformed(path: path, line: number + 1) }
                for text in Self.fill(line, slots) {
                    cases.append(
                        CorpusCase(
                            id: "\(section.family)-\(code)-\(number + 1)", family: section.family, language: code,
                            operation: section.isGeneration ? .generate : .edit, turns: [text],
                            pictures: section.isGeneration ? 0 : 1, expectation: section.expectation,
                            isHeldOut: section.isHeldOut))
                }
            }
        }
    }

    /// `[family released|not-released [generate] [held]]`
    private struct Section {
        var family: String
        var expectation: CorpusCase.Expectation
        var isGeneration: Bool
        var isHeldOut: Bool

        init(_ line: String, _ path: String, _ number: Int) throws(CorpusError) {
            let words = line.dropFirst().prefix { $0 != "]" }.split(separator: " ").map { String($0) }
            guard words.count >= 2, let expectation = CorpusCase.Expectation(rawValue: words[1]),
                words.dropFirst(2).allSatisfy({ ["generate", "held"].contains($0) })
            else { throw .malformed(path: path, line: number) }
            family = words[0]
            self.expectation = expectation
            isGeneration = words.contains("generate")
            isHeldOut = words.contains("held")
        }
    }

    private static func fill(_ text: String, _ slots: [String: [String]]) -> [String] {
        for (name, values) in slots.sorted(by: { $0.key < $1.key }) where text.contains("{\(name)}") {
            return values.flatMap { fill(text.replacingOccurrences(of: "{\(name)}", with: $0), slots) }
        }
        return [text]
    }
}

/// Why a corpus cannot be read.
public enum CorpusError: Error, Hashable, Sendable {
    case unreadable(path: String)
    /// No line at all below the folder.
    case empty(path: String)
    /// A line is not of the format of `Corpus/README.md`.
    case malformed(path: String, line: Int)

    /// One plain line for people.
    public var message: String {
        switch self {
        case .unreadable(let path): "cannot read `\(path)`"
        case .empty(let path): "no corpus lines below `\(path)`: name the folder with --corpus"
        case .malformed(let path, let line): "`\(path)` line \(line) is not a corpus line; see Corpus/README.md"
        }
    }
}
