import SafetyModel

/// Reads what `CanonicalWriter` wrote, and nothing else: bytes that it would have written differently are refused.
struct CanonicalReader {
    private let bytes: [UInt8]
    private var index = 0

    /// The record's place and entry; nil when the bytes are not canonical.
    static func read(_ bytes: [UInt8]) -> (chain: String, sequence: Int64, entry: AuditEntry)? {
        var reader = CanonicalReader(bytes: bytes)
        guard let found = reader.record(),
            CanonicalWriter.bytes(chain: found.chain, sequence: found.sequence, entry: found.entry) == bytes
        else { return nil }
        return found
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func record() -> (chain: String, sequence: Int64, entry: AuditEntry)? {
        guard skip("{\"v\":\(CanonicalWriter.version),\"chain\":"), let chain = quoted(),
            skip(",\"sequence\":"), let sequence = integer(),
            skip(",\"at\":"), let at = integer(),
            skip(",\"kind\":"), let kind = quoted().flatMap(AuditEntry.Kind.init(rawValue:)),
            skip(",\"subject\":"), let subject = quoted(),
            skip(",\"fields\":{"), let fields = fields(), skip("}}"), index == bytes.count
        else { return nil }
        let moment = Moment(milliseconds: at)
        return (chain, sequence, AuditEntry(kind: kind, subject: subject, at: moment, fields: fields))
    }

    private mutating func fields() -> [String: String]? {
        var fields: [String: String] = [:]
        while fields.count <= AuditBounds.fieldsMax {
            if peek() == UInt8(ascii: "}") { return fields }
            if !fields.isEmpty, !skip(",") { return nil }
            guard let name = quoted(), skip(":"), let value = quoted() else { return nil }
            fields[name] = value
        }
        return nil
    }

    private func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skip(_ text: String) -> Bool {
        let expected = text.utf8
        guard bytes[index...].starts(with: expected) else { return false }
        index += expected.count
        return true
    }

    private mutating func integer() -> Int64? {
        let start = index
        while let byte = peek(), byte == UInt8(ascii: "-") || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) {
            index += 1
        }
        return Int64(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func quoted() -> String? {
        guard skip("\"") else { return nil }
        var text: [UInt8] = []
        while let byte = peek() {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = peek() else { return nil }
                index += 1
                text.append(escaped)
            default: text.append(byte)
            }
        }
        return nil
    }
}
