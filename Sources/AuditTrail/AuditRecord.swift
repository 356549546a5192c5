public import SafetyModel

/// An entry at its place in a chain, linked to the record before it.
public struct AuditRecord: Hashable, Sendable {
    /// The chain: one for each writing node.
    public let chain: String
    /// Counts from 1 without gaps.
    public let sequence: Int64
    public let entry: AuditEntry
    /// Digest of the record before; `AuditDigest.origin` for the first.
    public let previous: AuditDigest
    /// SHA-256 of `previous` followed by `canonical`.
    public let digest: AuditDigest
    /// The one byte sequence that stands for chain, sequence and entry.
    public let canonical: [UInt8]

    init(chain: String, sequence: Int64, entry: AuditEntry, previous: AuditDigest) {
        let canonical = CanonicalWriter.bytes(chain: chain, sequence: sequence, entry: entry)
        self.chain = chain
        self.sequence = sequence
        self.entry = entry
        self.previous = previous
        self.canonical = canonical
        digest = .linking(previous, canonical)
    }
}

/// A record as a store gives it back: nothing about it is believed before `AuditVerifier` has seen it.
public struct StoredAuditRecord: Hashable, Sendable {
    public var chain: String
    public var sequence: Int64
    public var at: Moment
    /// The word of the entry's kind.
    public var kind: String
    public var subject: String
    /// The canonical bytes.
    public var body: [UInt8]
    public var previous: [UInt8]
    public var digest: [UInt8]

    public init(
        chain: String, sequence: Int64, at: Moment, kind: String, subject: String, body: [UInt8], previous: [UInt8],
        digest: [UInt8]
    ) {
        self.chain = chain
        self.sequence = sequence
        self.at = at
        self.kind = kind
        self.subject = subject
        self.body = body
        self.previous = previous
        self.digest = digest
    }

    /// The record as a store keeps it: a few columns to look it up by, and the canonical bytes.
    public init(_ record: AuditRecord) {
        self.init(
            chain: record.chain, sequence: record.sequence, at: record.entry.at, kind: record.entry.kind.rawValue,
            subject: record.entry.subject, body: record.canonical, previous: record.previous.bytes,
            digest: record.digest.bytes)
    }

    /// The entry in the canonical bytes; nil when they are not canonical or when a column says something else.
    public var entry: AuditEntry? {
        guard let read = CanonicalReader.read(body), read.chain == chain, read.sequence == sequence,
            read.entry.at == at, read.entry.kind.rawValue == kind, read.entry.subject == subject
        else { return nil }
        return read.entry
    }
}
