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
        /// NCMEC's answers to `entries` (hash sharing, version 2): XML with `image` and `deletedImage`.
        case ncmec
        /// ThreatExchange's answers to `threat_updates`: JSON with `indicator`, `type` and `should_delete`.
        case threatexchange
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
    /// Fingerprints that the list says are withdrawn or deleted.
    public private(set) var withdrawn: [String] = []
    /// Names of records, `member-number`, that the list says are deleted; the notes of their entries begin with them.
    public private(set) var withdrawnRecords: [String] = []

    private static let skippedMax = 100
    private let source: String

    /// Reads a whole list.
    public init(_ text: String, as format: Format, source: String) {
        self.source = source
        switch format {
        case .lines: readLines(text)
        case .csv: readTable(text)
        case .stopncii: readStopNCII(text)
        case .ncmec: readNCMEC(text)
        case .threatexchange: readThreatExchange(text)
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

    /// What an `image` or `deletedImage` says.
    private struct Record {
        var member = ""
        var number = ""
        var classification = ""
        var digests: [(kind: Column, value: String)] = []

        var name: String { "\(member)-\(number)" }
    }

    private mutating func readNCMEC(_ text: String) {
        var elements = ExchangeElements(text)
        var record = Record()
        var path: [String] = []
        while let event = elements.next() {
            switch event {
            case .start(let name):
                if name == "image" || name == "deletedImage" { record = Record() }
                path.append(name)
            case .text(let text):
                let value = Self.bare(text[...])
                switch path.last {
                case "member": record.member = value
                case "id": record.number = value
                case "classification": record.classification = value
                case "pdq": record.digests.append((.pdq, value))
                case "md5": record.digests.append((.md5, value))
                default: break
                }
            case .end(let name):
                path.removeLast()
                if name == "deletedImage" { withdrawnRecords.append(record.name) }
                if name == "image" { take(record, line: elements.line) }
            }
        }
        if let problem = elements.problem { skip(elements.line, "not XML as the exchange writes it: \(problem)") }
    }

    private mutating func take(_ record: Record, line: Int) {
        guard !record.digests.isEmpty else { return skip(line, "a picture without PDQ and MD5") }
        let note = "\(record.name) \(record.classification)"
        for digest in record.digests { add(digest.value, as: digest.kind, note: note, line: line) }
    }

    private struct Updates: Decodable {
        struct Update: Decodable {
            struct Descriptor: Decodable { var tags: [String]? }
            var id: String?
            var indicator: String?
            var type: String?
            var should_delete: Bool?
            var descriptors: [Descriptor]?
        }
        struct Lenient: Decodable {
            var update: Update?
            init(from decoder: any Decoder) { update = try? Update(from: decoder) }
        }
        var data: [Lenient]
    }

    private mutating func readThreatExchange(_ text: String) {
        guard let updates = try? JSONDecoder().decode(Updates.self, from: Data(text.utf8)) else {
            return skip(1, "not JSON with `data`")
        }
        for (number, lenient) in updates.data.enumerated() {
            guard let update = lenient.update, let type = update.type, let value = update.indicator else {
                skip(number + 1, "an update without type or indicator")
                continue
            }
            guard ["HASH_PDQ", "HASH_MD5", "HASH_SHA256"].contains(type) else {
                skip(number + 1, "\(type.prefix(20)) is not read")
                continue
            }
            // A record that nobody describes any more is deleted too.
            if update.should_delete == true || update.descriptors?.isEmpty == true {
                if let id = update.id { withdrawnRecords.append(id) }
                if type == "HASH_PDQ" { withdrawn.append(value.lowercased()) }
                continue
            }
            let tags = (update.descriptors ?? []).flatMap { $0.tags ?? [] }.prefix(20).joined(separator: " ")
            add(
                value, as: type == "HASH_SHA256" ? .sha256 : .hash, note: "\(update.id ?? "-") \(tags)",
                line: number + 1)
        }
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
