/// Something wrong with a chain: where, and what.
public struct AuditFinding: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        /// Records from this sequence up to the other are missing.
        case missing(through: Int64)
        /// The record's bytes, columns or digest do not belong together.
        case altered
        /// The record is whole but does not follow the one before it.
        case wrongLink
        /// The sequence came before, or goes back.
        case outOfOrder
        /// The record belongs to another chain.
        case wrongChain
        /// A checkpoint saw another digest here: the chain was written anew.
        case rewritten
        /// A checkpoint saw this sequence, and the chain ends before it.
        case truncated(lastSequence: Int64)
        /// A checkpoint for this sequence has a signature that does not hold.
        case forgedCheckpoint
        /// There are records and not one checkpoint that holds.
        case noCheckpoint

        /// The stable word for this problem in output.
        public var code: String {
            switch self {
            case .missing: "missing"
            case .altered: "altered"
            case .wrongLink: "wrong-link"
            case .outOfOrder: "out-of-order"
            case .wrongChain: "wrong-chain"
            case .rewritten: "rewritten"
            case .truncated: "truncated"
            case .forgedCheckpoint: "forged-checkpoint"
            case .noCheckpoint: "no-checkpoint"
            }
        }
    }

    public var chain: String
    public var sequence: Int64
    public var problem: Problem

    public init(chain: String, sequence: Int64, problem: Problem) {
        self.chain = chain
        self.sequence = sequence
        self.problem = problem
    }

    /// One plain sentence without a full stop.
    public var message: String {
        let place = "\(chain) #\(sequence)"
        return switch problem {
        case .missing(let last): "\(place): records are missing through #\(last)"
        case .altered: "\(place): the record was altered"
        case .wrongLink: "\(place): the record does not follow the one before it"
        case .outOfOrder: "\(place): the record is out of order"
        case .wrongChain: "\(place): the record belongs to another chain"
        case .rewritten: "\(place): a checkpoint saw another record here"
        case .truncated(let last): "\(place): a checkpoint saw this record, and the chain ends at #\(last)"
        case .forgedCheckpoint: "\(place): the signature of a checkpoint does not hold"
        case .noCheckpoint: "\(place): no checkpoint covers the chain"
        }
    }
}

/// What a verification found.
public struct AuditReport: Hashable, Sendable {
    public var chain: String
    /// Records seen.
    public var records: Int64
    /// The highest sequence that a checkpoint confirmed; later records are only linked to one another.
    public var confirmedThrough: Int64
    /// At most `AuditVerifier.findingsMax`, in order of discovery.
    public var findings: [AuditFinding]
    /// All findings, also those beyond the bound.
    public var findingCount: Int

    public var isSound: Bool { findingCount == 0 }
}

/// Checks one chain, record by record in order, in constant memory besides the checkpoints.
public struct AuditVerifier: Sendable {
    /// How many findings are kept; the rest are counted.
    public static let findingsMax = 100

    private var report: AuditReport
    private var lastSequence: Int64 = 0
    private var lastDigest = AuditDigest.origin.bytes
    private var seen: [Int64: Set<AuditDigest>] = [:]

    /// Starts at the head of a chain, with every checkpoint that is known of it and the key that must have signed them.
    public init(chain: String, checkpoints: [AuditCheckpoint], key: CheckpointKey) {
        report = AuditReport(chain: chain, records: 0, confirmedThrough: 0, findings: [], findingCount: 0)
        for checkpoint in Set(checkpoints.filter { $0.chain == chain }).sorted(by: { $0.sequence < $1.sequence }) {
            if checkpoint.isSigned(by: key) {
                seen[checkpoint.sequence, default: []].insert(checkpoint.digest)
            } else {
                find(.forgedCheckpoint, at: checkpoint.sequence)
            }
        }
    }

    /// Takes the next record.
    public mutating func feed(_ record: StoredAuditRecord) {
        report.records += 1
        guard record.chain == report.chain else { return find(.wrongChain, at: record.sequence) }
        guard record.sequence > lastSequence else { return find(.outOfOrder, at: record.sequence) }
        let isNext = record.sequence == lastSequence + 1
        if !isNext { find(.missing(through: record.sequence - 1), at: lastSequence + 1) }
        if !isWhole(record) {
            find(.altered, at: record.sequence)
        } else if isNext, record.previous != lastDigest {
            find(.wrongLink, at: record.sequence)
        }
        confirm(record)
        lastSequence = record.sequence
        lastDigest = record.digest
    }

    /// Says what was found, once the last record was fed.
    public consuming func finish() -> AuditReport {
        if let last = seen.keys.max(), last > lastSequence {
            find(.truncated(lastSequence: lastSequence), at: last)
        }
        if seen.isEmpty, report.records > 0 { find(.noCheckpoint, at: lastSequence) }
        return report
    }

    private func isWhole(_ record: StoredAuditRecord) -> Bool {
        guard let previous = AuditDigest(bytes: record.previous), record.entry != nil else { return false }
        return AuditDigest.linking(previous, record.body).bytes == record.digest
    }

    private mutating func confirm(_ record: StoredAuditRecord) {
        guard let digests = seen[record.sequence] else { return }
        if digests.allSatisfy({ $0.bytes == record.digest }) {
            report.confirmedThrough = record.sequence
        } else {
            find(.rewritten, at: record.sequence)
        }
    }

    private mutating func find(_ problem: AuditFinding.Problem, at sequence: Int64) {
        report.findingCount += 1
        guard report.findings.count < Self.findingsMax else { return }
        report.findings.append(AuditFinding(chain: report.chain, sequence: sequence, problem: problem))
    }
}
