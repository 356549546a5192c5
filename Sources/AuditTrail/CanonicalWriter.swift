import SafetyModel

/// Writes the one byte sequence that stands for a record: JSON with a fixed order of members, sorted fields, no white
/// space, and `"` and `\` as the only escapes. Anybody can check a chain with SHA-256 and these bytes.
struct CanonicalWriter {
    /// Changes with every change of the layout; old records keep theirs.
    static let version = 1

    private(set) var bytes: [UInt8] = []

    /// The canonical bytes of an entry at its place in a chain.
    static func bytes(chain: String, sequence: Int64, entry: AuditEntry) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.bytes.reserveCapacity(512)
        writer.raw("{\"v\":\(version),\"chain\":")
        writer.quoted(chain)
        writer.raw(",\"sequence\":\(sequence),\"at\":\(entry.at.milliseconds),\"kind\":")
        writer.quoted(entry.kind.rawValue)
        writer.raw(",\"subject\":")
        writer.quoted(entry.subject)
        writer.raw(",\"fields\":{")
        var isFirst = true
        for (name, value) in entry.fields.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            if !isFirst { writer.raw(",") }
            isFirst = false
            writer.quoted(name)
            writer.raw(":")
            writer.quoted(value)
        }
        writer.raw("}}")
        return writer.bytes
    }

    private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func quoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
