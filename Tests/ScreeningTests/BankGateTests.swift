import AuditTrail
import SafetyModel
import Storage
import TestSupport
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
        for bank in Bank.allCases where bank != .protected {
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

    @Test func `a local signature confirms a copy, and clears the source that a person called harmless`() async throws {
        let rehearsal = try Rehearsal()
        rehearsal.generator.answer([[201]])
        #expect(await decision(rehearsal, picture: 200).kind.releases)
        let left = try #require(rehearsal.store.outputs.first { $0.signature != nil })
        #expect(left.fingerprint.distance(to: try #require(left.source)) <= 31)
        let banks = keeping(rehearsal)
        rehearsal.generator.answer([[7]])

        let careful = try await banks.draft(of: left.id, sourceIsHarmless: false, source: "ruling", note: "")
        let first = try await banks.add(careful, to: .intimate, by: "kim").entry
        // The same picture, mirrored and encoded again; and what it was made from, which nobody has called harmless.
        #expect(await decision(rehearsal, picture: 202).kind == .refuse)
        #expect(await decision(rehearsal, picture: 200).kind == .hold)

        _ = try await banks.enable(first.id, false, by: "kim")
        let told = try await banks.draft(of: left.id, sourceIsHarmless: true, source: "ruling", note: "")
        let sweep = try await banks.add(told, to: .intimate, by: "kim").sweep
        #expect(sweep.confirmed == [left.id] && sweep.near.isEmpty)
        #expect(await decision(rehearsal, picture: 202).kind == .refuse)
        #expect(await decision(rehearsal, picture: 200).kind.releases)
        #expect(await decision(rehearsal, picture: 203).kind.releases)
    }

    @Test func `a stopped output does not hold the photo that it was made from`() async throws {
        let rehearsal = try Rehearsal()
        let copy = BankKeeping.Draft(sha256: PictureReading.sha256(Picture(bytes: [201, 0])), source: "notice")
        let entry = try await keeping(rehearsal).add(copy, to: .reported, by: "kim").entry
        rehearsal.generator.answer([[201]])
        #expect(await decision(rehearsal, picture: 200).kind == .hold)
        _ = try await keeping(rehearsal).enable(entry.id, false, by: "kim")
        rehearsal.generator.answer([[7]])
        #expect(await decision(rehearsal, picture: 200).kind.releases)
        #expect(await decision(rehearsal, picture: 202).kind == .hold)
    }

    @Test func `who made a picture is answered for a copy and not for the source, and recorded`() async throws {
        let rehearsal = try Rehearsal()
        rehearsal.generator.answer([[201]])
        _ = await decision(rehearsal, picture: 200)
        func ask(_ byte: UInt8) async throws -> BankKeeping.Makers {
            let picture = Picture(bytes: [byte])
            let query = BankQuery(try await rehearsal.lens.read(picture, as: .source), bytes: picture)
            return try await keeping(rehearsal).whoMade(query, reason: "case-7", by: "kim")
        }
        #expect(try await ask(202).confirmed.map(\.output.account?.text) == ["ada"])
        let source = try await ask(203)
        #expect(source.confirmed.isEmpty)
        #expect(rehearsal.store.auditRecords.count { $0.entry.kind == .makerAsked } == 2)
    }

    @Test func `a protected picture is its owner's to edit and nobody else's`() async throws {
        let rehearsal = try Rehearsal()
        let entry = BankEntry(
            id: BankEntryID(text: "bnk_1"), bank: .protected, fingerprint: PretendLens.fingerprint(3),
            owner: AccountID(text: "ada"), source: "protect", note: "", addedBy: "owner", addedAt: now)
        try await rehearsal.store.commit([.putBankEntry(entry)])
        #expect(await decision(rehearsal).kind.releases)
        let stranger = await rehearsal.gate.run(
            Rehearsal.edit("make it black and white", picture: 3, account: "bob"), preview: nil
        ).decision.decision
        #expect(stranger.kind == .refuse && stranger.reasons.first?.category == .protected)
    }

    @Test func `a record that its source deletes is switched off, from that source alone`() async throws {
        let rehearsal = try Rehearsal()
        let banks = keeping(rehearsal)
        for (source, note) in [("NCMEC", "One-9 A1"), ("NCMEC", "One-99 A1"), ("other", "One-9 A1")] {
            let draft = BankKeeping.Draft(fingerprint: PretendLens.fingerprint(3), source: source, note: note)
            _ = try await banks.add(draft, to: .illegal, by: "kim")
        }
        #expect(try await banks.withdraw(records: ["One-9"], from: .illegal, source: "NCMEC", by: "kim") == 1)
        let entries = try await banks.entries(of: .illegal, after: nil, limit: 9)
        #expect(entries.map(\.isEnabled) == [false, true, true])
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
