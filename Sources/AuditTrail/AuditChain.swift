/// The growing end of one chain. A value: a writer keeps a copy and goes back to it when a batch fails.
public struct AuditChain: Hashable, Sendable {
    /// The name: a letter, then letters, digits and hyphens, all lower-case.
    public let name: String
    /// The sequence of the last record; 0 before the first.
    public private(set) var sequence: Int64
    /// The digest of the last record; `AuditDigest.origin` before the first.
    public private(set) var tail: AuditDigest

    /// A chain that goes on after a stored tail, or starts.
    public init(name: String, sequence: Int64 = 0, tail: AuditDigest = .origin) throws(AuditEntryError) {
        guard isCode(name) else { throw .chain }
        self.name = name
        self.sequence = sequence
        self.tail = tail
    }

    /// Gives the entry its place. Throws, and stays as it was, when the entry breaks `AuditBounds`.
    public mutating func append(_ entry: AuditEntry) throws(AuditEntryError) -> AuditRecord {
        try entry.check()
        let record = AuditRecord(chain: name, sequence: sequence + 1, entry: entry, previous: tail)
        sequence = record.sequence
        tail = record.digest
        return record
    }
}
