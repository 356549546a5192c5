import AuditTrail
import SafetyModel
import Testing

@Suite struct AuditVerifierTests {
    private let signer: CheckpointSigner
    private let records: [StoredAuditRecord]
    private let checkpoints: [AuditCheckpoint]

    init() throws {
        let signer = try #require(CheckpointSigner(key: [UInt8](1...32)))
        self.signer = signer
        records = try chain(of: 10).records.map(StoredAuditRecord.init)
        checkpoints = try [4, 8].map { count in
            try #require(signer.checkpoint(of: chain(of: count).chain, at: Moment(milliseconds: 9)))
        }
    }

    private func verify(
        _ records: [StoredAuditRecord], _ checkpoints: [AuditCheckpoint]? = nil
    ) -> AuditReport {
        var verifier = AuditVerifier(
            chain: "main", checkpoints: checkpoints ?? self.checkpoints, key: signer.publicKey)
        for record in records { verifier.feed(record) }
        return verifier.finish()
    }

    private func problems(_ report: AuditReport) -> [String] {
        report.findings.map { "\($0.sequence) \($0.problem.code)" }
    }

    @Test func `a whole chain is sound, and says how far checkpoints confirm it`() {
        let report = verify(records)

        #expect(report.isSound)
        #expect(report.records == 10)
        #expect(report.confirmedThrough == 8)
    }

    @Test func `an empty chain is sound`() { #expect(verify([], []).isSound) }

    @Test(arguments: 0..<10) func `a record with one changed letter is found`(index: Int) {
        var changed = records
        changed[index].body = Array(
            String(decoding: changed[index].body, as: UTF8.self)
                .replacing("\"code\":\"x\"", with: "\"code\":\"y\"").utf8)

        #expect(problems(verify(changed)) == ["\(index + 1) altered"])
    }

    @Test func `a column that contradicts the bytes is found`() {
        var changed = records
        changed[2].subject = "dec_9"
        changed[4].kind = "release"
        changed[6].at = Moment(milliseconds: 99)

        #expect(problems(verify(changed)) == ["3 altered", "5 altered", "7 altered"])
    }

    @Test func `a record with a digest of its own is found, and the next no longer follows it`() throws {
        var changed = records
        let other = try chain(of: 3, code: "y").records
        var forged = try AuditChain(
            name: "main", sequence: 2, tail: try #require(AuditDigest(bytes: records[1].digest)))
        changed[2] = StoredAuditRecord(try forged.append(other[2].entry))

        #expect(problems(verify(changed)) == ["4 wrong-link"])
    }

    @Test func `a missing record is found`() {
        var changed = records
        changed.remove(at: 5)

        let report = verify(changed)

        #expect(problems(report) == ["6 missing"])
        #expect(report.findings.first?.problem == .missing(through: 6))
    }

    @Test func `a missing beginning is found`() {
        #expect(verify(Array(records.dropFirst(2))).findings.first?.problem == .missing(through: 2))
    }

    @Test func `two records in each other's place are found`() {
        var byRow = records
        byRow.swapAt(2, 3)
        var byNumber = byRow
        (byNumber[2].sequence, byNumber[3].sequence) = (3, 4)

        #expect(problems(verify(byRow)) == ["3 missing", "3 out-of-order"])
        #expect(problems(verify(byNumber)).prefix(2) == ["3 altered", "4 altered"])
    }

    @Test func `a record twice is found`() {
        #expect(problems(verify(Array(records[0...2]) + [records[2]] + Array(records[3...]))) == ["3 out-of-order"])
    }

    @Test func `a record of another chain is found`() throws {
        let other = try chain(of: 11, name: "other").records.map(StoredAuditRecord.init)
        #expect(problems(verify(records + [other[10]])) == ["11 wrong-chain"])
    }

    @Test func `a tail that was cut off is found by its checkpoint`() {
        #expect(problems(verify(Array(records.prefix(7)))) == ["8 truncated"])
        #expect(problems(verify([])) == ["8 truncated"])
    }

    @Test func `what was cut off after the last checkpoint cannot be found`() {
        #expect(verify(Array(records.prefix(8))).isSound)
    }

    @Test func `a chain that was written anew is found by its checkpoints`() throws {
        let anew = try chain(of: 10, code: "y").records.map(StoredAuditRecord.init)

        #expect(problems(verify(anew)) == ["4 rewritten", "8 rewritten"])
        #expect(problems(verify(anew, [])) == ["10 no-checkpoint"])
    }

    @Test func `a checkpoint by another key is found and confirms nothing`() throws {
        let stranger = try #require(CheckpointSigner(key: [UInt8](repeating: 7, count: 32)))
        let forged = try #require(stranger.checkpoint(of: chain(of: 10).chain, at: Moment(milliseconds: 9)))

        #expect(problems(verify(records, [forged])) == ["10 forged-checkpoint", "10 no-checkpoint"])
    }

    @Test func `findings are bounded and all are counted`() {
        let report = verify(Array(repeating: records[0], count: 200))

        #expect(report.findings.count == AuditVerifier.findingsMax)
        #expect(report.findingCount == 200)
    }
}
