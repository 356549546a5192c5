import AuditTrail
import SafetyModel
import Storage
import Testing

@testable import Screening

/// Known pictures at the gate: the same bytes are refused where somebody has ruled, a near one is held.
struct BankGateTests {
    private let now = Moment(milliseconds: 1_800_000_000_000)

    private func keeping(_ rehearsal: Rehearsal) -> BankKeeping {
        let now = now
        return BankKeeping(
            store: rehearsal.store, ledger: rehearsal.store, clock: Timepiece { now }, digester: KeyedDigest(key: [1]))
    }

    private func decision(
        _ rehearsal: Rehearsal, picture: UInt8 = 3
    ) async -> Decision {
        await rehearsal.gate.run(Rehearsal.edit("make it black and white", picture: picture), preview: nil)
            .decision.decision
    }

    @Test func `the bytes of a confirmed entry are refused on the next request, its look-alikes are held`() async throws
    {
        let rehearsal = try Rehearsal()
        #expect(await decision(rehearsal).kind.releases)
        let draft = BankKeeping.Draft(
            fingerprint: PretendLens.fingerprint(3), sha256: PictureReading.sha256(Picture(bytes: [3])),
            source: "ruling")

        _ = try await keeping(rehearsal).add(draft, to: .intimate, by: "kim")

        let same = await decision(rehearsal)
        #expect(same.kind == .refuse)
        #expect(same.reasons.first?.category == .bankMatch)
        #expect(rehearsal.store.auditRecords.contains { $0.entry.kind == .bankChanged })
        #expect(await decision(rehearsal, picture: 5).kind.releases)
    }

    @Test func `a perceptual match alone holds, whatever the bank`() async throws {
        for bank in Bank.allCases {
            let rehearsal = try Rehearsal()
            let draft = BankKeeping.Draft(fingerprint: PretendLens.fingerprint(3), source: "exchange")
            _ = try await keeping(rehearsal).add(draft, to: bank, by: "kim")
            #expect(await decision(rehearsal).kind == .hold, "\(bank)")
        }
    }

    @Test func `reported bytes are held until somebody has ruled`() async throws {
        let rehearsal = try Rehearsal()
        let draft = BankKeeping.Draft(sha256: PictureReading.sha256(Picture(bytes: [3])), source: "notice")
        let entry = try await keeping(rehearsal).add(draft, to: .reported, by: "kim").entry
        #expect(await decision(rehearsal).kind == .hold)
        _ = try await keeping(rehearsal).enable(entry.id, false, by: "kim")
        #expect(await decision(rehearsal).kind.releases)
    }

    @Test func `a new entry names the outputs that left earlier and look like it`() async throws {
        let rehearsal = try Rehearsal()
        _ = await decision(rehearsal)
        let left = try #require(rehearsal.store.outputs.first)
        let near = BankKeeping.Draft(fingerprint: left.fingerprint, source: "ruling")
        var same = near
        same.sha256 = left.sha256

        #expect(try await keeping(rehearsal).add(near, to: .intimate, by: "kim").sweep.near == [left.id])
        #expect(try await keeping(rehearsal).add(same, to: .intimate, by: "kim").sweep.confirmed == [left.id])
    }

    @Test func `what nothing could match is no entry, and the illegal bank lets nothing through`() async throws {
        let rehearsal = try Rehearsal()
        let banks = keeping(rehearsal)
        let flat = BankKeeping.Draft(
            fingerprint: Fingerprint(words: PretendLens.fingerprint(3).words, quality: 49), source: "x")
        await #expect(throws: BankKeeping.Refusal.nothingToMatch) {
            try await banks.add(flat, to: .intimate, by: "kim")
        }
        let digest = String(repeating: "1", count: 64)
        let draft = BankKeeping.Draft(fingerprint: PretendLens.fingerprint(3), source: "x")
        let illegal = try await banks.add(draft, to: .illegal, by: "kim").entry
        await #expect(throws: BankKeeping.Refusal.neverAllowed) {
            try await banks.allow(illegal.id, sha256: digest, by: "kim")
        }
        let intimate = try await banks.add(draft, to: .intimate, by: "kim").entry
        #expect(try await !banks.allow(intimate.id, sha256: digest, by: "kim"))
        #expect(try await !banks.allow(intimate.id, sha256: digest, by: "kim"))
        #expect(try await banks.allow(intimate.id, sha256: digest, by: "lee"))
        await #expect(throws: BankKeeping.Refusal.unknown) {
            try await banks.enable(BankEntryID(text: "bnk_9"), false, by: "kim")
        }
    }
}
