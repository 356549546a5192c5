import FoundationEssentials
import SafetyModel

/// Reads lists of known pictures as exchanges write them. What cannot be read is reported and skipped, never guessed.
public struct BankImport: Sendable {
    /// How a list is written.
    public enum Format: String, CaseIterable, Hashable, Sendable {
        /// A fingerprint of 64 digits on each line, `pdq ` before it or not.
        case lines
        /// ThreatExchange's files: `indicator,id,when,labels`, or any table whose first column is a fingerprint or digest.
        case csv
        /// StopNCII's answers: `hashRecords` with `signalType`, `hashValue` and `hashStatus`.
        case stopncii
    }

    /// A line that was skipped.
    public struct Skipped: Hashable, Sendable {
        /// From 1.
        public var line: Int
        public var reason: String
    }

    public private(set) var drafts: [BankKeeping.Draft] = []
    /// At most `skippedMax`.
    public private(set) var skipped: [Skipped] = []
    public private(set) var skippedCount = 0
    /// Values that the list says are withdrawn or deleted.
    public private(set) var withdrawn: [String] = []

    private static let skippedMax = 100
    private let source: String

    /// Reads a whole list.
    public init(_ text: String, as format: Format, source: String) {
        self.source = source
        switch format {
        case .lines: readLines(text)
        case .csv: readTable(text)
        case .stopncii: readStopNCII(text)
        }
    }

    private mutating func skip(_ line: Int, _ reason: String) {
        skippedCount += 1
        if skipped.count < Self.skippedMax { skipped.append(Skipped(line: line, reason: reason)) }
    }

    private mutating func readLines(_ text: String) {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var value = Self.bare(line)
            if value.isEmpty || value.hasPrefix("#") { continue }
            if value.lowercased().hasPrefix("pdq ") { value = String(value.dropFirst(4)) }
            add(Self.bare(value[...]), note: "", line: number + 1)
        }
    }

    /// What a table's first column is called.
    private enum Column: String { case pdq, hash, indicator, sha256, md5 }

    private mutating func readTable(_ text: String) {
        var column = Column.hash
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let columns = line.split(separator: ",", omittingEmptySubsequences: false).map(Self.bare)
            guard let first = columns.first, !first.isEmpty, !first.hasPrefix("#") else { continue }
            if drafts.isEmpty, skippedCount == 0, let kind = Column(rawValue: first.lowercased()) {
                column = kind
                continue
            }
            add(first, as: column, note: columns.dropFirst().joined(separator: " "), line: number + 1)
        }
    }

    /// Without spaces, quotes and line ends around it.
    private static func bare(_ text: Substring) -> String {
        let isEdge = { (character: Character) in character.isWhitespace || character == "\"" }
        var rest = text.drop(while: isEdge)
        while let last = rest.last, isEdge(last) { rest.removeLast() }
        return String(rest)
    }

    /// A fingerprint or digest by its length. (The quality of a shared fingerprint is not told; exchanges share none under
    /// 50.)
    private mutating func add(_ value: String, as column: Column = .hash, note: String, line: Int) {
        let value = value.lowercased()
        guard value.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            return skip(line, "not hexadecimal")
        }
        var draft = BankKeeping.Draft(source: source, note: String(note.prefix(2_000)))
        switch value.utf8.count {
        case 64 where column == .sha256: draft.sha256 = value
        case 64:
            guard let fingerprint = Fingerprint(hex: value, quality: 100) else {
                return skip(line, "not a fingerprint")
            }
            // WHY: an empty or full fingerprint is that of a blank picture and would match every other blank one.
            guard (64...192).contains(fingerprint.distance(to: Fingerprint(words: .zero, quality: 0))) else {
                return skip(line, "the fingerprint of a blank picture")
            }
            draft.fingerprint = fingerprint
        case 32: draft.md5 = value
        default: return skip(line, "\(value.utf8.count) digits: a PDQ fingerprint has 64, an MD5 digest 32")
        }
        drafts.append(draft)
    }

    private struct Answer: Decodable {
        struct Record: Decodable {
            var signalType: String?
            var hashValue: String?
            var hashStatus: String?
        }
        struct Lenient: Decodable {
            var record: Record?
            init(from decoder: any Decoder) { record = try? Record(from: decoder) }
        }
        var hashRecords: [Lenient]
    }

    private mutating func readStopNCII(_ text: String) {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(text.utf8)) else {
            return skip(1, "not JSON with `hashRecords`")
        }
        for (number, lenient) in answer.hashRecords.enumerated() {
            guard let record = lenient.record, let type = record.signalType, let value = record.hashValue else {
                skip(number + 1, "a record without type or value")
                continue
            }
            guard type == "ImagePDQ" else {
                skip(number + 1, "\(type.prefix(20)) is not read")
                continue
            }
            switch record.hashStatus {
            case "Withdrawn", "Deleted": withdrawn.append(value.lowercased())
            default: add(value, note: "", line: number + 1)
            }
        }
    }
}
