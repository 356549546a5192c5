import AuditTrail
import SafetyModel
import Testing

@Suite struct CheckpointTests {
    private let signer: CheckpointSigner
    private let checkpoint: AuditCheckpoint

    init() throws {
        signer = try #require(CheckpointSigner(key: [UInt8](1...32)))
        checkpoint = try #require(signer.checkpoint(of: chain(of: 3).chain, at: Moment(milliseconds: 9)))
    }

    @Test func `a checkpoint reads back from its line`() throws {
        let read = try #require(AuditCheckpoint(line: checkpoint.line))

        #expect(read == checkpoint)
        #expect(read.isSigned(by: signer.publicKey))
        #expect(read.sequence == 3)
    }

    @Test func `every word of the line is signed`() throws {
        let words = checkpoint.line.split(separator: " ").map(String.init)
        let zeros = String(repeating: "0", count: 64)
        for (place, other) in [(2, "other"), (3, "4"), (4, zeros), (5, "10"), (6, zeros + zeros)] {
            var changed = words
            changed[place] = other
            let read = try #require(AuditCheckpoint(line: changed.joined(separator: " ")))
            #expect(!read.isSigned(by: signer.publicKey))
        }
    }

    @Test(arguments: ["", "vangrail-checkpoint 1 main 3", "vangrail-checkpoint 2 main 3 00 9 00", "a b c d e f g"])
    func `a line that is no checkpoint does not read`(line: String) { #expect(AuditCheckpoint(line: line) == nil) }

    @Test func `a key reads back from its digits`() {
        #expect(CheckpointKey(hex: signer.publicKey.hex) == signer.publicKey)
        #expect(CheckpointKey(hex: "00") == nil)
        #expect(CheckpointSigner(key: [1, 2, 3]) == nil)
    }
}
