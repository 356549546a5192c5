/// The bounds of an entry: small, printable, and with keys that read like codes, so that no personal text fits by accident.
public enum AuditBounds {
    /// Bytes of UTF-8 in a subject, at least 1.
    public static let subjectBytesMax = 256
    /// Fields of one entry.
    public static let fieldsMax = 48
    /// Bytes of a field's name: lower-case letters, digits and hyphens, a letter first.
    public static let nameBytesMax = 40
    /// Bytes of UTF-8 in a field's value; control characters are refused.
    public static let valueBytesMax = 256
}

/// Why an entry cannot enter the trail.
public enum AuditEntryError: Error, Hashable, Sendable {
    /// The chain's name is not 1 to 40 lower-case letters, digits and hyphens.
    case chain
    /// The subject is empty, too long or holds control characters.
    case subject
    /// There are too many fields.
    case tooManyFields
    /// A field's name is not a code.
    case fieldName
    /// The value of the field with that name is too long or holds control characters.
    case fieldValue(String)
}

extension AuditEntry {
    /// Checks the entry against `AuditBounds`.
    public func check() throws(AuditEntryError) {
        guard !subject.isEmpty, isPrintable(subject, bytesMax: AuditBounds.subjectBytesMax) else { throw .subject }
        guard fields.count <= AuditBounds.fieldsMax else { throw .tooManyFields }
        for (name, value) in fields {
            guard isCode(name) else { throw .fieldName }
            guard isPrintable(value, bytesMax: AuditBounds.valueBytesMax) else { throw .fieldValue(name) }
        }
    }
}

/// True for a letter, then letters, digits and hyphens, all lower-case.
func isCode(_ text: String) -> Bool {
    var count = 0
    for byte in text.utf8 {
        count += 1
        let isLetter = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        guard isLetter || (count > 1 && (isDigit || byte == UInt8(ascii: "-"))) else { return false }
    }
    return count > 0 && count <= AuditBounds.nameBytesMax
}

/// True when the text is short enough and free of control characters.
private func isPrintable(_ text: String, bytesMax: Int) -> Bool {
    var count = 0
    for byte in text.utf8 {
        count += 1
        if count > bytesMax || byte < 0x20 || byte == 0x7F { return false }
    }
    return true
}
