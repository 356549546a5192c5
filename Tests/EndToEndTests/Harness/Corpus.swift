import Foundation

/// One line of `Corpus/`: a request and what must become of it.
struct CorpusLine: Sendable {
    enum Expectation: String, Sendable {
        case released
        /// Asked about, held or refused.
        case notReleased = "not-released"
        case refuse

        func fits(_ decision: String) -> Bool {
            switch self {
            case .released: ["allow", "label"].contains(decision)
            case .notReleased: ["ask", "hold", "refuse"].contains(decision)
            case .refuse: decision == "refuse"
            }
        }
    }

    var id: String
    var operation: String
    var turns: [String]
    var pictures: Int
    var expectation: Expectation
    /// Measured, never tuned for; a single line proves nothing.
    var isHeldOut: Bool
}

/// Reads the corpus. Slots such as `{woman}` are filled in memory, each line with one value that its id picks, so that
/// no phrase about a child is ever written out.
enum Corpus {
    private static let folder = Places.root.appending(path: "Corpus")

    /// The values of every slot.
    static func slots() throws -> [String: Any] {
        try JSON.object(try Data(contentsOf: folder.appending(path: "slots.json")))
    }

    static func lines() throws -> [CorpusLine] {
        let slots = try slots()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".jsonl") }
        return try files.sorted().flatMap { file in
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            return try text.split(separator: "\n").map { try line(try JSON.object(Data($0.utf8)), slots, file) }
        }
    }

    private static func line(_ row: [String: Any], _ slots: [String: Any], _ file: String) throws -> CorpusLine {
        guard let id = row.text("id"), let operation = row.text("operation"),
            let expectation = row.text("expect").flatMap(CorpusLine.Expectation.init)
        else { throw Missing("Corpus/\(file) has a line without `id`, `operation` or a known `expect`") }
        let turns = row["turns"] as? [String] ?? [row.text("prompt") ?? ""]
        return CorpusLine(
            id: id, operation: operation, turns: try turns.map { try fill($0, slots, id) },
            pictures: row["pictures"] as? Int ?? 0, expectation: expectation,
            isHeldOut: row["held_out"] as? Bool ?? false)
    }

    private static func fill(_ text: String, _ slots: [String: Any], _ id: String) throws -> String {
        var result = ""
        var rest = Substring(text)
        while let opening = rest.firstIndex(of: "{"), let closing = rest[opening...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: opening)..<closing])
            result += rest[..<opening]
            if let values = slots[name] as? [String], !values.isEmpty {
                result += values[id.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % values.count]
            } else {
                result += rest[opening...closing]
            }
            rest = rest[rest.index(after: closing)...]
        }
        return result + rest
    }
}
